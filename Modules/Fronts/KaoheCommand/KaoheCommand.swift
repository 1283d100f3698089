import ArgumentParser
public import AssessmentKernel
import Closings
import Disk
import Foundation
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
            do {
                try OpenFiles.raiseLimit()
                if let problem = UnknownCommand.problem(Array(CommandLine.arguments.dropFirst())) { throw problem }
                var command = try Kaohe.parseAsRoot()
                try command.run()
                exit(0)
            } catch {
                exit(Ending.report(error))
            }
        }
    }
}

/// The items of this executable.
enum Installation {
    @TaskLocal static var items: [any AssessmentItem.Type] = []
}

struct Kaohe: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kaohe",
            abstract: say(
                "网格员考核：导入平台导出的表，按细则结算季度",
                "Assess village grid members: import the platforms' tables, close the quarter by the rulebook"),
            version: productVersion,
            subcommands: [
                InitCommand.self, ItemsCommand.self, RulebookCommand.self, TemplatesCommand.self, ImportCommands.self,
                ProfileCommand.self, StatusCommand.self, NoticeCommand.self, CloseCommand.self, ExplainCommand.self,
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

/// Options of every command.
struct CommonOptions: ParsableArguments {
    @Option(
        help: help(
            "工作区文件夹（默认 KAOHE_WORKSPACE，否则当前文件夹）", "the workspace (else KAOHE_WORKSPACE, else the current folder)",
            value: "dir"))
    var workspace: String?

    @Option(
        help: help(
            "输出语言：zh 或 en（默认 KAOHE_LANGUAGE，否则 zh）", "the language: zh or en (else KAOHE_LANGUAGE, else zh)",
            value: "zh|en"))
    var language: String?

    @Option(
        help: help(
            "经办人，记入日志（默认 KAOHE_OPERATOR，否则系统用户名）",
            "your name for the journal (else KAOHE_OPERATOR, else the system's user)", value: "name"))
    var `operator`: String?

    func validate() throws { try Speech.check(language) }

    /// The workspace: from the options, the environment, or the current folder.
    func openWorkspace() throws(Problem) -> Workspace {
        var opened = try Workspace(at: folder, items: Installation.items)
        opened.operatorName = operatorName
        return opened
    }

    /// Its folder: from the options, the environment, or the current folder.
    var folder: String { workspace ?? ProcessInfo.processInfo.environment["KAOHE_WORKSPACE"] ?? "." }

    /// The person at work, as named in the journal.
    var operatorName: String { saidOperatorName ?? NSUserName() }

    /// The person's name where it was said; nil where only the system's user is known.
    var saidOperatorName: String? { self.operator ?? ProcessInfo.processInfo.environment["KAOHE_OPERATOR"] }
}

/// An argument's help in the language of this run.
func help(_ chinese: String, _ english: String, value: String? = nil) -> ArgumentHelp {
    ArgumentHelp(say(chinese, english), valueName: value.map { say(placeholders[$0] ?? $0, $0) })
}

/// The names of values in the Chinese help.
private let placeholders = [
    "dir": "文件夹", "file": "文件", "table": "表", "quarter": "季度", "year": "年度", "month": "月份", "member": "工号",
    "period": "期间", "item": "考核项", "path": "路径", "name": "名称", "key": "键", "date": "日期", "text": "文字", "number": "编号",
    "asset": "设备", "event": "编号", "path=value": "路径=值", "id=value": "编号=值", "serial": "序列号", "entry": "登记号",
    "cost": "费用", "ground": "情形", "note": "说明",
    "digits": "数字", "time": "时间", "digest": "校验值",
]
