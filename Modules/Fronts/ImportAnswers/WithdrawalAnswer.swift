public import Answers
public import AssessmentKernel
public import Ledger
public import Workspace

/// An import that was withdrawn: its records by table, and what follows from it.
public struct WithdrawalAnswer: EncodableAnswer {
    private let report: WithdrawnImport
    private let workspace: Workspace
    private let isRehearsal: Bool

    /// Answers with a withdrawal.
    ///
    /// - Parameter isRehearsal: whether it was a dry run.
    public init(_ report: WithdrawnImport, in workspace: Workspace, isRehearsal: Bool) {
        self.report = report
        self.workspace = workspace
        self.isRehearsal = isRehearsal
    }

    /// A row per table, then the closings that stay and the imports to repeat.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("表", "table")), .init(say("撤去", "removed"), .number), .init(say("还原", "restored"), .number),
        ])
        for row in report.tables {
            table.add([say(workspace.tableTitle(row.key)), String(row.removed), String(row.restored)])
        }
        var page = AnswerPage()
        page.add(table)
        page.add(
            isRehearsal
                ? say("仅检查，未写入。", "Checked only; nothing was written.")
                : say("已撤回导入 \(report.number)。", "Import \(report.number) is withdrawn."))
        if !report.repeatedBy.isEmpty {
            let later = say.list(report.repeatedBy.map { ImportText.line($0, say) })
            page.remark(
                say(
                    "注意：以后的导入中有与账本相同的行，其中属于此次导入的记录也一并撤去：\(later)。这些文件仍然有效的，请再导入一次。",
                    "Note: later imports had rows that the ledger held already; those of this import's records are gone too: \(later). Import those files again if they still hold."
                ))
        }
        if let first = report.closings.first {
            let names = say.list(report.closings.map(\.name))
            page.remark(
                say(
                    Advice(
                        "提示：已结算的 \(names) 保持不变，但其依据的记录已变；要计入结果：\(deed: .revise(first.quarter))",
                        "Note: \(names) stay as closed, but the records behind them have changed; to count that: \(deed: .revise(first.quarter))"
                    )))
        }
        return page
    }

    /// The withdrawal for programs.
    public func json(in say: Language) -> any Encodable { WithdrawalJSON(report, isKept: !isRehearsal) }
}

/// Why an import cannot be withdrawn.
public struct WithdrawalRefusedAnswer: Answer {
    private let refusal: WithdrawalRefusal
    private let number: Int
    private let workspace: Workspace

    /// Answers with a refusal.
    ///
    /// - Parameter number: the import's number.
    public init(_ refusal: WithdrawalRefusal, of number: Int, in workspace: Workspace) {
        self.refusal = refusal
        self.number = number
        self.workspace = workspace
    }

    /// The obstacles as a checklist, each with its next step.
    public func page(in say: Language) -> AnswerPage {
        var list = Checklist()
        switch refusal {
        case .touched(let imports): for later in imports { list.add(line(later, say)) }
        case .namedStill(let members):
            for named in members.prefix(20) { list.add(line(named, say)) }
        }
        var page = AnswerPage(say("导入 \(number) 不能撤回：", "Import \(number) cannot be withdrawn:"))
        page.add(list)
        if case .namedStill(let members) = refusal, members.count > 20 {
            page.add(say("…… 共 \(members.count) 人", "… \(members.count) members in all"))
        }
        page.add(say("未撤回任何内容。", "Nothing was withdrawn."))
        return page
    }

    private func line(_ later: WithdrawalRefusal.Later, _ say: Language) -> Checklist.Line {
        let records = say.list(later.first.map(\.description)) + (later.count > later.first.count ? " …" : "")
        let made = ImportText.line(later.made, say)
        return Checklist.Line(
            state: .blocked, code: "touched-later",
            text: say(
                "\(made)又补全或更正了其中的记录（\(later.count) 条）", "\(made) filled or amended its records (\(later.count))"),
            details: [records],
            next: say(
                Advice(
                    "确要撤回，先从后往前撤回它们：\(deed: .withdrawImport(later.made.number))",
                    "to withdraw it all the same, withdraw these first, the latest first: \(deed: .withdrawImport(later.made.number))"
                )))
    }

    private func line(_ named: WithdrawalRefusal.Named, _ say: Language) -> Checklist.Line {
        var places = named.tables.map { say(workspace.tableTitle($0)) }
        if named.isInResults { places.append(say("结算、通报、考评或申诉", "closings, notices, reviews or appeals")) }
        let isWithdrawable = !named.isInResults && !named.imports.isEmpty
        let numbers =
            say.list(named.imports.reversed().prefix(6).map(String.init)) + (named.imports.count > 6 ? " …" : "")
        return Checklist.Line(
            state: .blocked, code: "member-named",
            text: say(
                "工号 \(named.member) 由此次导入登记，账本其他地方仍用到：\(say.list(places))",
                "member \(named.member) came with this import and is still named in: \(say.list(places))"),
            next: say(
                isWithdrawable
                    ? Advice(
                        "确要撤回，先从后往前撤回导入这些记录的：\(numbers)（\(deed: .listImports)查看）",
                        "to withdraw it all the same, withdraw the imports of those records first, the latest first: \(numbers) (see \(deed: .listImports))"
                    )
                    : Advice(
                        "改为\(by: .amend)导入更正名册", "correct the roster by an import \(by: .amend) instead")))
    }
}

/// A withdrawal as JSON.
private struct WithdrawalJSON: Encodable {
    struct Table: Encodable {
        let table: String
        let removed, restored: Int
    }

    let number: Int
    let tables: [Table]
    let touchedClosings: [String]
    let repeatedBy: [Int]
    let kept: Bool

    init(_ report: WithdrawnImport, isKept: Bool) {
        number = report.number
        tables = report.tables.map { Table(table: $0.key, removed: $0.removed, restored: $0.restored) }
        touchedClosings = report.closings.map(\.name)
        repeatedBy = report.repeatedBy.map(\.number)
        kept = isKept
    }
}
