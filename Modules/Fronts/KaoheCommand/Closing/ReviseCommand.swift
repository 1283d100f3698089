import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts
import RuleAnswers

struct ReviseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revise",
            abstract: say("更正已结算的季度：生成新版本，原版本保留", "Close a closed quarter again; the old revision stays"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(help: help("更正原因", "why", value: "text"))
    var reason = ""

    @Flag(help: help("只看更正会改变什么，不写入；不必写原因", "only show what a revision would change; needs no reason"))
    var dryRun = false

    @OptionGroup var options: ClosingOptions

    func run() throws {
        if dryRun { return try foresee() }
        try options.run(quarter) { workspace, progress in
            let (report, later) = try workspace.revise(
                quarter, reason: reason, acceptedEmpty: options.acceptEmpty.map(\.table), now: Clock.now,
                writing: options.output.parts, language: Speech.language, progress: progress)
            return ReviseAnswer(report, later: later)
        }
    }

    private func foresee() throws {
        let workspace = try options.common.openWorkspace()
        let foreseen = try options.output.run(in: workspace) { progress in
            try workspace.foreseeRevision(
                of: quarter, acceptedEmpty: options.acceptEmpty.map(\.table), progress: progress)
        }
        try show(ForeseenRevisionAnswer(foreseen), asJSON: options.output.json)
    }
}
