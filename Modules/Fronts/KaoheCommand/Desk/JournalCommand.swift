import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Desk

struct JournalCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "journal",
            abstract: say("账本日志：每一次更改；核对有无绕过日志的改动", "Every change of the ledger; find changes that bypass the journal"))
    }

    @Flag(help: help("核对账本、结果、上报包与原始文件是否与日志一致", "check the ledger, results, bundles and originals against the journal"))
    var verify = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        guard verify else { return try show(JournalAnswer(try workspace.journal(), in: workspace), asJSON: json) }
        let found = try workspace.checkJournal()
        try show(JournalCheckAnswer(found, clock: try workspace.clockFaults()), asJSON: json)
        if !found.isEmpty { throw CheckFailed() }
    }
}
