import AssessmentKernel
import Closing
import PageTemplates
import ResultTables

/// Three months' pay on page and slip: one row per part of the pay, one column per month and their sum.
///
/// A column is there as its declaration says: always, or where one of the months has a value in it.
struct PayView {
    /// A member's pay of a month.
    typealias Row = (member: Member, pay: MonthPay)

    /// The columns that have rows of their own making, or none.
    private static let without: Set = ["member", "month", "days_in_post"]

    /// A row of the sheet, the same for all members; a class, so that it is not copied for each.
    final class Part: Sendable {
        let cell: @Sendable (Row) -> ShownCell
        let look: ResultLook
        /// Its markup before the cells.
        let head: Markup

        init(_ shown: ShownColumn<Row>, _ words: ReportWords) {
            (cell, look) = (shown.cell, shown.column.look)
            head = PayView.head(words(shown.column.title), isDue: PayColumn(shown.column)?.isDue == true)
        }
    }

    private let member: Member
    private let months: [MonthPay]
    private let words: ReportWords
    private let parts: [Part]

    /// The rows that a page may show.
    static func parts(_ head: ReportHead) -> [Part] {
        head.tables.pay.columns(for: .page, by: head.rules.rulebook).filter {
            !PayView.without.contains($0.column.key)
        }.map { Part($0, head.words) }
    }

    init(_ member: Member, _ assessed: MemberResult.Assessed, _ words: ReportWords, _ parts: [Part]) {
        (self.member, months, self.words, self.parts) = (member, assessed.pay, words, parts)
    }

    /// The table's head and its rows, built here and not by a template, because there are thousands of them.
    var table: (head: Markup, rows: Markup) {
        var head: Markup = ""
        for month in months { head += "<th scope=\"col\" class=\"n\">\(words.month(month.month))</th>" }
        head += "<th scope=\"col\" class=\"n\">\(words("合计", "Sum"))</th>"
        var rows = PayView.head(words("在岗", "Days in post"), isDue: false)
        for days in months.map(\.daysInPost) + [months.reduce(0) { $0 + $1.daysInPost }] {
            rows += "<td class=\"n\">\(words("\(days) 天", "\(days)"))</td>"
        }
        rows += "</tr>\n"
        for part in parts {
            let cells = months.map { part.cell((member, $0)) }
            guard part.look.listing == .always || cells.contains(where: { !$0.isEmptyOrZero }) else { continue }
            rows += part.head
            for cell in cells { rows += "<td class=\"n\">\(markup(cell, part.look))</td>" }
            rows += "<td class=\"n\">\(sum(part.look.counted.of(cells), part.look))</td></tr>\n"
        }
        return (head, rows)
    }

    private static func head(_ title: String, isDue: Bool) -> Markup {
        "<tr\(isDue ? " class=\"due\"" : "")><th scope=\"row\">\(ShownText.html(title))</th>"
    }

    private func markup(_ cell: ShownCell, _ look: ResultLook) -> Markup {
        if case .hundredths(let fen, let isMoney, let sign) = cell, look.isTaken || isMoney && sign.isEmpty {
            return "\(Yuan(fen: look.isTaken ? -fen : fen))"
        }
        return "\(ShownText.html(cell.shortText(in: words.language)))"
    }

    /// The sum over the months; empty where there is nothing to add up.
    private func sum(_ cells: ArraySlice<ShownCell>, _ look: ResultLook) -> Markup {
        var sum = Yuan.zero
        for cell in cells {
            guard case .hundredths(let fen, _, _) = cell else { return "" }
            sum += Yuan(fen: look.isTaken ? -fen : fen)
        }
        return "\(sum)"
    }
}

extension ShownCell {
    /// The cell as a text, short enough for a line.
    func shortText(in language: Language) -> String { ShownText.short(text(in: language)) }

    fileprivate var isEmptyOrZero: Bool {
        switch self {
        case .none, .hundredths(0, _, _), .whole(0): true
        default: false
        }
    }
}
