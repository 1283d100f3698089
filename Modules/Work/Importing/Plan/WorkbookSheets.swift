import AssessmentKernel
import Foundation
import Intake
import XLSX

/// Which sheets of a workbook an import takes, and as which tables.
struct WorkbookSheets {
    /// The sheets that are tables.
    private(set) var tables: [(sheet: String, schema: TableSchema)] = []
    /// The sheets that are left out although something stands in them, and why.
    private(set) var leftOut: [(sheet: String, reason: LocalText)] = []

    /// The endings of spreadsheet programs' own files, in lower case.
    static let endings = ["xlsx", "xlsm", "xltx", "xls", "xlt", "et", "ett", "ods"]

    /// Whether a file is a spreadsheet program's own, by its name.
    static func isWorkbook(_ name: String) -> Bool {
        endings.contains((name as NSString).pathExtension.lowercased())
    }

    /// Whether a file is one that a spreadsheet program keeps beside a workbook while it is open.
    static func isLockFile(_ name: String) -> Bool { (name as NSString).lastPathComponent.hasPrefix("~$") }

    /// Matches the sheets of a workbook with tables: by their names, or the only one by the name of the file.
    ///
    /// - Parameters:
    ///   - wanted: the table that the workbook's only sheet is, whatever its name.
    ///   - onlySheet: the name of the one sheet that is taken, as the wanted table; nil when the names decide.
    ///   - byFile: the table that the file's name says.
    init(
        path: String, wanted: TableSchema?, onlySheet: String? = nil, byFile: TableSchema?, among all: [TableSchema]
    ) throws(WorkbookFault) {
        let workbook = try WorkbookReader(path: path)
        var filled: [WorkbookReader.Sheet] = []
        for sheet in workbook.sheets where WorkbookSheets.isFilled(sheet, workbook) {
            if sheet.isHidden {
                leftOut.append((sheet.name, LocalText("工作表已隐藏", "a hidden sheet")))
            } else {
                filled.append(sheet)
            }
        }
        for sheet in filled {
            let byName = TableMatch.table(named: sheet.name, among: all)
            var schema = byName
            if let onlySheet {
                schema = sheet.name.utf8.elementsEqual(onlySheet.utf8) ? wanted : nil
            } else if filled.count == 1 {
                schema = wanted ?? byName ?? byFile
            } else if let wanted, byName?.key != wanted.key {
                schema = nil
            }
            if let schema {
                tables.append((sheet.name, schema))
            } else {
                leftOut.append((sheet.name, LocalText("工作表名不是任何表的名称", "no table's name")))
            }
        }
    }

    /// Whether something stands in a sheet; one that is damaged is refused when it is read as its table.
    private static func isFilled(_ sheet: WorkbookReader.Sheet, _ workbook: WorkbookReader) -> Bool {
        do throws(WorkbookFault) { return try workbook.open(sheet).next() != nil } catch { return true }
    }
}
