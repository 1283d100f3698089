import ArgumentParser
public import AssessmentKernel
import Closings
import CommandParts
import Disk
import DistrictCommands
import Foundation
import Parallel
import Workspace

/// The `kaohe` command with the items of the executable that builds it.
///
/// ```swift
/// import ItemCatalog
/// import KaoheCommand
///
/// KaoheCommand.main(items: ItemCatalog.items)
/// ```
public enum KaoheCommand {
    /// Runs this process's command line and ends with a documented exit code.
    public static func main(items: [any AssessmentItem.Type]) -> Never {
        Installation.$items.withValue(items.sorted { $0.about.number < $1.about.number }) {
            // A file-size limit must be an error like a full disk, not end the process.
            signal(SIGXFSZ, SIG_IGN)
            // What is written holds residents' matters, also what libraries write: nobody else can read it.
            umask(0o077)
            Cores.shareMemory()
            do {
                try OpenFiles.raiseLimit()
                if let problem = UnknownCommand.problem(Array(CommandLine.arguments.dropFirst())) { throw problem }
                var command = try Kaohe.parseAsRoot()
                try command.run()
                exit(ExitStatus.done.rawValue)
            } catch {
                exit(Ending.report(error))
            }
        }
    }
}

struct Kaohe: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kaohe",
            abstract: say(
                "网格员考核：导入平台导出的表，按细则结算季度",
                "Assess village grid members: import the platforms' tables, close the quarter by the rulebook"),
            discussion: say("退出码：", "Exit codes:")
                + ExitStatus.allCases.map { "\n  \($0.rawValue)  " + say($0.meaning) }.joined(),
            version: productVersion,
            subcommands: [
                InitCommand.self, ItemsCommand.self, RulebookCommand.self, TemplatesCommand.self, ImportCommands.self,
                ProfileCommand.self, StatusCommand.self, OutlookCommand.self, NoticeCommand.self, CloseCommand.self,
                ExplainCommand.self, HistoryCommand.self,
                AppealCommand.self, ReviseCommand.self, ReviewCommand.self, PrintCommand.self, SimulateCommand.self,
                SuspectsCommand.self, EquipmentCommand.self,
                RemoveCommand.self, BundleCommand.self, KeysCommand.self, VerifyCommand.self, DistrictCommand.self,
                ReceiptCommand.self, SettingsCommand.self, JournalCommand.self, ServeCommand.self,
            ])
    }

    /// Accepted before the subcommand as well as after it; ``Speech`` finds it without the parser.
    @Option(help: .hidden) var language: String?

    func validate() throws { try Speech.check(language) }
}
