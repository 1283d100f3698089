import AssessmentKernel
import Closing
import Closings
import Ledger
import Rulebook
import Workspace

/// A quarter's readiness for closing as a checklist.
struct StatusChecklist {
    private(set) var list = Checklist()
    private let status: QuarterStatus
    private let workspace: Workspace
    private let say: Language

    init(_ status: QuarterStatus, _ workspace: Workspace, _ say: Language) {
        self.status = status
        self.workspace = workspace
        self.say = say
        addQuarter()
        addRulebook()
        addRoster()
        addEarlierQuarters()
        addAppeals()
        addLateRecords()
        addWithdrawnRecords()
        for (table, counts) in status.monthly { add(table, counts) }
        for (expectation, months) in status.unmet where expectation.choice != nil { add(expectation, months) }
        addWarnings()
    }

    private mutating func add(_ blocker: Blocker) {
        list.add(
            .init(
                state: .blocked, code: blocker.code, text: say(blocker.text), next: say(blocker.next)))
    }

    private mutating func addQuarter() {
        let notOver = Blocker.notOver(status.quarter)
        if status.blockers.contains(notOver) {
            add(notOver)
        } else {
            let last = status.quarter.range.last
            list.add(
                .init(
                    state: .done, code: notOver.code, text: say("季度已结束（\(last)）", "the quarter is over (\(last))")))
        }
        for blocker in status.blockers { if case .closedAlready = blocker { add(blocker) } }
    }

    private mutating func addRulebook() {
        let book = status.rulebook
        let from = say("自 \(book.effectiveFrom) 施行", "in force from \(book.effectiveFrom)")
        let end = book.effectiveThrough.map { say("，至 \($0)", " through \($0)") } ?? ""
        var line = Checklist.Line(
            state: status.endsWithoutSuccessor ? .attention : .done, code: "rulebook",
            text: say("考核细则 \(book.key)（\(from)\(end)）", "rulebook \(book.key) (\(from)\(end))"))
        if status.endsWithoutSuccessor {
            line.details = [say("下一季度没有施行中的细则", "none is in force in the next quarter")]
            line.next = Phrase(say("把新细则放入 rulebooks/", "put its successor into rulebooks/"))
        }
        list.add(line)
    }

    private mutating func addRoster() {
        let nobody = Blocker.nobodyAssessed
        if status.blockers.contains(nobody) { return add(nobody) }
        list.add(
            .init(
                state: .done, code: nobody.code,
                text: say("网格员名册：应考核 \(status.assessed) 人", "roster: \(counted(status.assessed, "member")) assessed")))
    }

    private mutating func addAppeals() {
        guard let first = status.openAppeals.first else { return }
        list.add(
            .init(
                state: .attention, code: StatusCode.openAppeals,
                text: say("未决申诉 \(status.openAppeals.count) 件", counted(status.openAppeals.count, "open appeal")),
                details: status.openAppeals.map { AppealText.line($0, workspace, say) },
                next: say(
                    Advice(
                        "登记处理结果：\(deed: .decideAppeal(first.number))", "decide: \(deed: .decideAppeal(first.number))")))
        )
    }

    private mutating func addLateRecords() {
        guard let closing = status.closing, !status.late.isEmpty else { return }
        list.add(
            .init(
                state: .attention, code: StatusCode.lateRecords,
                text: say("\(closing.name) 之后又有记录到账", "records came after \(closing.name)"),
                details: status.late.map { table, count in
                    say("“\(table.title.chinese)”\(count) 条", "\(count) of \(table.key)")
                },
                next: say(
                    Advice("要计入结果：\(deed: .revise(status.quarter))", "to count them: \(deed: .revise(status.quarter))"))
            ))
    }

    private mutating func addWithdrawnRecords() {
        guard let closing = status.closing, !status.withdrawn.isEmpty else { return }
        list.add(
            .init(
                state: .attention, code: StatusCode.withdrawnRecords,
                text: say(
                    "\(closing.name) 之后有导入被撤回，其依据的记录已变",
                    "imports were withdrawn after \(closing.name): its records have changed"),
                details: status.withdrawn.map { table, count in
                    say("“\(table.title.chinese)”\(count) 条", "\(count) of \(table.key)")
                },
                next: say(
                    Advice("要计入结果：\(deed: .revise(status.quarter))", "to count that: \(deed: .revise(status.quarter))"))
            ))
    }

    private mutating func addEarlierQuarters() {
        let open = status.warnings.filter { $0.kind == .earlierQuarterOpen }.map(\.subject.text.string)
        guard let first = open.first else { return }
        let close = Deed.close(Quarter(text: first))
        list.add(
            .init(
                state: .attention, code: WarningKind.earlierQuarterOpen.code,
                text: say("更早的季度有记录而未结算：", "earlier quarters have records and are not closed: ")
                    + open.joined(separator: say("、", ", ")),
                next: say(Advice("先结算：\(deed: close)", "close them first: \(deed: close)"))))
    }

    /// A table with its row counts by month, and its blockers.
    private mutating func add(_ table: TableSchema, _ counts: [Int]) {
        let blockers = status.blockers.filter { $0.table == table }
        let months = zip(status.quarter.months, counts).map { month, count in
            say("\(month.number) 月 \(count)", "\(month) \(count)")
        }
        let title = say(table.title)
        let isAccepted = status.acceptedEmpty.contains(table.key)
        let isQuarterly = status.quarterlyTables.contains(table.key)
        let isLacking = isQuarterly ? counts.allSatisfy { $0 == 0 } : counts.contains(0)
        let isOdd = isLacking && !isAccepted
        let note = isAccepted ? say("（已确认无记录）", " (confirmed to have no rows)") : ""
        var line = Checklist.Line(
            state: !blockers.isEmpty ? .blocked : isOdd ? .attention : .done, code: table.key,
            text: title + say("：", ": ") + months.joined(separator: say("，", ", ")) + note,
            cells: [title] + months.dropLast() + months.suffix(1).map { $0 + note })
        line.details = blockers.map { say($0.text) }
        if let blocker = blockers.first {
            line.next = say(blocker.next)
        } else if isOdd {
            line.next = Phrase(say("核对是否漏导", "check whether a file was left out"))
        }
        list.add(line)
    }

    private mutating func add(_ expectation: RowExpectation, _ months: [Month]) {
        let title = say(expectation.title)
        let when =
            months.isEmpty
            ? say("本季度没有", "none in the quarter: ")
            : say(
                months.map { "\($0.number) 月" }.joined(separator: "、") + "没有",
                "none in \(months.map(\.description).joined(separator: ", ")): ")
        list.add(
            .init(
                state: .attention, code: expectation.table.key + "-expected",
                text: when + title + say("（\(expectation.clause)）", " (\(expectation.clause))"),
                next: say(
                    "核对是否漏导“\(expectation.table.title.chinese)”",
                    "check whether rows of \(expectation.table.key) were left out")))
    }

    /// The warnings that no other line shows, by kind.
    private mutating func addWarnings() {
        let empty = Set(status.records.filter { $0.count == 0 }.map { Basis.table($0.table) })
        let rest = status.warnings.filter { warning in
            switch warning.kind {
            case .earlierQuarterOpen, .emptyTable: false
            // The table's own line already says that it has no rows.
            case .noRows: !empty.contains(warning.detail)
            default: true
            }
        }
        for (kind, warnings) in Dictionary(grouping: rest, by: \.kind).sorted(by: { $0.key.code < $1.key.code }) {
            let title = say(kind.title)
            let subjects = warnings.map { subject($0) }
            var line = Checklist.Line(
                state: .attention, code: kind.code,
                text: say("\(title)：\(warnings.count) 条", "\(title): \(warnings.count)"),
                details: Array(subjects.prefix(StatusChecklist.most)),
                next: status.suspectWarnings.contains(kind)
                    ? "\(deed: .listSuspects(status.quarter))" : kind.next.map { say($0) } ?? "")
            line.unshown = subjects.count - line.details.count
            list.add(line)
        }
    }

    /// The subject of a warning, with its details.
    private func subject(_ warning: Warning) -> String {
        let detail = say(warning.detail.reading)
        return say(warning.subject.reading) + (detail.isEmpty ? "" : say("（\(detail)）", " (\(detail))"))
    }

    /// The maximum number of details that a line shows.
    private static let most = 12
}

/// The codes of lines that a front leads from.
package enum StatusCode {
    package static let openAppeals = "open-appeals", lateRecords = "late-records"
    package static let withdrawnRecords = "withdrawn-records"
}
