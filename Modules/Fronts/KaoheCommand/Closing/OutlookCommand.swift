import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts
import Desk

struct OutlookCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "outlook",
            abstract: say(
                "季中预警：已扣、还会扣的分，最好与最坏的等次，谁要先关注",
                "A quarter that runs: points lost and at stake, the best and worst still possible, who to look at first"
            ))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(
        help: help(
            "截至日期（默认今天，或季度最后一天）", "as known on this day (else today, or the quarter's last day)", value: "date"))
    var asOf: CivilDate?

    @Option(help: help("只看一名网格员，附可发给本人的文字", "one member, with a text to send", value: "member"))
    var member: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let today = Clock.date
        if let member {
            let report = try workspace.outlook(of: member, in: quarter, asOf: asOf, today: today)
            return try show(MemberOutlookAnswer(report), asJSON: json)
        }
        let line = ProgressLine()
        defer { line.end() }
        let report = try workspace.outlook(quarter, asOf: asOf, today: today) { done, all in
            line.show(say("\(done)/\(all) 人", "\(done) of \(all)"))
        }
        line.end()
        try show(OutlookAnswer(report), asJSON: json)
    }
}
