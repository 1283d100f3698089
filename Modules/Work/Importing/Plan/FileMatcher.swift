import AssessmentKernel
import Disk
import Foundation
import Intake
import Profile
import XLSX

/// Finds out what tables are in one file that an import was given.
struct FileMatcher {
    let path: String
    /// The file's name, as reports give it.
    let name: String
    /// Whether the caller named the file itself and not a folder that it lies in: then it must be a table.
    let isNamed: Bool
    /// The table that the caller says it is; nil when the names decide.
    let wanted: TableSchema?
    /// How the file becomes a table; nil when it is one.
    var profile: Profile?
    let tables: [TableSchema]

    /// What came of a file.
    typealias Match = (entries: [ImportPlan.Entry], leftOut: [ImportReport.LeftOut])

    /// Matches the file.
    ///
    /// - Throws: ``Problem`` for a file that must be a table and is none, and for a workbook that is damaged.
    func match() throws(Problem) -> Match {
        // Reading a pipe need not end.
        guard Files.isPlain(path) else { return leftOut(FileMatcher.noTable) }
        guard WorkbookSheets.isWorkbook(name) else { return try text(TableMatch.textEndings) }
        if WorkbookSheets.isLockFile(name), !isNamed {
            return leftOut(LocalText("表格软件的临时文件", "a temporary file of a spreadsheet program"))
        }
        let form = try FileForm(path: path, file: name)
        if let refusal = form.refusal {
            if isNamed || byFile != nil {
                throw Problem(.badInput, refusal.reason, at: .init(file: name), next: refusal.next)
            }
            return leftOut(refusal.reason)
        }
        return form == .text ? try text(WorkbookSheets.endings) : try workbook()
    }

    private static let noTable = LocalText("文件名不是任何表的名称", "no table's name")

    /// The table that the file's name says.
    private var byFile: TableSchema? {
        TableMatch.table(named: ((name as NSString).lastPathComponent as NSString).deletingPathExtension, among: tables)
    }

    private func leftOut(_ reason: LocalText) -> Match { ([], [.init(name: name, reason: reason)]) }

    /// A file of text; in a folder only those of some endings are looked at.
    private func text(_ endings: [String]) throws(Problem) -> Match {
        let isText = endings.contains((name as NSString).pathExtension.lowercased())
        let schema = isText || isNamed ? wanted ?? (isText ? byFile : nil) : nil
        if let schema {
            return ([ImportPlan.Entry(path: path, name: name, schema: schema, profile: profile)], [])
        }
        if isNamed { throw unknown() }
        return leftOut(FileMatcher.noTable)
    }

    private func workbook() throws(Problem) -> Match {
        let sheets: WorkbookSheets
        do throws(WorkbookFault) {
            sheets = try WorkbookSheets(
                path: path, wanted: wanted, onlySheet: profile?.sheet, byFile: byFile, among: tables)
        } catch {
            throw Problem(.badInput, error.reason, at: .init(file: name, row: error.row), next: error.next)
        }
        if sheets.tables.isEmpty && isNamed { throw unknown(sheets) }
        let entries = sheets.tables.map { sheet, schema in
            ImportPlan.Entry(
                path: path, name: name + OriginalForm.sheetMark + sheet, schema: schema, sheet: sheet,
                profile: profile)
        }
        let others = sheets.leftOut.map { sheet, reason in
            ImportReport.LeftOut(name: name + OriginalForm.sheetMark + sheet, reason: reason)
        }
        return entries.isEmpty && others.isEmpty
            ? leftOut(LocalText("工作簿是空的", "an empty workbook")) : (entries, others)
    }

    private func unknown() -> Problem {
        Problem(
            .badInput, LocalText("文件名不是任何表的名称", "the file's name is no table's"), at: .init(file: path),
            next: LocalText(
                "用 --table 指定表，或改名为如 \(tables.last?.title.chinese ?? "").csv",
                "name the table with --table, or rename the file, as in \(tables.last?.key ?? "").csv"))
    }

    private func unknown(_ sheets: WorkbookSheets) -> Problem {
        if sheets.leftOut.isEmpty {
            return Problem(
                .badInput, LocalText("工作簿是空的", "the workbook is empty"), at: .init(file: path),
                next: LocalText("请从平台重新导出", "export it again from the platform"))
        }
        let names = sheets.leftOut.prefix(5).map(\.sheet)
        return Problem(
            .badInput,
            LocalText(
                "文件名和工作表名都不是任何表的名称（工作表：\(names.joined(separator: "、"))）",
                "neither the file's name nor a sheet's is a table's (sheets: \(names.joined(separator: ", ")))"),
            at: .init(file: path),
            next: LocalText(
                "把工作表改名为如“\(tables.last?.title.chinese ?? "")”；只有一个工作表时可用 --table 指定",
                "rename the sheets, as in \(tables.last?.key ?? ""); name the table of a workbook with one sheet with --table"
            ))
    }
}
