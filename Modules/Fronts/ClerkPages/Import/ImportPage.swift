import Answers
import AssessmentKernel
import Console
import ImportAnswers
import Importing
import Ledger
import Workspace

/// 导入: files are dragged in, tried, and imported; and what was imported is listed and can be withdrawn.
struct ImportPage: Page {
    let name = "import"
    let title = LocalText("导入", "Import")
    var templates: [String: [UInt8]] {
        [
            "import": PackageResources.import_mustache, "draft": PackageResources.draft_mustache,
            "withdraw": PackageResources.withdraw_mustache,
        ]
    }

    func show(_ visit: Visit) throws -> Reply {
        switch visit.part(0) {
        case nil: try overview(visit)
        case "draft": try ImportDraft(visit).show()
        case "withdraw": try withdrawal(visit)
        case "templates": try template(visit)
        case "rejects": try rejects(visit)
        default: .notFound
        }
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        switch visit.part(0) {
        case "draft": try ImportDraft(visit).act(form)
        case "withdraw": try withdraw(visit, form)
        default: .notFound
        }
    }

    private func overview(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let imports = try visit.workspace.imports()
        let list = ImportListAnswer(imports, in: visit.workspace).page(in: say)
        var shown = ""
        for case .table(let table) in list.parts {
            let actions = imports.map { made in
                made.withdrawal == nil
                    ? "<a href=\"/import/withdraw/\(made.number)\">\(say("撤回", "Withdraw"))</a>" : ""
            }
            shown = AnswerView(say: say).html(table, named: say("以前的导入列表", "The list of imports"), actions: actions)
        }
        var values = DropView.values(visit, then: "/import/draft/")
        values["words"] = say(
            "拖入平台导出的文件、文件夹或 ZIP；先试导入，看清楚再导入。", "Drag in the platforms' files, folders or a ZIP. They are tried first.")
        values["history-title"] = say("以前的导入", "Imports so far")
        values["history"] = shown.isEmpty ? "<p class=\"quiet\">\(say("还没有导入。", "None yet."))</p>" : shown
        values["templates-title"] = say("模板", "Templates")
        values["templates-words"] = say(
            "没有平台导出的表，可下载模板填写；灰色示例行会跳过。",
            "For tables that no platform exports: fill in a template; the grey example rows are skipped.")
        values["templates"] = visit.workspace.tables.map { ["key": $0.key, "words": say($0.title)] }
        return .page("import", title: say(title), values: values)
    }

    private func template(_ visit: Visit) throws -> Reply {
        guard let key = visit.part(1), let made = try visit.workspace.template(of: key) else { return .notFound }
        return .bytes(made.bytes, type: DraftFiles.workbook, keepAs: made.name)
    }

    private func rejects(_ visit: Visit) throws -> Reply {
        guard let name = visit.part(1), let path = try visit.workspace.rejectsFile(named: name) else {
            return .notFound
        }
        return .file(path, type: "application/octet-stream", keepAs: name)
    }

    // MARK: Withdrawing

    private func withdrawal(_ visit: Visit) throws -> Reply {
        let say = visit.say
        guard let number = visit.part(1).flatMap({ Int($0) }) else { return .notFound }
        do {
            let trial = try visit.workspace.withdrawImport(
                number, reason: "?", isRehearsal: true, now: visit.desk.now())
            let answer = WithdrawalAnswer(trial, in: visit.workspace, isRehearsal: true).page(in: say)
            return .page(
                "withdraw", title: say("撤回导入 \(number)", "Withdraw import \(number)"),
                values: [
                    "answer": AnswerView(say: say).html(answer), "number": String(number), "can": true,
                    "words": say("撤回后账本将变为：", "Withdrawn, the ledger changes so:"),
                    "reason": say("撤回原因（记入日志）", "Why (kept in the journal)"), "go": say("撤回", "Withdraw"),
                    "back": say("不撤回", "Leave it"),
                ])
        } catch let refusal as WithdrawalRefusal {
            let answer = WithdrawalRefusedAnswer(refusal, of: number, in: visit.workspace).page(in: say)
            return .page(
                "withdraw", title: say("撤回导入 \(number)", "Withdraw import \(number)"),
                values: ["answer": AnswerView(say: say).html(answer), "back": say("返回", "Back")])
        }
    }

    private func withdraw(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let number = visit.part(1).flatMap({ Int($0) }) else { return .notFound }
        let (workspace, now, reason) = (visit.workspace, visit.desk.now(), form["reason"])
        return .redirect(
            try visit.start(LocalText("撤回导入 \(number)", "Withdrawing import \(number)"), back: "/import") { _ in
                do {
                    let report = try workspace.withdrawImport(number, reason: reason, now: now)
                    return TaskOutcome(
                        WithdrawalAnswer(report, in: workspace, isRehearsal: false),
                        links: [("/import", LocalText("回到导入", "Back to the imports"))])
                } catch let refusal as WithdrawalRefusal {
                    return TaskOutcome(
                        WithdrawalRefusedAnswer(refusal, of: number, in: workspace), isDone: false,
                        links: [("/import", LocalText("返回", "Back"))])
                }
            })
    }
}

/// Types of files that are kept.
enum DraftFiles {
    /// An XLSX workbook.
    static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}
