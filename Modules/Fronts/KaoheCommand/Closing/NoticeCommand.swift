import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts

struct NoticeCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "notice", abstract: say("月通报：工作量、得分与基本补贴", "The monthly notice: work done, scores, base pay"))
    }

    @Argument(help: help("月份，如 2021-07", "the month, such as 2021-07", value: "month"))
    var month: Month

    @Option(
        help: help(
            "截至日期（默认今天，或当月最后一天）", "count up to this day (else today, or the month's last day)",
            value: "date"))
    var asOf: CivilDate?

    @Flag(help: help("发放：记录随通报支付的基本补贴", "issue it: record the base pay that is paid with it"))
    var issue = false

    @Option(
        help: help(
            "发放时确认此表确无记录；原因写在等号后",
            "when issuing: confirm that this table has no rows; the reason after the equals sign",
            value: "table=reason"))
    var acceptEmpty: [EmptyTableArgument] = []

    @Flag(help: help("撤回已发放的通报（所在季度结算前）", "withdraw an issued notice, until its quarter is closed"))
    var withdraw = false

    @Option(help: help("撤回原因，记入日志", "why it is withdrawn; kept in the journal", value: "text"))
    var reason: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if issue, asOf != nil {
            throw ValidationError(
                say("--issue 按整月发放，不能与 --as-of 同用", "--issue is for the whole month and cannot be used with --as-of"))
        }
        if withdraw, issue || asOf != nil {
            throw ValidationError(say("--withdraw 只与 --reason 同用", "--withdraw is used with --reason alone"))
        }
        if withdraw != (reason != nil) {
            throw ValidationError(say("--withdraw 与 --reason 须同时写", "--withdraw and --reason go together"))
        }
        if !acceptEmpty.isEmpty, !issue {
            throw ValidationError(say("--accept-empty 只与 --issue 同用", "--accept-empty is used with --issue"))
        }
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        if withdraw {
            try workspace.withdrawNotice(month, reason: reason ?? "", now: Clock.now)
            return try show(DoneAnswer.withdrewNotice(of: month), asJSON: json)
        }
        do {
            let report =
                issue
                ? try workspace.issueNotice(
                    month, acceptedEmpty: acceptEmpty.map(\.table), today: Clock.date, now: Clock.now,
                    language: Speech.language)
                : try workspace.notice(month, asOf: asOf, today: Clock.date, language: Speech.language)
            try show(NoticeAnswer(report), asJSON: json)
        } catch let blocked as NoticeBlocked {
            throw Blocked(BlockedAnswer(blocked))
        }
    }
}
