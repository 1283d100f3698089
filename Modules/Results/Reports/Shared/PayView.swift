import AssessmentKernel
import Closing
import PageTemplates
import ResultTables

/// Three months' pay on page and slip: one row per part of the pay, one column per month and their sum.
///
/// A column is there as its declaration says: always, or where one of the months has a value in it.
struct PayView {
    /// A column of the pay table, as a page shows it.
    typealias Part = ShownColumn<(member: Member, pay: MonthPay)>

    /// The columns that have rows of their own making, or none.
    private static let without: Set = ["member", "month", "days_in_post"]

    private let rows: [(member: Member, pay: MonthPay)]
    private let parts: [Part]
    private let words: ReportWords
    private let charges: [EquipmentCharge]

    /// The columns that a page may show; the same for all members.
    static func parts(_ head: ReportHead) -> [Part] {
        head.tables.pay.columns(for: .page, by: head.rules.rulebook).filter {
            !PayView.without.contains($0.column.key)
        }
    }

    init(_ member: Member, _ assessed: MemberResult.Assessed, _ words: ReportWords, _ parts: [Part]) {
        let rows = assessed.pay.map { (member: member, pay: $0) }
        self.rows = rows
        self.words = words
        charges = assessed.charges
        self.parts = parts.filter { part in
            part.column.look.listing == .always || rows.contains { !part.cell($0).isEmptyOrZero }
        }
    }

    /// `payHead` and `payRows`, the table of a template, and `charges`, what was charged for.
    ///
    /// The rows are built here, because there are thousands of them.
    var values: [String: Any] {
        let months = rows.map { "<th scope=\"col\" class=\"n\">\(words.month($0.pay.month))</th>" }
        let days = rows.map { words("\($0.pay.daysInPost) 天", "\($0.pay.daysInPost)") }
        let all = rows.reduce(0) { $0 + $1.pay.daysInPost }
        let lines =
            [line(words("在岗", "Days in post"), days, words("\(all) 天", "\(all)"), isDue: false)]
            + parts.map { part in
                line(
                    words(part.column.title), rows.map { text(part, $0) }, sum(part),
                    isDue: PayColumn(part.column)?.isDue == true)
            }
        return [
            "payHead": months.joined() + "<th scope=\"col\" class=\"n\">\(words("合计", "Sum"))</th>",
            "payRows": Markup.joined(lines),
            "charges": charges.map { ["text": words.charge($0)] as [String: Any] },
        ]
    }

    private func line(_ title: String, _ cells: [String], _ sum: String, isDue: Bool) -> Markup {
        let mark = isDue ? " class=\"due\"" : ""
        var line: Markup = "<tr\(mark)><th scope=\"row\">\(ShownText.html(title))</th>"
        for cell in cells + [sum] { line += "<td class=\"n\">\(cell)</td>" }
        line += "</tr>\n"
        return line
    }

    private func text(_ part: Part, _ row: (member: Member, pay: MonthPay)) -> String {
        let cell = part.cell(row)
        if part.column.look.isTaken, case .hundredths(let fen, _) = cell { return Yuan(fen: -fen).description }
        return ShownText.html(cell.shortText(in: words.language))
    }

    /// The sum over the months; empty where there is nothing to add up.
    private func sum(_ part: Part) -> String {
        var sum = Yuan.zero
        for row in part.column.look.counted.of(rows) {
            guard case .hundredths(let fen, _) = part.cell(row) else { return "" }
            sum += Yuan(fen: part.column.look.isTaken ? -fen : fen)
        }
        return sum.description
    }
}

extension ShownCell {
    /// The cell as a text, short enough for a line.
    func shortText(in language: Language) -> String { ShownText.short(text(in: language)) }

    fileprivate var isEmptyOrZero: Bool {
        switch self {
        case .none, .hundredths(0, _), .whole(0): true
        default: false
        }
    }
}
