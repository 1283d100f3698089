import AssessmentKernel
import WorkbookWriter

/// A report of tables as a workbook: a sheet per table.
enum TableWorkbook: TableForm {
    static let ending = "xlsx"

    static func write(_ report: TableReport, to path: String) throws(Problem) {
        let file = try WorkbookFile(path, title: report.title, created: report.day)
        for table in report.tables { write(table, of: report, to: try file.sheet(table.title)) }
        try file.close()
    }

    private static func write(_ table: TableReport.Table, of report: TableReport, to sheet: SheetWriter) {
        let frame = SheetFrame(
            title: "\(report.title)　\(table.title)",
            subtitle: table.note.isEmpty ? report.basis : "\(report.basis)　\(table.note)", foot: report.title,
            subtitleHeight: nil, headerHeight: 34, words: ReportWords(report.language), isLandscape: table.isWide)
        frame.write(to: sheet, columns: table.columns.map { ($0.title, $0.width) })
        let (plain, right) = (sheet.ready(.plain), sheet.ready(CellLook.plain.aligned(.right)))
        let (amount, wrapped) = (sheet.ready(.amount), sheet.ready(.wrapped))
        var line = SheetFrame.headerRow
        for group in table.groups {
            if !group.title.isEmpty {
                line += 1
                sheet.merge(
                    row: line, columns: 0...max(1, table.columns.count - 1), ShownText.plain(group.title), .group)
            }
            for row in group.rows {
                line += 1
                let lines = zip(table.columns, row).map { DisplayWidth.lines($1, width: $0.width) }.max() ?? 1
                if lines > 1 { sheet.height(row: line, Double(min(4 + 13 * lines, 400))) }
                write(row, table, line, sheet, plain, wrapped, right, amount)
            }
        }
    }

    private static func write(
        _ row: [String], _ table: TableReport.Table, _ line: Int, _ sheet: SheetWriter, _ plain: SheetWriter.ReadyLook,
        _ wrapped: SheetWriter.ReadyLook, _ right: SheetWriter.ReadyLook, _ amount: SheetWriter.ReadyLook
    ) {
        for (place, (column, cell)) in zip(table.columns, row).enumerated() {
            if column.isNumber, let whole = Int(cell) {
                sheet.write(whole, row: line, column: place, right)
            } else if column.isNumber, let points = Points(text: cell) {
                sheet.write(hundredths: points.hundredths, row: line, column: place, amount)
            } else {
                let isLong = DisplayWidth.lines(cell, width: column.width) > 1
                sheet.write(
                    ShownText.plain(cell), row: line, column: place,
                    isLong ? wrapped : column.isNumber ? right : plain)
            }
        }
    }
}
