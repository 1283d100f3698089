import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Desk

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

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let explanation = try workspace.explain(member, period, item: item)
        try show(ExplainAnswer(explanation, of: period, isWhole: item == nil, in: workspace), asJSON: json)
    }
}
