import ArgumentParser
import AssessmentKernel
import Importing
import Intake
import Ledger
import Reports
import Workspace

struct ImportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: say("把表导入账本：全部导入，或有一行被拒就都不导入", "Import tables into the ledger: all of them, or nothing"))
    }

    @Argument(help: help("文件或文件夹", "files or folders", value: "path"))
    var paths: [String]

    @Option(help: help("表的键或中文名，文件名不是表名时使用", "the table, where file names do not say it", value: "table"))
    var table: String?

    @Option(
        help: help(
            "对照文件：平台导出的列名和取值怎样对应到表（用 kaohe profile 起草）",
            "a profile: how a platform's columns and values become a table's (kaohe profile drafts one)", value: "file")
    )
    var profile: String?

    @Flag(help: help("内容不同的行更正原记录，旧版本留存", "let a differing row replace its record; the old version is kept"))
    var amend = false

    @Flag(help: help("有行被拒时仍导入其余各行", "import the good rows although others are rejected"))
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
        options.amend = amend
        options.acceptValid = acceptValid
        options.isRehearsal = dryRun
        let line = ProgressLine()
        defer { line.end() }
        let report = try workspace.importTables(paths, options, now: Clock.now) { rows in
            line.show(say("已读 \(rows) 行", "\(rows) rows"))
        }
        line.end()
        if json { try printJSON(ImportAnswer(report)) } else { printResult(text(report, workspace)) }
        tellWhatWasLeftOut(report, workspace)
        if report.rejectCount > 0 { try tellRejects(report, workspace) }
        if report.isKept {
            printNote(
                say("下一步：kaohe status ‹季度›，看结算前还差什么。", "Next: kaohe status QUARTER, for what stands before a closing."))
        }
    }

    /// Files that are no table, and once a table the columns that it does not know.
    private func tellWhatWasLeftOut(_ report: ImportReport, _ workspace: Workspace) {
        for file in report.leftOut {
            printNote(
                say("未导入（\(file.reason.chinese)）：\(file.name)", "left out (\(file.reason.english)): \(file.name)"))
        }
        var told: Set<String> = []
        for file in report.files where told.insert(file.table).inserted {
            var seen: Set<String> = []
            let unknown = report.files.filter { $0.table == file.table }.flatMap(\.unknownColumns)
                .filter { seen.insert($0).inserted }
            guard !unknown.isEmpty else { continue }
            var columns = unknown.prefix(20).map { Output.short($0) }.joined(separator: say("、", ", "))
            let rest = unknown.count - 20
            if rest > 0 { columns += say(" 等 \(rest + 20) 列", " and \(rest) more") }
            let title = say(workspace.tableTitle(file.table))
            printNote(say("“\(title)”中未用到的列：\(columns)", "\(title): columns left out: \(columns)"))
        }
    }

    private func text(_ report: ImportReport, _ workspace: Workspace) -> String {
        var table = TerminalTable([
            .init(say("表", "table")), .init(say("文件", "file")), .init(say("行", "rows"), .right),
            .init(report.isKept ? say("新增", "new") : say("可新增", "would be new"), .right),
            .init(say("未变", "same"), .right), .init(say("补全", "filled"), .right),
            .init(say("更正", "amended"), .right), .init(say("拒收", "rejected"), .right),
        ])
        for file in report.files {
            table.add([say(workspace.tableTitle(file.table)), file.name] + file.counts.cells)
        }
        if report.files.count > 1 { table.add([say("合计", "total"), ""] + report.counts.cells) }
        let ending =
            if dryRun {
                say("仅检查，未写入。", "Checked only; nothing was written.")
            } else if report.isKept {
                report.counts.inserted + report.counts.filled + report.counts.amended == 0
                    ? say("没有新内容。", "Nothing was new.") : say("已导入。", "Imported.")
            } else {
                say("有行被拒，未写入任何内容。", "Rows were rejected; nothing was written.")
            }
        return table.text(width: windowWidth) + ending
    }

    private func tellRejects(_ report: ImportReport, _ workspace: Workspace) throws {
        printNote(say("拒收 \(report.rejectCount) 行：", "\(report.rejectCount) rejects:"))
        for reject in report.firstRejects {
            let schema = workspace.tables.first { table in
                report.files.contains { $0.name == reject.file && $0.table == table.key }
            }
            let title = schema.flatMap { table in table.index(of: reject.column).map { say(table.columns[$0].title) } }
            var text = "  " + reject.file
            if let row = reject.row { text += say(" 第 \(row) 行", " row \(row)") }
            if let title { text += say(" “\(title)”", " \(reject.column)") }
            let value = Output.short(reject.value)
            if !value.isEmpty { text += say("：\(value)", ": \(value)") }
            printNote(text + say(" —— ", " — ") + say(reject.reason))
        }
        if report.rejectCount > report.firstRejects.count { printNote("  …") }
        printNote(
            say(
                "全部列在 \(workspace.rejectsPath)。改正后重新导入。",
                "all of them are in \(workspace.rejectsPath). Correct them and import again."))
        if !report.rejectsWorkbooks.isEmpty {
            let names = report.rejectsWorkbooks.joined(separator: say("、", ", "))
            printNote(
                report.isKept
                    ? say(
                        "被拒的行也在工作簿中，改正后直接导入：\(names)",
                        "the rejected rows are in workbooks too; correct and import: \(names)")
                    : say(
                        "也可加 --accept-valid 先导入其余各行，再改正并导入：\(names)",
                        "or import the rest with --accept-valid, then correct and import: \(names)"))
        }
        if !acceptValid { throw ExitCode(65) }
    }
}

extension ImportCounts {
    fileprivate var cells: [String] { [rows, inserted, unchanged, filled, amended, rejected].map(String.init) }
}

/// The answer as JSON.
private struct ImportAnswer: Encodable {
    struct File: Encodable {
        let file, table: String
        let rows, inserted, unchanged, filled, amended, rejected: Int
        let unknownColumns: [String]
    }

    let files: [File]
    let passedOver: [String]
    let rejects: Int
    let kept: Bool

    init(_ report: ImportReport) {
        files = report.files.map {
            File(
                file: $0.name, table: $0.table, rows: $0.counts.rows, inserted: $0.counts.inserted,
                unchanged: $0.counts.unchanged, filled: $0.counts.filled, amended: $0.counts.amended,
                rejected: $0.counts.rejected, unknownColumns: $0.unknownColumns)
        }
        passedOver = report.passedOver
        rejects = report.rejectCount
        kept = report.isKept
    }
}
