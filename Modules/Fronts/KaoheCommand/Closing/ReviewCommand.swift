import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts

struct ReviewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "review",
            abstract: say("年考评：网格星级、优秀网格员、认定", "The annual review: stars, excellent members, findings"))
    }

    @Argument(help: help("年度，如 2021", "the year, such as 2021", value: "year"))
    var year: Year

    @Option(help: help("重新考评的理由", "why the year is reviewed again", value: "text"))
    var reason: String?

    @Flag(help: help("不生成报告（工作簿和网页）", "write no reports: workbook and page"))
    var noReports = false

    @Flag(help: help("不生成上报包", "write no bundle"))
    var noBundle = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    /// The parts to write besides the results.
    private var parts: ClosingParts {
        ClosingParts.all.subtracting(noBundle ? .bundle : []).subtracting(noReports ? .reports : [])
    }

    func validate() throws {
        if let reason, Text(reason).isBlank {
            throw ValidationError(say("--reason 不能为空", "--reason must not be empty"))
        }
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        let line = ProgressLine()
        defer { line.end() }
        do {
            let report = try workspace.review(
                year, reason: reason, today: Clock.date, now: Clock.now, writing: parts, language: Speech.language
            ) { done, all in
                line.show(say("已考评 \(done)/\(all) 人", "members: \(done) of \(all)"))
            }
            line.end()
            try show(ReviewAnswer(report), asJSON: json)
        } catch let blocked as ReviewBlocked {
            line.end()
            throw Blocked(BlockedAnswer(blocked))
        }
    }
}
