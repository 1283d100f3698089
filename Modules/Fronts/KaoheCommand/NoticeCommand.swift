import ArgumentParser
import AssessmentKernel
import Closing
import Closings
import Ledger
import Reports

struct NoticeCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "notice", abstract: say("月通报：工作量、得分与基本报酬", "The monthly notice: work done, scores, base pay"))
    }

    @Argument(help: help("月份，如 2021-07", "the month, such as 2021-07", value: "month"))
    var month: Month

    @Option(
        help: help(
            "截至日期（默认今天，或当月最后一天）", "the day to which the month is seen (else today, or the month's last day)",
            value: "date"))
    var asOf: CivilDate?

    @Flag(help: help("发放：记录随通报支付的基本报酬", "issue it: record the base pay that is paid with it"))
    var issue = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if issue, asOf != nil {
            throw ValidationError(
                say("--issue 按整月发放，不能与 --as-of 同用", "--issue is for the whole month and cannot go with --as-of"))
        }
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        do {
            let report =
                issue
                ? try workspace.issueNotice(month, today: Clock.date, now: Clock.now)
                : try workspace.notice(month, asOf: asOf, today: Clock.date)
            if json { try printJSON(NoticeAnswer(report)) } else { printResult(NoticePage(report).text) }
        } catch let blocked as NoticeBlocked {
            printNote(
                BlockerText.list(blocked.blockers, say("发放受阻", "what stands in the way"))
                    + say("未写入任何内容。", "nothing was written."))
            throw Ending.CheckFailed()
        }
    }
}

/// A notice as a table on the terminal.
private struct NoticePage {
    let report: NoticeReport

    init(_ report: NoticeReport) { self.report = report }

    var text: String {
        let notice = report.notice
        var table = TerminalTable(
            [
                .init(say("名次", "rank"), .right), .init(say("工号", "member")), .init(say("姓名", "name")),
                .init(say("村", "village")), .init(say("得分", "score"), .right),
            ] + notice.kinds.map { .init(say($0.title), .right) } + [.init(say("基本报酬", "paid"), .right)])
        for row in notice.ranking {
            table.add(
                [
                    row.rank.map(String.init) ?? "—", row.member.code.string, row.member.name.string,
                    row.member.village.string, row.score.total.description,
                ] + notice.kinds.map { NoticePage.cell(row.measure($0)) } + [row.paid.description])
        }
        return say("\(notice.month) 月通报，截至 \(notice.asOf)\n", "Notice of \(notice.month), as of \(notice.asOf)\n")
            + table.text(width: windowWidth) + summary
    }

    /// What was counted, over what was asked for; a part in percent.
    private static func cell(_ measure: Measure?) -> String {
        guard let measure else { return "—" }
        if measure.kind.unit == .share { return measure.amountText + "%" }
        return measure.targetText.map { measure.amountText + "/" + $0 } ?? measure.amountText
    }

    private var summary: String {
        let notice = report.notice
        let withheld = notice.members.reduce(Yuan.zero) { $0 + $1.withheld }
        var text = say("共 \(notice.members.count) 人。", "\(notice.members.count) members. ")
        if let issued = report.issued {
            text +=
                report.isNewlyIssued
                ? say(
                    "已发放基本报酬 \(notice.paid) 元，扣抵欠款 \(withheld) 元。\n",
                    "Issued: \(notice.paid) yuan of base pay, \(withheld) withheld for debts.\n")
                : say("通报已于 \(issued.issuedAt) 发放，文件未改动。\n", "Issued at \(issued.issuedAt); its files stay.\n")
        } else {
            text += say(
                "未发放；应随通报支付 \(notice.paid) 元，扣抵欠款 \(withheld) 元。\n",
                "Not issued; \(notice.paid) yuan would be paid, \(withheld) withheld for debts.\n")
        }
        return text + say("文件在 \(report.folder)", "the files are in \(report.folder)")
    }
}

/// The answer as JSON.
private struct NoticeAnswer: Encodable {
    struct Value: Encodable {
        let measure, amount: String
        let target: String?
        let met: Bool?
    }
    struct Row: Encodable {
        let member, name, score: String
        let rank: Int?
        let dutyDays: Int
        let base, withheld, paid: String
        let measures: [Value]
    }

    let month, asOf, folder: String
    let issuedAt: String?
    let members: [Row]

    init(_ report: NoticeReport) {
        month = report.notice.month.description
        asOf = report.notice.asOf.description
        folder = report.folder
        issuedAt = report.issued?.issuedAt
        members = report.notice.members.map { row in
            Row(
                member: row.member.code.string, name: row.member.name.string, score: row.score.total.description,
                rank: row.rank, dutyDays: row.dutyDays, base: row.base.description, withheld: row.withheld.description,
                paid: row.paid.description,
                measures: row.measures.map {
                    Value(measure: $0.kind.code, amount: $0.amountText, target: $0.targetText, met: $0.isMet)
                })
        }
    }
}
