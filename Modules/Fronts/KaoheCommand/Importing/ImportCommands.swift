import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import ImportAnswers
import Importing
import Ledger
import Workspace

/// `import`: files and folders by default; a file named like one of the others is given as `./list`.
struct ImportCommands: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: say("把表导入账本；列出、撤回以前的导入", "Import tables into the ledger; list and withdraw imports"),
            subcommands: [ImportCommand.self, ImportListCommand.self, ImportWithdrawCommand.self],
            defaultSubcommand: ImportCommand.self)
    }
}

struct ImportListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("列出各次导入", "List the imports"))
    }

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        try show(ImportListAnswer(try workspace.imports(), in: workspace), asJSON: json)
    }
}

struct ImportWithdrawCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw",
            abstract: say(
                "撤回一次导入：其新增的记录撤去，补全或更正的还原",
                "Withdraw an import: what it inserted goes, what it filled or amended is what it was"))
    }

    @Argument(help: help("导入的编号，见 import list", "the import's number, as import list shows it", value: "number"))
    var number: Int

    @Option(help: help("撤回原因，记入日志", "why; kept in the journal", value: "text"))
    var reason: String

    @OptionGroup var ending: EntryOptions

    func run() throws {
        let workspace = try ending.common.openWorkspace()
        do {
            let report = try workspace.withdrawImport(
                number, reason: reason, isRehearsal: ending.dryRun, now: Clock.now)
            try show(WithdrawalAnswer(report, in: workspace, isRehearsal: ending.dryRun), asJSON: ending.json)
        } catch let refusal as WithdrawalRefusal {
            throw Blocked(WithdrawalRefusedAnswer(refusal, of: number, in: workspace))
        }
    }
}
