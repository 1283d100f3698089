public import AssessmentKernel
public import Importing
import Intake
import Ledger
import Reports
public import Workspace

/// An import: the counts of each file, what was left out, and which rows were rejected.
public struct ImportAnswer: EncodableAnswer {
    private let report: ImportReport
    private let workspace: Workspace
    private let isRehearsal: Bool

    /// Answers with an import into a workspace.
    ///
    /// - Parameter isRehearsal: whether it was a dry run.
    public init(_ report: ImportReport, in workspace: Workspace, isRehearsal: Bool) {
        self.report = report
        self.workspace = workspace
        self.isRehearsal = isRehearsal
    }

    /// The files with their counts, and notes on what was left out and rejected.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        add(to: &page, say)
        tellWhatWasLeftOut(on: &page, say)
        if report.rejectCount > 0 { tellRejects(on: &page, say) }
        if report.isKept {
            page.next(
                say("下一步：kaohe status ‹季度›，看结算前还差什么。", "Next: kaohe status QUARTER, for blockers and warnings."))
        }
        return page
    }

    /// The files with their counts for programs.
    public func json(in say: Language) -> any Encodable { Imported(report) }

    /// Names files that are not a table and, once per table, the columns it does not know.
    private func tellWhatWasLeftOut(on page: inout AnswerPage, _ say: Language) {
        for used in report.profiles {
            let kind = used.isShipped ? say("自带的对照文件", "the shipped profile") : say("对照文件", "the profile")
            page.remark(
                say(
                    "\(used.file) 按\(kind)“\(used.name)”读取；不用它则加 --no-profile，换一份则用 --profile 指定。",
                    "\(used.file) is read by \(kind) \(used.name); add --no-profile to leave it, or name another with --profile."
                ))
        }
        for file in report.leftOut {
            page.remark(
                say("未导入（\(file.reason.chinese)）：\(file.name)", "Left out (\(file.reason.english)): \(file.name)"))
        }
        var told: Set<String> = []
        for file in report.files where told.insert(file.table).inserted {
            var seen: Set<String> = []
            let unknown = report.files.filter { $0.table == file.table }.flatMap(\.unknownColumns)
                .filter { seen.insert($0).inserted }
            guard !unknown.isEmpty else { continue }
            var columns = say.list(unknown.prefix(20).map { ShownText.short($0, to: 60) })
            let rest = unknown.count - 20
            if rest > 0 { columns += say(" 等 \(rest + 20) 列", " and \(rest) more") }
            let title = say(workspace.tableTitle(file.table))
            page.remark(say("“\(title)”中未用到的列：\(columns)", "\(title): columns left out: \(columns)"))
        }
    }

    private func add(to page: inout AnswerPage, _ say: Language) {
        var table = AnswerTable([
            .init(say("表", "table")), .init(say("文件", "file")), .init(say("行", "rows"), .number),
            .init(report.isKept ? say("新增", "new") : say("可新增", "would be new"), .number),
            .init(say("未变", "same"), .number), .init(say("补全", "filled"), .number),
            .init(say("更正", "amended"), .number), .init(say("拒收", "rejected"), .number),
        ])
        for file in report.files {
            table.add([say(workspace.tableTitle(file.table)), file.name] + file.counts.cells)
        }
        if report.files.count > 1 { table.add([say("合计", "total"), ""] + report.counts.cells) }
        let ending =
            if isRehearsal {
                say("仅检查，未写入。", "Checked only; nothing was written.")
            } else if report.isKept {
                report.counts.inserted + report.counts.filled + report.counts.amended == 0
                    ? say("没有新内容。", "Nothing was new.") : say("已导入。", "Imported.")
            } else {
                say("有行被拒，未写入任何内容。", "Rows were rejected; nothing was written.")
            }
        page.add(table)
        page.add(ending)
    }

    private func tellRejects(on page: inout AnswerPage, _ say: Language) {
        page.remark(say("拒收 \(report.rejectCount) 行：", "\(counted(report.rejectCount, "reject")):"))
        for reject in report.firstRejects {
            let schema = workspace.tables.first { table in
                report.files.contains { $0.name == reject.file && $0.table == table.key }
            }
            let title = schema.flatMap { table in table.index(of: reject.column).map { say(table.columns[$0].title) } }
            var text = "  " + reject.file
            if let row = reject.row { text += say(" 第 \(row) 行", ", row \(row)") }
            if let title { text += say(" “\(title)”", " \(title)") }
            let value = ShownText.short(reject.value, to: 60)
            if !value.isEmpty { text += say("：\(value)", ": \(value)") }
            page.remark(text + say(" —— ", " — ") + say(reject.reason))
        }
        if report.rejectCount > report.firstRejects.count { page.remark("  …") }
        page.remark(
            say(
                "全部列在 \(workspace.rejectsPath)。改正后重新导入。",
                "All of them are in \(workspace.rejectsPath). Correct them and import again."))
        if !report.rejectsWorkbooks.isEmpty {
            let names = say.list(report.rejectsWorkbooks)
            page.remark(
                report.isKept
                    ? say(
                        "被拒的行也在工作簿中，改正后直接导入：\(names)",
                        "The rejected rows are in workbooks too; correct and import: \(names)")
                    : say(
                        "也可加 --accept-valid 先导入其余各行，再改正并导入：\(names)",
                        "Or import the rest with --accept-valid, then correct and import: \(names)"))
        }
    }
}

extension ImportCounts {
    fileprivate var cells: [String] { [rows, inserted, unchanged, filled, amended, rejected].map(String.init) }
}

/// An import as JSON.
private struct Imported: Encodable {
    struct File: Encodable {
        let file, table: String
        let rows, inserted, unchanged, filled, amended, rejected: Int
        let unknownColumns: [String]
    }
    struct Used: Encodable {
        let file, profile: String
        let shipped: Bool
    }

    let files: [File]
    let passedOver: [String]
    let profiles: [Used]
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
        profiles = report.profiles.map { Used(file: $0.file, profile: $0.name, shipped: $0.isShipped) }
        rejects = report.rejectCount
        kept = report.isKept
    }
}
