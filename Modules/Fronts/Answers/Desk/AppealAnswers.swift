public import AssessmentKernel
public import Ledger
public import Workspace

extension DoneAnswer {
    /// An appeal was opened.
    public static func openedAppeal(_ number: Int64) -> DoneAnswer {
        DoneAnswer(
            LocalText("已登记申诉 \(number)。", "Appeal \(number) is recorded."),
            next: Advice("下一步：\(deed: .decideAppeal(number))", "Next: \(deed: .decideAppeal(number))"),
            facts: ["number": .number(number)])
    }
}

/// An appeal that was decided.
public struct AppealDecidedAnswer: EncodableAnswer {
    private let appeal: Appeal
    private let isClosed: Bool
    private let workspace: Workspace

    /// Answers with the appeal.
    ///
    /// - Parameter isClosed: whether its quarter is closed, so that only a revision applies the decision.
    public init(_ appeal: Appeal, isClosed: Bool, in workspace: Workspace) {
        self.appeal = appeal
        self.isClosed = isClosed
        self.workspace = workspace
    }

    /// The appeal in one line, and the command that applies the decision.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(AppealText.line(appeal, workspace, say))
        if appeal.outcome?.isUpheld == true, isClosed {
            page.next(
                say(
                    Advice(
                        "下一步：\(deed: .revise(appeal.quarter))，使处理结果生效",
                        "Next: \(deed: .revise(appeal.quarter)), to apply the decision")))
        }
        return page
    }

    /// The appeal for programs.
    public func json(in say: Language) -> any Encodable { AppealJSON(appeal) }
}

/// Appeals as a table.
public struct AppealListAnswer: EncodableAnswer {
    private let appeals: [Appeal]
    private let workspace: Workspace

    /// Answers with appeals.
    public init(_ appeals: [Appeal], in workspace: Workspace) {
        self.appeals = appeals
        self.workspace = workspace
    }

    /// One row per appeal.
    public func page(in say: Language) -> AnswerPage {
        if appeals.isEmpty { return AnswerPage(say("没有申诉。", "There are no appeals.")) }
        var table = AnswerTable([
            .init(say("编号", "number"), .number), .init(say("工号", "member")), .init(say("季度", "quarter")),
            .init(say("事项", "about")), .init(say("理由", "ground")), .init(say("结果", "outcome")),
        ])
        for appeal in appeals {
            table.add([
                String(appeal.number), appeal.member.string, appeal.quarter.description,
                AppealText.subject(appeal, workspace, say), appeal.ground, AppealText.outcome(appeal, say),
            ])
        }
        var page = AnswerPage()
        page.add(table)
        return page
    }

    /// A whole appeal in one line.
    public static func line(_ appeal: Appeal, in workspace: Workspace, _ say: Language) -> String {
        AppealText.line(appeal, workspace, say)
    }

    /// The appeals for programs.
    public func json(in say: Language) -> any Encodable { appeals.map(AppealJSON.init) }
}

/// Appeals in words.
enum AppealText {
    /// Its subject.
    static func subject(_ appeal: Appeal, _ workspace: Workspace, _ say: Language) -> String {
        if let record = appeal.record { return record.description }
        let item = workspace.items.first { $0.about.key == appeal.item }.map { say($0.about.title) }
        return "\(item ?? appeal.item) \(appeal.day)"
    }

    /// Its outcome.
    static func outcome(_ appeal: Appeal, _ say: Language) -> String {
        guard let outcome = appeal.outcome else { return say("未决", "open") }
        return outcome.isUpheld
            ? say("成立（\(outcome.reason)）", "upheld (\(outcome.reason))")
            : say("驳回（\(outcome.reason)）", "rejected (\(outcome.reason))")
    }

    /// The whole appeal in one line.
    static func line(_ appeal: Appeal, _ workspace: Workspace, _ say: Language) -> String {
        let (subject, outcome) = (subject(appeal, workspace, say), outcome(appeal, say))
        return say(
            "申诉 \(appeal.number)：\(subject)，理由：\(appeal.ground)；\(outcome)。",
            "Appeal \(appeal.number): \(subject), on the ground: \(appeal.ground); \(outcome).")
    }
}

/// An appeal as JSON.
struct AppealJSON: Encodable {
    let number: Int64
    let member, quarter, item, record, day, ground, openedAt, openedBy, outcome, reason, decidedAt, decidedBy: String

    init(_ appeal: Appeal) {
        number = appeal.number
        member = appeal.member.string
        quarter = appeal.quarter.description
        item = appeal.item
        record = appeal.record?.description ?? ""
        day = appeal.day.description
        ground = appeal.ground
        openedAt = appeal.opened.at
        openedBy = appeal.opened.name
        outcome = appeal.outcome.map { $0.isUpheld ? "upheld" : "rejected" } ?? "open"
        reason = appeal.outcome?.reason ?? ""
        decidedAt = appeal.outcome?.decided.at ?? ""
        decidedBy = appeal.outcome?.decided.name ?? ""
    }
}
