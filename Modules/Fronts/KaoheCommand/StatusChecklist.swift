import AssessmentKernel
import Closing
import Closings
import Ledger
import Reports
import Rulebook

/// A quarter's readiness as a list to be ticked off.
struct StatusChecklist {
    /// How far a line is.
    enum Mark: String {
        /// Nothing is to be done.
        case done = "x"
        /// It stands in the way of a closing.
        case blocked = " "
        /// A person should look.
        case attention = "!"

        /// The mark for programs.
        var name: String {
            switch self {
            case .done: "done"
            case .blocked: "blocked"
            case .attention: "attention"
            }
        }
    }

    /// One line.
    struct Line {
        let mark: Mark
        /// A short code for programs.
        let code: String
        let text: String
        /// What is wrong in particular.
        var details: [String] = []
        /// What to do next; empty when there is nothing to do.
        var next = ""
    }

    private(set) var lines: [Line] = []
    private let status: QuarterStatus

    init(_ status: QuarterStatus) {
        self.status = status
        addQuarter()
        addRulebook()
        addRoster()
        addEarlierQuarters()
        addAppeals()
        addLateRecords()
        for (table, counts) in status.monthly { add(table, counts) }
        for (expectation, months) in status.unmet where expectation.choice != nil { add(expectation, months) }
        addWarnings()
    }

    /// How many lines have a mark.
    func count(_ mark: Mark) -> Int { lines.count { $0.mark == mark } }

    /// The list as text, each line ending in a line break.
    var text: String {
        var text = ""
        for line in lines {
            text += "[\(line.mark.rawValue)] \(line.text)\n"
            for detail in line.details { text += "      · \(detail)\n" }
            if !line.next.isEmpty { text += "      → \(line.next)\n" }
        }
        return text
    }

    private mutating func add(_ blocker: Blocker) {
        lines.append(
            Line(
                mark: .blocked, code: blocker.code, text: say(blocker.text), next: say(blocker.next)))
    }

    private mutating func addQuarter() {
        let notOver = Blocker.notOver(status.quarter)
        if status.blockers.contains(notOver) {
            add(notOver)
        } else {
            let last = status.quarter.range.last
            lines.append(
                Line(mark: .done, code: notOver.code, text: say("季度已结束（\(last)）", "the quarter is over (\(last))")))
        }
        for blocker in status.blockers { if case .closedAlready = blocker { add(blocker) } }
    }

    private mutating func addRulebook() {
        let book = status.rulebook
        let from = say("自 \(book.effectiveFrom) 施行", "in force from \(book.effectiveFrom)")
        let end = book.effectiveThrough.map { say("，至 \($0)", " through \($0)") } ?? ""
        var line = Line(
            mark: status.endsWithoutSuccessor ? .attention : .done, code: "rulebook",
            text: say("考核细则 \(book.key)（\(from)\(end)）", "rulebook \(book.key) (\(from)\(end))"))
        if status.endsWithoutSuccessor {
            line.details = [say("下一季度没有施行中的细则", "none is in force in the next quarter")]
            line.next = say("把新细则放入 rulebooks/", "put its successor into rulebooks/")
        }
        lines.append(line)
    }

    private mutating func addRoster() {
        let nobody = Blocker.nobodyAssessed
        if status.blockers.contains(nobody) { return add(nobody) }
        lines.append(
            Line(
                mark: .done, code: nobody.code,
                text: say("网格员名册：应考核 \(status.assessed) 人", "roster: \(status.assessed) members are assessed")))
    }

    private mutating func addAppeals() {
        guard let first = status.openAppeals.first else { return }
        lines.append(
            Line(
                mark: .attention, code: "open-appeals",
                text: say("未决申诉 \(status.openAppeals.count) 件", "\(status.openAppeals.count) open appeals"),
                details: status.openAppeals.map(AppealText.line),
                next: say(
                    "决定：kaohe appeal decide \(first.number) --uphold|--reject --reason ‹理由›",
                    "decide: kaohe appeal decide \(first.number) --uphold|--reject --reason TEXT")))
    }

    private mutating func addLateRecords() {
        guard let closing = status.closing, !status.late.isEmpty else { return }
        lines.append(
            Line(
                mark: .attention, code: "late-records",
                text: say("\(closing.name) 之后又有记录到账", "records came after \(closing.name)"),
                details: status.late.map { table, count in
                    say("“\(table.title.chinese)”\(count) 条", "\(count) of \(table.key)")
                },
                next: say(
                    "要计入结果：kaohe revise \(status.quarter) --reason ‹原因›",
                    "to count them: kaohe revise \(status.quarter) --reason TEXT")))
    }

    private mutating func addEarlierQuarters() {
        let open = status.warnings.filter { $0.kind == .earlierQuarterOpen }.map(\.subject.text.string)
        guard !open.isEmpty else { return }
        lines.append(
            Line(
                mark: .attention, code: WarningKind.earlierQuarterOpen.code,
                text: say("更早的季度有记录而未结算：", "earlier quarters have records and are not closed: ")
                    + open.joined(separator: say("、", ", ")),
                next: say("先结算：kaohe close \(open[0])", "close them first: kaohe close \(open[0])")))
    }

    /// A table with its rows by month, and what blockers say of it.
    private mutating func add(_ table: TableSchema, _ counts: [Int]) {
        let blockers = status.blockers.filter { $0.table == table }
        let months = zip(status.quarter.months, counts).map { month, count in
            DisplayWidth.padded(say("\(month.number) 月 \(count)", "\(month) \(count)"), to: 14)
        }
        let width = status.monthly.map { DisplayWidth.of(say($0.table.title)) }.max() ?? 0
        let title = DisplayWidth.padded(say(table.title), to: width + 1)
        let isAccepted = status.acceptedEmpty.contains(table.key)
        let isQuarterly = status.quarterlyTables.contains(table.key)
        let isLacking = isQuarterly ? counts.allSatisfy { $0 == 0 } : counts.contains(0)
        let isOdd = isLacking && !isAccepted
        var line = Line(
            mark: !blockers.isEmpty ? .blocked : isOdd ? .attention : .done, code: table.key,
            text: (title + " " + months.joined()).trimmingTrailingBlanks
                + (isAccepted ? say("（已确认无记录）", " (said to have no rows)") : ""))
        line.details = blockers.map { say($0.text) }
        if let blocker = blockers.first {
            line.next = say(blocker.next)
        } else if isOdd {
            line.next = say("核对是否漏导", "see whether a file was left out")
        }
        lines.append(line)
    }

    private mutating func add(_ expectation: RowExpectation, _ months: [Month]) {
        let title = say(expectation.title)
        let when =
            months.isEmpty
            ? say("本季度没有", "none in the quarter: ")
            : say(
                months.map { "\($0.number) 月" }.joined(separator: "、") + "没有",
                "none in \(months.map(\.description).joined(separator: ", ")): ")
        lines.append(
            Line(
                mark: .attention, code: expectation.table.key + "-expected",
                text: when + title + say("（\(expectation.clause)）", " (\(expectation.clause))"),
                next: say(
                    "核对是否漏导“\(expectation.table.title.chinese)”",
                    "see whether rows of \(expectation.table.key) were left out")))
    }

    /// The warnings that no other line tells of, by kind.
    private mutating func addWarnings() {
        let empty = Set(status.records.filter { $0.count == 0 }.map { Basis.table($0.table) })
        let rest = status.warnings.filter { warning in
            switch warning.kind {
            case .earlierQuarterOpen, .emptyTable: false
            // The table's own line says that nobody has a row.
            case .noRows: !empty.contains(warning.detail)
            default: true
            }
        }
        for (kind, warnings) in Dictionary(grouping: rest, by: \.kind).sorted(by: { $0.key.code < $1.key.code }) {
            let title = say(kind.title)
            lines.append(
                Line(
                    mark: .attention, code: kind.code,
                    text: say("\(title)：\(warnings.count) 条", "\(title): \(warnings.count)"),
                    details: shown(warnings.map(WarningText.subject)),
                    next: status.suspectWarnings.contains(kind)
                        ? "kaohe suspects \(status.quarter)" : kind.next.map { say($0) } ?? ""))
        }
    }

    /// The most details that a line shows.
    private static let most = 12

    private func shown(_ details: [String]) -> [String] {
        guard details.count > StatusChecklist.most else { return details }
        let rest = details.count - StatusChecklist.most
        return details.prefix(StatusChecklist.most) + [say("…… 另 \(rest) 条，见 --json", "… and \(rest) more, see --json")]
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
