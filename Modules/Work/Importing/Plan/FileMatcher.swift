import AssessmentKernel
import Disk
import Foundation
import Intake
import Ledger
import Profile

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
    let formats: FileFormats

    /// What came of a file.
    typealias Match = (files: [FoundFile], leftOut: [ImportReport.LeftOut])

    /// Matches the file.
    ///
    /// - Throws: ``Problem`` for a file that must be a table and is none, and for a workbook that is damaged.
    func match() throws(Problem) -> Match {
        // Reading a pipe need not end.
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
            // Under the name of a text it is read as one, and refused at the row that shows what it is.
            format = formats.plainText
        }
        return try sheets(file, format, ending)
    }

    /// Whether a file is one that a spreadsheet program keeps beside a workbook while it is open.
    private static func isLockFile(_ name: String) -> Bool { (name as NSString).lastPathComponent.hasPrefix("~$") }

    private static let noTable = LocalText("文件名不是任何表的名称", "no table's name")

    /// The table that the file's name says.
    private var byFile: TableSchema? {
        TableMatch.table(named: ((name as NSString).lastPathComponent as NSString).deletingPathExtension, among: tables)
    }

    private func leftOut(_ reason: LocalText) -> Match { ([], [.init(name: name, reason: reason)]) }

    /// The table that a file without sheets is; nil for none, and in a folder for files of other endings.
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
            sheets = WorkbookSheets(workbook, wanted: wanted, onlySheet: profile?.sheet, byFile: byFile, among: tables)
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
