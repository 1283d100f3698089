import Answers
import ArgumentParser
import AssessmentKernel
import Closings

struct ReviseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revise",
            abstract: say("更正已结算的季度：生成新版本，原版本保留", "Close a closed quarter again; the old revision stays"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(help: help("更正原因", "why", value: "text"))
    var reason: String

    @Option(help: help("确认此表确无记录", "confirm that this table has no rows", value: "table"))
    var acceptEmpty: [String] = []

    @OptionGroup var output: ClosingOutput
    @OptionGroup var copies: BundleCopies
    @OptionGroup var common: CommonOptions

    func validate() throws { try copies.check(output) }

    func run() throws {
        let workspace = try common.openWorkspace()
        let (report, later) = try output.run(in: workspace) { progress in
            try workspace.revise(
                quarter, reason: reason, acceptedEmpty: acceptEmpty, now: Clock.now, writing: output.parts,
                progress: progress)
        }
        try show(ReviseAnswer(report, later: later), asJSON: output.json)
        try copies.write(quarter, workspace)
    }
}
