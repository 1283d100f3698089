import AssessmentKernel
import WorkbookWriter

/// A sheet with a title, a line about the closing, and a table that grows downwards.
///
/// A table too long for one sheet continues on another.
final class TitledSheet<Row> {
    private let file: WorkbookFile
    private let name: String
    private let head: ReportHead
    private let columns: [SheetColumn<Row>]
    private let places: [Place]
    private var sheet: SheetWriter
    private var next = SheetFrame.headerRow + 1
    private var parts = 1
    private var groups = 0

    /// A column of the sheet; a class, so that it is not copied for each cell.
    private final class Place {
        let cell: @Sendable (Row) -> SheetWriter.Cell
        let width: Double
        let wraps: Bool
        let plain, wrapped: SheetWriter.ReadyLook
        /// The text of the row above, as it is shown, and its width: many are the same.
        private var above = Text("")
        private(set) var shown = ""
        private(set) var wide = 0

        func take(_ text: String) {
            if above == Text(text) { return }
            (above, shown) = (Text(text), ShownText.plain(text))
            // No character is wider than it has bytes, so that a short text needs no measuring.
            let size = text.utf8.count
            wide = size <= Int(width) - 2 ? size : DisplayWidth.of(text)
        }

        init(_ column: SheetColumn<Row>, _ sheet: SheetWriter) {
            (cell, width, wraps) = (column.cell, column.width, column.look.wraps)
            (plain, wrapped) = (sheet.ready(column.look), sheet.ready(column.look.wrapping))
        }
    }

    init(_ file: WorkbookFile, _ name: String, _ head: ReportHead, _ columns: [SheetColumn<Row>]) throws(Problem) {
        self.file = file
        self.name = name
        self.head = head
        self.columns = columns
        let sheet = try file.sheet(name)
        self.sheet = sheet
        places = columns.map { Place($0, sheet) }
        begin(title: name)
    }

    private func begin(title: String) {
        let frame = SheetFrame(
            title: "\(head.title)　\(title)", subtitle: head.basis + "　" + head.name,
            foot: "\(head.title)　\(head.name)", headerHeight: headerHeight, words: head.words)
        frame.write(to: sheet, columns: columns.map { ($0.title, $0.width) })
    }

    /// The height of the tallest header cell.
    private var headerHeight: Double {
        let lines = columns.map { column in
            column.title.split(separator: "\n").reduce(0) { lines, line in
                lines + DisplayWidth.lines(String(line), width: column.width - 1)
            }
        }
        return Double(8 + 14 * (lines.max() ?? 1))
    }

    /// Adds a title above the rows that follow, which can be folded below it.
    func begin(group title: String) throws(Problem) {
        if groups == 0 { sheet.sumsAbove() }
        // The title is not left alone at the end of a sheet.
        if next + 1 >= SheetWriter.rowLimit { try turn() }
        groups += 1
        // Not merged: the table stays one that can be sorted and filtered.
        let heading = sheet.ready(.heading)
        sheet.add(
            row: next, height: 20,
            columns.indices.map { .init(.text($0 == 0 ? ShownText.plain(title) : ""), heading) })
        next += 1
    }

    /// Adds a row.
    func add(_ row: Row) throws(Problem) {
        if next == SheetWriter.rowLimit { try turn() }
        var lines = 1
        var cells: [SheetWriter.RowCell] = []
        cells.reserveCapacity(columns.count)
        for place in places {
            let cell = place.cell(row)
            guard case .text(let text) = cell else {
                cells.append(.init(cell, place.plain))
                continue
            }
            place.take(text)
            let isLong = DisplayWidth.lines(of: place.wide, width: place.width) > 1
            cells.append(.init(.text(place.shown), isLong ? place.wrapped : place.plain))
            // A name that fits stays on its line; of what wraps, lines are seldom filled to the end.
            if isLong || place.wraps { lines = max(lines, DisplayWidth.lines(of: place.wide, width: place.width - 2)) }
        }
        // The height that the longest wrapped text needs: not every program adjusts it when it opens a workbook.
        sheet.add(row: next, height: min(4 + 13 * lines, 400), level: groups > 0 ? 1 : 0, cells)
        next += 1
    }

    /// Continues on another sheet.
    private func turn() throws(Problem) {
        finish()
        parts += 1
        let title = head.words("\(name)（\(parts)）", "\(name) \(parts)")
        sheet = try file.sheet(title)
        next = SheetFrame.headerRow + 1
        begin(title: title)
    }

    /// Adds a filter to the table, now that its end is known.
    func finish() {
        sheet.filter(headerRow: SheetFrame.headerRow, lastRow: next - 1, columns: 0...(columns.count - 1))
    }
}
