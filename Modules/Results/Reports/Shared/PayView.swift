import AssessmentKernel
import Closing
import ResultTables

/// Three months' pay on page and slip: what every month has stands in the templates, and each other column of the pay
/// table is shown if one of the months has a value in it.
struct PayView {
    /// The columns with a place of their own in the templates.
    private static let inTemplates: Set = ["member", "month", "days_in_post", "base", "performance", "due"]

    private let rows: [(member: Member, pay: MonthPay)]
    private let parts: [ShownColumn<(member: Member, pay: MonthPay)>]

    init(_ member: Member, _ pay: [MonthPay], _ head: ReportHead) {
        let rows = pay.map { (member: member, pay: $0) }
        self.rows = rows
        parts = head.tables.pay.columns(for: .page, by: head.rules.rulebook).filter { part in
            !PayView.inTemplates.contains(part.column.key) && rows.contains { !part.cell($0).isEmptyOrZero }
        }
    }

    /// `payColumns`, the titles of the columns between performance and due, and `payRows` of a template.
    ///
    /// The rows are built here, because there are thousands of them.
    var values: [String: Any] {
        let lines = rows.map { row in
            let (month, more) = (row.pay, parts.map { "<td class=\"n\">\(PayView.text($0, row))</td>" })
            return """
                <tr><th scope="row">\(month.month.chinese)</th><td class="n">\(month.daysInPost) 天</td>\
                <td class="n">\(month.base)</td><td class="n">\(month.performance)</td>\(more.joined())\
                <td class="n"><b>\(month.due)</b></td></tr>

                """
        }
        return ["payColumns": parts.map(\.column.title.chinese), "payRows": lines.joined()]
    }

    private static func text<Row>(_ part: ShownColumn<Row>, _ row: Row) -> String {
        let cell = part.cell(row)
        if part.column.look.isTaken, case .hundredths(let fen, _) = cell { return Yuan(fen: -fen).description }
        return ShownText.html(cell.shortText)
    }
}

extension ShownCell {
    /// The cell in Chinese, short enough for a line.
    var shortText: String { ShownText.short(text(in: .chinese)) }

    fileprivate var isEmptyOrZero: Bool {
        switch self {
        case .none, .hundredths(0, _), .whole(0): true
        default: false
        }
    }
}
