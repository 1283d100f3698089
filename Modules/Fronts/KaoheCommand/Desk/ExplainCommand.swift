import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Desk
import RuleAnswers

struct ExplainCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "explain",
            abstract: say(
                "逐条说明一名网格员的扣分：考核项、记录、文件和行、条款", "Explain a member's score: item, deduction, record, file and row, clause"
            ))
    }

    @Argument(help: help("工号", "the member's code", value: "member"))
    var member: String

    @Argument(help: help("季度或月份，如 2021Q3、2021-07", "a quarter or a month, such as 2021Q3 or 2021-07", value: "period"))
    var period: ExplainedPeriod

    @Argument(help: help("考核项的键或名称；不写则全部", "one item's key or title; all of them without it", value: "item"))
    var item: String?

    @Option(
        help: help(
            "要达到此等次，至少须少扣哪几条、各能领多少；也可写“上一档”",
            "the fewest deductions without which this band had been reached, and its pay; next for the one above",
            value: "band"))
    var toward: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard toward != nil else { return }
        if item != nil {
            throw ValidationError(say("--toward 看全部考核项，不能只选一项", "--toward is about all items; leave the item out"))
        }
        guard case .quarter = period else {
            throw ValidationError(say("等次按季度评，--toward 须给季度", "bands are of quarters; --toward needs one"))
        }
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        if let toward {
            let ways = try workspace.ways(
                of: member, in: period.quarter, toward: ["next", "上一档"].contains(toward) ? nil : toward)
            return try show(WaysAnswer(ways, in: period.quarter), asJSON: json)
        }
        let explanation = try workspace.explain(member, period, item: item)
        try show(ExplainAnswer(explanation, of: period, isWhole: item == nil, in: workspace), asJSON: json)
    }
}
