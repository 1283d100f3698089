import Answers
import AssessmentKernel
import Console
import Desk
import Ledger
import Workspace

/// 申诉: those that are open with their lines, to be decided; and those that are decided.
struct AppealsPage: Page {
    let name = "appeals"
    let title = LocalText("申诉", "Appeals")
    var templates: [String: [UInt8]] { ["appeals": PackageResources.appeals_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let all = try visit.workspace.appeals()
        let open = all.filter { $0.outcome == nil }
        let decided = all.filter { $0.outcome != nil }
        let members = Dictionary(
            try visit.workspace.overview().members.map { ($0.code, $0.name.string) }, uniquingKeysWith: { $1 })
        let closed = try visit.workspace.overview().closings
        let upheld = closed.filter { head in
            decided.contains { appeal in
                appeal.quarter == head.quarter
                    && appeal.outcome.map { $0.isUpheld && $0.decided.at > head.closedAt } == true
            }
        }
        return .page(
            "appeals", title: say(title),
            values: [
                "open": open.map { appeal -> [String: Any] in
                    [
                        "number": String(appeal.number),
                        "text": AppealListAnswer.line(appeal, in: visit.workspace, say),
                        "who": "\(members[appeal.member] ?? "") \(appeal.member)",
                        "address": "/members/\(appeal.quarter)/\(appeal.member)",
                        "see": say(
                            "看 \(appeal.quarter) 的扣分和依据", "The deductions of \(appeal.quarter) and their records"),
                        "reason": say("处理理由", "The reason"), "uphold": say("成立", "Uphold"),
                        "reject": say("驳回", "Reject"),
                        "words": say(
                            "成立：所诉的记录或日期在下一次结算或更正中不再扣分。", "Upheld, it costs nothing in the next closing or revision."),
                    ]
                },
                "none": open.isEmpty
                    ? say("没有未决的申诉。申诉从网格员的扣分行登记。", "None is open. Appeals begin at a line of a member's page.") : "",
                "revise": upheld.map { head in
                    [
                        "address": "/closing/\(head.quarter)",
                        "words": say(
                            "\(head.name) 之后有申诉成立：去更正 \(head.quarter)",
                            "Appeals were upheld after \(head.name): revise \(head.quarter)"),
                    ]
                },
                "decided-title": say("已处理", "Decided"),
                "decided": decided.isEmpty
                    ? "<p class=\"quiet\">\(say("没有。", "None."))</p>"
                    : AnswerView(say: say).html(AppealListAnswer(decided, in: visit.workspace).page(in: say)),
            ])
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let number = visit.part(0).flatMap({ Int64($0) }), ["uphold", "reject"].contains(form["do"]) else {
            return .notFound
        }
        _ = try visit.workspace.decideAppeal(
            number, upheld: form["do"] == "uphold", reason: form["reason"], now: visit.desk.now())
        return .redirect("/appeals")
    }
}
