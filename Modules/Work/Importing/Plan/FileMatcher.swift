import AssessmentKernel
import Disk
import Foundation
import Intake
import Ledger
import Profile

/// Finds the tables in one file of an import.
struct FileMatcher {
    let path: String
    /// The file's name in reports.
    let name: String
    /// Whether the caller named the file itself, not a folder that contains it: then it must be a table.
    let isNamed: Bool
    /// The table given by the caller; nil when the names decide.
    var wanted: TableSchema?
    /// The profile that maps the file to a table; nil when it is already one.
    var profile: Profile?
    let tables: [TableSchema]
    let formats: FileFormats

    /// The result for a file.
    typealias Match = (files: [FoundFile], leftOut: [ImportReport.LeftOut])

    /// Matches the file.
    ///
    /// - Throws: ``Problem`` for a file that must be a table and is not one, and for a damaged workbook.
    func match() throws(Problem) -> Match {
        // Reading a pipe might never end.
        guard Files.isPlain(path) else { return leftOut(FileMatcher.noTable) }
        let ending = (name as NSString).pathExtension.lowercased()
        let isWorkbook = formats.isWorkbook(ending: ending)
        if isWorkbook, FileMatcher.isLockFile(name), !isNamed {
            return leftOut(LocalText("表格软件的临时文件", "a temporary file of a spreadsheet program"))
        }
        if !isWorkbook, table(ending) == nil {
            if isNamed { throw unknown() }
            return leftOut(FileMatcher.noTable)
        }
        let file = InputFile(path: path, name: name)
        let format: any WorkbookFormat
        do throws(RecordFault) {
            format = try formats.format(of: file)
        } catch {
            guard case .refused(let refusal) = error, !isWorkbook || !isNamed && byFile == nil else {
                throw error.problem(in: name)
            }
            if isWorkbook { return leftOut(refusal.reason) }
            // With a text file's name it is read as text, and rejected at the row that shows what it is.
            format = formats.plainText
        }
        return try sheets(file, format, ending)
    }

    /// Whether a file is a temporary file of a spreadsheet program with the workbook open.
    private static func isLockFile(_ name: String) -> Bool { (name as NSString).lastPathComponent.hasPrefix("~$") }

    private static let noTable = LocalText("文件名不是任何表的名称", "no table's name")

    /// The table according to the file's name.
    private var byFile: TableSchema? {
        TableMatch.table(named: ((name as NSString).lastPathComponent as NSString).deletingPathExtension, among: tables)
    }

    private func leftOut(_ reason: LocalText) -> Match { ([], [.init(name: name, reason: reason)]) }

    /// The table of a file without sheets; nil if it is not one, and in a folder for files with other extensions.
    private func table(_ ending: String) -> TableSchema? {
        let isKnown = formats.isPlainText(ending: ending) || formats.isWorkbook(ending: ending)
        return isKnown ? wanted ?? byFile : isNamed ? wanted : nil
    }

    private func sheets(_ file: InputFile, _ format: any WorkbookFormat, _ ending: String) throws(Problem) -> Match {
        let sheets: WorkbookSheets
        do throws(RecordFault) {
            let workbook = try format.open(file)
            if workbook.sheets.contains(where: { $0.name == nil }) {
                guard let schema = table(ending) else {
                    if isNamed { throw RecordFault.failed(unknown()) }
                    return leftOut(FileMatcher.noTable)
                }
                return ([FoundFile(path: path, name: name, schema: schema, format: format, profile: profile)], [])
            }
            let named = profile.flatMap { profile in
                profile.sheet.map { _ in { (sheet: String) in profile.takes(sheet: sheet) ?? false } }
            }
            sheets = WorkbookSheets(workbook, wanted: wanted, isWanted: named, byFile: byFile, among: tables)
        } catch {
            throw error.problem(in: name)
        }
        if sheets.tables.isEmpty && isNamed { throw unknown(sheets) }
        let files = sheets.tables.map { sheet, schema in
            FoundFile(
                path: path, name: FileLayout.name(of: sheet, in: name), schema: schema, format: format, sheet: sheet,
                profile: profile)
        }
        let others = sheets.leftOut.map { sheet, reason in
            ImportReport.LeftOut(name: FileLayout.name(of: sheet, in: name), reason: reason)
        }
        return files.isEmpty && others.isEmpty
            ? leftOut(LocalText("工作簿是空的", "an empty workbook")) : (files, others)
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
