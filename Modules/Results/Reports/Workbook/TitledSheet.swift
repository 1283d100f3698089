import AssessmentKernel
import WorkbookWriter

/// A sheet with a title, a line on the closing, and a table that grows downwards.
///
/// A table too long for a sheet goes on in another.
struct TitledSheet {
    /// A column.
    struct Column {
        /// How its cells look.
        enum Kind {
            case plain, centred, wrapped, amount
        }

        let title: String
        let width: Double
        let look: CellLook

        init(_ title: String, _ width: Double, _ kind: Kind = .plain) {
            self.title = title
            self.width = width
            look =
                switch kind {
                case .plain: .plain
                case .centred: CellLook.plain.aligned(.centre)
                case .wrapped: CellLook(wraps: true)
                case .amount: .amount
                }
        }
    }

    /// What a cell holds.
    enum Cell {
        case text(String)
        case points(Points)
        case money(Yuan)
        case whole(Int)
    }

    private static let headerRow = 2
    private let file: WorkbookFile
    private let name: String
    private let head: ReportHead
    private let columns: [Column]
    private let rowLimit: Int
    private let looks: [SheetWriter.ReadyLook]
    private var sheet: SheetWriter
    private var next = headerRow + 1
    private var parts = 1

    init(
        _ file: WorkbookFile, _ name: String, _ head: ReportHead, _ columns: [Column],
        rowLimit: Int = SheetWriter.rowLimit
    ) throws(Problem) {
        self.file = file
        self.name = name
        self.head = head
        self.columns = columns
        self.rowLimit = rowLimit
        let sheet = try file.sheet(name)
        self.sheet = sheet
        looks = columns.map { sheet.ready($0.look) }
        begin(title: name)
    }

    private func begin(title: String) {
        let last = columns.count - 1
        for (place, column) in columns.enumerated() { sheet.columns(place...place, width: column.width) }
        sheet.height(row: 0, 30)
        sheet.merge(row: 0, columns: 0...last, head.title + title, .title)
        sheet.height(row: 1, 18)
        sheet.merge(row: 1, columns: 0...last, head.basis + "　" + head.name, .subtitle)
        sheet.height(row: Self.headerRow, headerHeight)
        for (place, column) in columns.enumerated() {
            sheet.write(column.title, row: Self.headerRow, column: place, .header)
        }
        sheet.freeze(rows: Self.headerRow + 1)
        sheet.hideGridlines()
        sheet.print(
            isLandscape: true, headerRows: Self.headerRow...Self.headerRow, foot: "\(head.title)　\(head.name)")
    }

    /// The height that the longest header needs.
    private var headerHeight: Double {
        let lines = columns.map { column in
            column.title.split(separator: "\n").reduce(0) { lines, line in
                lines + TitledSheet.lines(String(line), width: column.width - 1)
            }
        }
        return Double(8 + 14 * (lines.max() ?? 1))
    }

    /// How many lines a text takes in a column of a width.
    private static func lines(_ text: String, width: Double) -> Int {
        let width = max(1, Int(width))
        return (DisplayWidth.of(text) + width - 1) / width
    }

    /// Adds a row.
    mutating func add(_ cells: [Cell]) throws(Problem) {
        if next == rowLimit {
            finish()
            parts += 1
            sheet = try file.sheet("\(name)（\(parts)）")
            next = Self.headerRow + 1
            begin(title: "\(name)（\(parts)）")
        }
        sheet.height(row: next, height(of: cells))
        for (place, cell) in cells.enumerated() {
            let look = looks[place]
            switch cell {
            case .text(let text): sheet.write(ShownText.plain(text), row: next, column: place, look)
            case .points(let points): sheet.write(hundredths: points.hundredths, row: next, column: place, look)
            case .money(let amount): sheet.write(hundredths: amount.fen, row: next, column: place, look)
            case .whole(let number): sheet.write(number, row: next, column: place, look)
            }
        }
        next += 1
    }

    /// The height in points that the longest of the wrapped texts needs.
    ///
    /// Not every program finds it out by itself when it opens a workbook.
    private func height(of cells: [Cell]) -> Double {
        var lines = 1
        for (place, cell) in cells.enumerated() where columns[place].look.wraps {
            guard case .text(let text) = cell else { continue }
            lines = max(lines, TitledSheet.lines(text, width: columns[place].width - 2))
        }
        return Double(min(4 + 13 * lines, 400))
    }

    /// Lets the table be filtered, now that its end is known.
    func finish() {
        sheet.filter(headerRow: Self.headerRow, lastRow: next - 1, columns: 0...(columns.count - 1))
    }
}

extension CellLook {
    /// A sheet's title.
    static let title = CellLook(font: "黑体", size: 16, alignment: .centre, hasBorder: false)
    /// The line below the title.
    static let subtitle = CellLook(size: 9, colour: 0x595959, alignment: .centre, hasBorder: false)
}
