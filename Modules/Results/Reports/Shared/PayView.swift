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

    private let months: [MonthPay]
    /// The parts that are shown, with their cells of the months.
    private let lines: [(part: Part, cells: [ShownCell])]
    private let words: ReportWords

    /// The columns that a page may show; the same for all members.
    static func parts(_ head: ReportHead) -> [Part] {
        head.tables.pay.columns(for: .page, by: head.rules.rulebook).filter {
            !PayView.without.contains($0.column.key)
        }
    }

    init(_ member: Member, _ assessed: MemberResult.Assessed, _ words: ReportWords, _ parts: [Part]) {
        let rows = assessed.pay.map { (member: member, pay: $0) }
        months = assessed.pay
        lines = parts.map { part in (part, rows.map(part.cell)) }.filter { part, cells in
            part.column.look.listing == .always || cells.contains { !$0.isEmptyOrZero }
        }
        self.words = words
    }

    /// `payHead` and `payRows`, the table of a template.
    ///
    /// The rows are built here, because there are thousands of them.
    var values: [String: Any] {
        let head = months.map { "<th scope=\"col\" class=\"n\">\(words.month($0.month))</th>" }
        let days = months.map { words("\($0.daysInPost) 天", "\($0.daysInPost)") }
        let all = months.reduce(0) { $0 + $1.daysInPost }
        var rows = line(words("在岗", "Days in post"), days, words("\(all) 天", "\(all)"), isDue: false)
        for (part, cells) in lines {
            let look = part.column.look
            rows += line(
                words(part.column.title), cells.map { text($0, look) }, sum(look.counted.of(cells), look),
                isDue: PayColumn(part.column)?.isDue == true)
        }
        return [
            "payHead": head.joined() + "<th scope=\"col\" class=\"n\">\(words("合计", "Sum"))</th>", "payRows": rows,
        ]
    }

    private func line(_ title: String, _ cells: [String], _ sum: String, isDue: Bool) -> Markup {
        let mark = isDue ? " class=\"due\"" : ""
        var line: Markup = "<tr\(mark)><th scope=\"row\">\(ShownText.html(title))</th>"
        for cell in cells + [sum] { line += "<td class=\"n\">\(cell)</td>" }
        line += "</tr>\n"
        return line
    }

    private func text(_ cell: ShownCell, _ look: ResultLook) -> String {
        if look.isTaken, case .hundredths(let fen, _) = cell { return Yuan(fen: -fen).description }
        return ShownText.html(cell.shortText(in: words.language))
    }

    /// The sum over the months; empty where there is nothing to add up.
    private func sum(_ cells: ArraySlice<ShownCell>, _ look: ResultLook) -> String {
        var sum = Yuan.zero
        for cell in cells {
            guard case .hundredths(let fen, _) = cell else { return "" }
            sum += Yuan(fen: look.isTaken ? -fen : fen)
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
