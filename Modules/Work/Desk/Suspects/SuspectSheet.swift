public import AssessmentKernel
import CSV
import Disk
import Foundation
import WorkbookWriter
public import Workspace

/// Suspects as a sheet that a person marks and imports again.
public struct SuspectSheet: Sendable {
    /// The table of the sheet.
    public let table: TableSchema
    /// The suspects on it.
    public let count: Int
    /// Whether it is a workbook, whose sheet says what it is when it is imported.
    public let isWorkbook: Bool
}

extension Workspace {
    /// Writes the suspects of a quarter as the file's name says, `.csv` or `.xlsx`: the table's own columns, with an
    /// empty verdict, and columns that show the repeated record, which the import ignores.
    ///
    /// - Throws: ``Problem`` when the name says another format, there are no suspects, the file exists already, or it
    ///   cannot be written.
    public func exportSuspects(_ quarter: Quarter, member: String? = nil, to path: String) throws -> SuspectSheet {
        let ending = (path as NSString).pathExtension.lowercased()
        guard ["csv", "xlsx"].contains(ending) else {
            throw Problem(
                .usage, LocalText("只能写成 .csv 或 .xlsx 文件", "only a .csv or .xlsx file can be written"),
                at: .init(file: path),
                next: LocalText("把文件名改为以 .xlsx 或 .csv 结尾", "give it a name that ends in .xlsx or .csv"))
        }
        let pairs = try suspects(quarter, member: member)
        guard let table = pairs.first?.judgement.table else {
            throw Problem(.badInput, LocalText("\(quarter) 没有待核查的疑似重复", "no suspects in \(quarter) wait for a verdict"))
        }
        try Files.mustBeFree(path)
        let ofTable = pairs.filter { $0.judgement.table.key == table.key }
        let own = table.columns.map(\.title.chinese)
        var rows = [own + ["疑似", "文件", "行"] + own.map { "原" + $0 } + ["原文件", "原行"]]
        for pair in ofTable {
            rows.append(
                pair.suspect.cells + [pair.kind.title.chinese] + pair.suspect.origin + pair.first.cells
                    + pair.first.origin)
        }
        if ending == "xlsx" {
            try SuspectSheet.write(rows, of: table, to: path)
        } else {
            try SuspectSheet.write(rows, to: path)
        }
        return SuspectSheet(table: table, count: ofTable.count, isWorkbook: ending == "xlsx")
    }
}

extension SuspectSheet {
    /// The maximum number of characters of a workbook's cell, with room for what is escaped.
    private static let longestCell = 30_000

    fileprivate static func write(_ rows: [[String]], to path: String) throws(Problem) {
        var writer = CSVWriter()
        for row in rows { writer.row(row) }
        // Spreadsheet programs on Windows guess the wrong encoding without this mark.
        try Files.writeWhole([0xEF, 0xBB, 0xBF] + writer.bytes, to: path, replacing: false)
    }

    /// Writes a workbook with one sheet, named as the table, so that it is imported as what it is.
    fileprivate static func write(_ rows: [[String]], of table: TableSchema, to path: String) throws(Problem) {
        guard rows.allSatisfy({ $0.allSatisfy { $0.utf16.count < longestCell } }) else {
            throw Problem(
                .badInput, LocalText("有单元格过长，工作簿放不下", "a cell is too long for a workbook"), at: .init(file: path),
                next: LocalText("改写成 .csv", "write a .csv instead"))
        }
        try Files.makeAnew(path) { draft throws(Problem) in
            let workbook = try WorkbookFile(draft, title: table.title.chinese, created: CivilDate(dayNumber: 0))
            let sheet = try workbook.sheet(table.title.chinese)
            // Texts, so that a code keeps its leading zeros.
            let look = CellLook(number: .text)
            sheet.columns(0...max(0, (rows.first?.count ?? 1) - 1), width: 14, look)
            for (number, row) in rows.enumerated() {
                for (column, cell) in row.enumerated() where !cell.isEmpty {
                    sheet.write(cell, row: number, column: column, number == 0 ? .header : look)
                }
            }
            sheet.freeze(rows: 1)
            try workbook.close()
        }
    }
}

extension ComparedRecord {
    fileprivate var origin: [String] { [file ?? "", row.map(String.init) ?? ""] }
}
