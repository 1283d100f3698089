import AssessmentKernel
import WorkbookWriter

/// A sheet with a title, a line about the closing, and a table that grows downwards.
///
/// A table too long for one sheet continues on another.
struct TitledSheet<Row> {
    private let file: WorkbookFile
    private let name: String
    private let head: ReportHead
    private let columns: [SheetColumn<Row>]
    private let looks: [(plain: SheetWriter.ReadyLook, wrapped: SheetWriter.ReadyLook)]
    private var sheet: SheetWriter
    private var next = SheetFrame.headerRow + 1
    private var parts = 1
    private var groups = 0

    init(_ file: WorkbookFile, _ name: String, _ head: ReportHead, _ columns: [SheetColumn<Row>]) throws(Problem) {
        self.file = file
        self.name = name
        self.head = head
        self.columns = columns
        let sheet = try file.sheet(name)
        self.sheet = sheet
        looks = columns.map { (sheet.ready($0.look), sheet.ready($0.look.wrapping)) }
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
    mutating func begin(group title: String) throws(Problem) {
        if groups == 0 { sheet.sumsAbove() }
        // The title is not left alone at the end of a sheet.
        if next + 1 >= SheetWriter.rowLimit { try turn() }
        groups += 1
        sheet.height(row: next, 20)
        // Not merged: the table stays one that can be sorted and filtered.
        sheet.write(ShownText.plain(title), row: next, column: 0, .heading)
        for place in columns.indices.dropFirst() { sheet.blank(row: next, column: place, .heading) }
        next += 1
    }

    /// Adds a row.
    mutating func add(_ row: Row) throws(Problem) {
        if next == SheetWriter.rowLimit { try turn() }
        let cells = columns.map { $0.cell(row) }
        sheet.height(row: next, height(of: cells), level: groups > 0 ? 1 : 0)
        for (place, cell) in cells.enumerated() {
            let look = looks[place].plain
            switch cell {
            case .text(let text):
                let isLong = DisplayWidth.lines(text, width: columns[place].width) > 1
                sheet.write(ShownText.plain(text), row: next, column: place, isLong ? looks[place].wrapped : look)
            case .hundredths(let number): sheet.write(hundredths: number, row: next, column: place, look)
            case .whole(let number): sheet.write(number, row: next, column: place, look)
            }
        }
        next += 1
    }

    /// Continues on another sheet.
    private mutating func turn() throws(Problem) {
        finish()
        parts += 1
        let title = head.words("\(name)（\(parts)）", "\(name) \(parts)")
        sheet = try file.sheet(title)
        next = SheetFrame.headerRow + 1
        begin(title: title)
    }

    /// The height in points that the longest wrapped text needs.
    ///
    /// Not every program adjusts it when it opens a workbook.
    private func height(of cells: [SheetColumn<Row>.Cell]) -> Double {
        var lines = 1
        for (place, cell) in cells.enumerated() {
            guard case .text(let text) = cell else { continue }
            let width = columns[place].width
            // A name that fits stays on its line; of what wraps, lines are seldom filled to the end.
            if !columns[place].look.wraps, DisplayWidth.lines(text, width: width) == 1 { continue }
            lines = max(lines, DisplayWidth.lines(text, width: width - 2))
        }
        return Double(min(4 + 13 * lines, 400))
    }

    /// Adds a filter to the table, now that its end is known.
    func finish() {
        sheet.filter(headerRow: SheetFrame.headerRow, lastRow: next - 1, columns: 0...(columns.count - 1))
    }
}
