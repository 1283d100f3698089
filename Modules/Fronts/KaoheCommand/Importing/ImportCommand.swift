import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import ImportAnswers
import Importing
import Workspace

struct ImportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "paths",
            abstract: say("把表导入账本：全部导入，或有一行被拒就都不导入", "Import tables into the ledger: all of them, or nothing"))
    }

    @Argument(help: help("文件或文件夹", "files or folders", value: "path"))
    var paths: [String]

    @Option(help: help("表的键或中文名，文件名不是表名时使用", "the table, when file names do not say it", value: "table"))
    var table: String?

    @Option(
        help: help(
            "对照文件，或其名称：平台导出的列名和取值怎样对应到表（用 kaohe profile 起草）",
            "a profile or its name: how a platform's columns and values become a table's (kaohe profile drafts one)",
            value: "file"))
    var profile: String?

    @Flag(help: help("不按表头寻找对照文件", "do not look for a profile by the header"))
    var noProfile = false

    @Flag(help: help("内容不同的行更正原记录，旧版本留存", "let a differing row replace its record; the old version is kept"))
    var amend = false

    @Flag(help: help("有行被拒时仍导入其余各行", "import the valid rows although others are rejected"))
    var acceptValid = false

    @Flag(help: help("只检查，不写入", "check only, write nothing"))
    var dryRun = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        var options = ImportOptions()
        options.table = table
        options.profile = try profile.map { path throws(Problem) in try workspace.profile(at: path) }
        options.findsProfiles = !noProfile
        options.amend = amend
        options.acceptValid = acceptValid
        options.isRehearsal = dryRun
        let line = ProgressLine()
        defer { line.end() }
        let report = try workspace.importTables(paths, options, now: Clock.now) { rows in
            line.show(say("已读 \(rows) 行", "rows: \(rows)"))
        }
        line.end()
        try show(ImportAnswer(report, in: workspace, isRehearsal: dryRun), asJSON: json)
        if report.rejectCount > 0, !acceptValid { throw ExitCode(ExitStatus.badInput.rawValue) }
    }
}
