import Answers
import ArgumentParser
import AssessmentKernel
import Closings

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

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if issue, asOf != nil {
            throw ValidationError(
                say("--issue 按整月发放，不能与 --as-of 同用", "--issue is for the whole month and cannot be used with --as-of"))
        }
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        do {
            let report =
                issue
                ? try workspace.issueNotice(month, today: Clock.date, now: Clock.now)
                : try workspace.notice(month, asOf: asOf, today: Clock.date)
            try show(NoticeAnswer(report), asJSON: json)
        } catch let blocked as NoticeBlocked {
            throw Ending.Blocked(BlockedAnswer(blocked))
        }
    }
}
