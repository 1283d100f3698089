import AssessmentKernel
import Intake

/// Which sheets of a workbook an import reads, and as which tables.
struct WorkbookSheets {
    /// The sheets that are tables.
    private(set) var tables: [(sheet: String, schema: TableSchema)] = []
    /// The sheets that are left out although they are not empty, and why.
    private(set) var leftOut: [(sheet: String, reason: LocalText)] = []

    /// Matches the sheets of a workbook with tables: by their names, or a single sheet by the name of the file.
    ///
    /// - Parameters:
    ///   - wanted: the table of the workbook's only sheet, whatever its name.
    ///   - isWanted: whether a sheet is read as the wanted table, by its name; nil when the names decide.
    ///   - byFile: the table according to the file's name.
    init(
        _ workbook: any Workbook, wanted: TableSchema?, isWanted: ((String) -> Bool)? = nil, byFile: TableSchema?,
        among all: [TableSchema]
    ) {
        var filled: [String] = []
        for (place, sheet) in workbook.sheets.enumerated() {
            guard let name = sheet.name, WorkbookSheets.isFilled(place, workbook) else { continue }
            if sheet.isHidden {
                leftOut.append((name, LocalText("工作表已隐藏", "a hidden sheet")))
            } else {
                filled.append(name)
            }
        }
        for sheet in filled {
            let byName = TableMatch.table(named: sheet, among: all)
            var schema = byName
            if let isWanted {
                schema = isWanted(sheet) ? wanted : nil
            } else if filled.count == 1 {
                schema = wanted ?? byName ?? byFile
            } else if let wanted, byName?.key != wanted.key {
                schema = nil
            }
            if let schema {
                tables.append((sheet, schema))
            } else {
                leftOut.append((sheet, LocalText("工作表名不是任何表的名称", "no table's name")))
            }
        }
    }

    /// Whether a sheet has any content; a damaged one is refused later, when it is read as its table.
    private static func isFilled(_ place: Int, _ workbook: any Workbook) -> Bool {
        do throws(RecordFault) { return try workbook.rows(ofSheet: place).next() != nil } catch { return true }
    }
}
