import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts

struct StatusCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "status", abstract: say("结算前还差什么", "Blockers and warnings before a closing"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(help: help("确认此表确无记录", "confirm that this table has no rows", value: "table"))
    var acceptEmpty: [EmptyTableArgument] = []

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let status = try workspace.status(quarter, acceptedEmpty: acceptEmpty.map(\.table.name), today: Clock.date)
        try show(StatusAnswer(status, in: workspace), asJSON: json)
        if !status.blockers.isEmpty { throw CheckFailed() }
    }
}
