import ResultTables
import WorkbookWriter

/// The frame of a sheet's table: title, a line below it, header and print setup.
struct SheetFrame {
    /// The header's row; the table begins below it.
    static let headerRow = 2

    let title: String
    let subtitle: String
    let foot: String
    /// The heights in points of the line below the title and of the header; nil for the default.
    var subtitleHeight: Double? = 18
    var headerHeight: Double
    let words: ReportWords
    var isLandscape = true

    /// Writes the frame to an empty sheet.
    func write(to sheet: SheetWriter, columns: [(title: String, width: Double)]) {
        let all = 0...max(1, columns.count - 1)
        for (place, column) in columns.enumerated() { sheet.columns(place...place, width: column.width) }
        sheet.height(row: 0, 30)
        sheet.merge(row: 0, columns: all, title, .title)
        if let subtitleHeight { sheet.height(row: 1, subtitleHeight) }
        sheet.merge(row: 1, columns: all, subtitle, .subtitle)
        sheet.height(row: Self.headerRow, headerHeight)
        for (place, column) in columns.enumerated() {
            sheet.write(column.title, row: Self.headerRow, column: place, .header)
        }
        sheet.freeze(rows: Self.headerRow + 1)
        sheet.hideGridlines()
        sheet.print(
            isLandscape: isLandscape, headerRows: Self.headerRow...Self.headerRow, foot: foot, page: words.sheetPage)
    }
}

extension CellLook {
    /// A sheet's title.
    static let title = CellLook(font: "黑体", size: 16, alignment: .centre, hasBorder: false)
    /// The line below the title.
    static let subtitle = CellLook(size: 9, colour: 0x595959, alignment: .centre, hasBorder: false)
    /// A centred text.
    static let centred = CellLook.plain.aligned(.centre)
    /// The title of some rows.
    static let group = CellLook(font: "黑体", background: 0xF0F3F6)
    /// A title above some rows of a table that can be sorted.
    static let heading = CellLook(font: "黑体", background: 0xF0F3F6, hasBorder: false)
    /// A sum of a row of sums.
    static let sum = CellLook(font: "黑体", background: 0xF0F3F6, alignment: .right, number: .amount)
    /// A text that wraps.
    static let wrapped = CellLook(wraps: true)

    /// The look that a declared column asks for.
    init(_ cell: ResultLook.Cell, isAmount: Bool) {
        switch cell {
        case .plain: self = .plain
        case .centred: self = .centred
        case .wrapped: self = .wrapped
        case .number: self = isAmount ? .amount : .centred
        }
    }
}
