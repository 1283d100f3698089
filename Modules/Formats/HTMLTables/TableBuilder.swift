import AssessmentKernel
import Foundation
import Sheets

/// Makes rows of the tables of a page, one below the other, as spreadsheet programs open it.
///
/// A table within a cell of another one is set apart: its rows come before the row that it lies in.
final class TableBuilder: PageHandler {
    private static let deepest = 64
    private static let mostRowBytes = 64 << 20

    /// A cell of the current row.
    private struct Cell {
        var column: Int
        var columns: Int
        var rows: Int
        var text: Range<Int>
        var kind = SheetCell.Kind.text
        var style = -1
    }

    /// A cell that reaches into the rows below.
    private struct Reaching {
        var column: Int
        var columns: Int
        var rows: Int
        var text: [UInt8]
        var kind: SheetCell.Kind
        var style: Int
    }

    /// A table that has begun.
    private struct Table {
        var text = TableText()
        var cells: [Cell] = []
        var reaching: [Reaching] = []
        var isInRow = false
        var isInCell = false
        var isHidden = false
        /// Whether it lies in a part of the page that is not shown.
        var isAllHidden = false
        var hasInner = false
        var column = 0
        var columns = 1
        var rows = 1
        var number: String?
        var code: String?
    }

    let queue = RowQueue()
    /// The page's title.
    private(set) var title = ""
    /// The name that the page gives its sheet.
    private(set) var sheetNames: [String] = []
    /// Whether the page asks for a password.
    private(set) var asksPassword = false
    /// Whether it has a table, and the most filled cells of one row.
    private(set) var hasTable = false
    private(set) var widest = 0
    /// The first words outside of tables.
    private(set) var words = TableText()
    /// Whether a table has not ended, nor the page.
    var isCut: Bool { !tables.isEmpty && isExplicit && !isEnded }

    private let source: PageText
    /// Whether each column has a cell of its own in any row; nil while that is being found out.
    private let columns: [Bool]?
    private var tables: [Table] = []
    private var isExplicit = false
    private var isEnded = false
    private var row = 0
    private var sheet = StyleSheet()
    private var registered: [String: Int] = [:]
    /// The element that hides what is in it, and how often its name is open within.
    private var hiding: (name: String, depth: Int)?
    private var skipped = 0

    init(_ source: PageText, columns: [Bool]?) {
        self.source = source
        self.columns = columns
    }

    /// Whether a column is filled by cells that reach into it.
    private func fills(_ column: Int) -> Bool { columns.map { column < $0.count && $0[column] } ?? false }

    // MARK: Pieces

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFault) {
        guard hiding == nil, skipped == 0 else { return }
        guard let last = tables.indices.last, tables[last].isInCell else {
            if words.count < 400, tables.isEmpty { words.append(bytes) }
            return
        }
        tables[last].text.append(bytes)
        if tables[last].text.count > TableBuilder.mostRowBytes {
            throw .tooMuch(LocalText("一行的文字过长", "the texts of a row are too long"), row: row + 1)
        }
    }

    func character(_ scalar: UInt32) throws(WorkbookFault) {
        guard hiding == nil, skipped == 0, let last = tables.indices.last, tables[last].isInCell else { return }
        tables[last].text.append(scalar: scalar)
    }

    func aside(_ name: String, _ bytes: UnsafeBufferPointer<UInt8>) {
        if name == "style" { return sheet.read(String(decoding: bytes, as: UTF8.self)) }
        if name == "title" {
            title = String(decoding: bytes.prefix(200), as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
        }
        guard name == "!--" else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("<x:Name>") { names(text) }
        if text.contains("mso-number-format") { sheet.read(text) }
    }

    /// The names of sheets in what a page says to Excel.
    private func names(_ text: String) {
        for part in text.split(separator: "<x:ExcelWorksheet>").dropFirst() {
            guard let start = part.range(of: "<x:Name>"), let end = part.range(of: "</x:Name>"),
                sheetNames.count < 1_024,
                start.upperBound <= end.lowerBound
            else { continue }
            var name = String(part[start.upperBound..<end.lowerBound].prefix(200))
            name = name.withUTF8 { Entities.decoded($0) }
            sheetNames.append(name)
        }
    }

    // MARK: Tags

    func tag(_ tag: Tag) throws(WorkbookFault) {
        if hides(tag) { return }
        switch tag.name {
        case "table": tag.isEnd ? try endTable() : try beginTable(tag)
        case "tr": tag.isEnd ? try endRow() : try beginRow(tag)
        case "td", "th": tag.isEnd ? endCell() : try beginCell(tag)
        case "thead", "tbody", "tfoot":
            try endRow()
            if let last = tables.indices.last { tables[last].reaching = [] }
        case "br": if let last = openCell { tables[last].text.breakLine() }
        case "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "ul", "ol":
            if let last = openCell { tables[last].text.beginLine() } else { words.beginLine() }
        case "pre": if let last = openCell { tables[last].text.preformatted = tag.isEnd ? 0 : 1 }
        case "select": skipped = tag.isEnd ? max(0, skipped - 1) : skipped + 1
        case "input": if tag.attributes["type"]?.lowercased() == "password" { asksPassword = true }
        case "body", "html": if tag.isEnd { isEnded = true }
        default: break
        }
    }

    private var openCell: Int? {
        guard let last = tables.indices.last, tables[last].isInCell else { return nil }
        return last
    }

    /// Whether a tag lies in, or begins, an element that is not shown; tables and their parts are read all the same.
    private func hides(_ tag: Tag) -> Bool {
        if var hiding {
            if ["table", "tr", "td", "th"].contains(tag.name) {
                self.hiding = nil
                return false
            }
            if tag.name == hiding.name { hiding.depth += tag.isEnd ? -1 : 1 }
            self.hiding = hiding.depth == 0 ? nil : hiding
            return true
        }
        guard !tag.isEnd, openCell != nil,
            ["span", "font", "label", "a", "b", "i", "p", "div", "em"].contains(tag.name),
            StyleSheet.hides(tag.attributes)
        else { return false }
        hiding = (tag.name, 1)
        return true
    }

    private func beginTable(_ tag: Tag) throws(WorkbookFault) {
        hasTable = true
        isExplicit = true
        // Deeper ones are read as parts of the one that they lie in.
        guard tables.count < TableBuilder.deepest else { return }
        if let last = tables.indices.last { tables[last].hasInner = true }
        var table = Table()
        table.isAllHidden =
            tables.last?.isAllHidden ?? false || tables.last?.isHidden ?? false
            || StyleSheet.hides(tag.attributes)
        tables.append(table)
    }

    private func endTable() throws(WorkbookFault) {
        try endRow()
        _ = tables.popLast()
        skipped = 0
    }

    private func beginRow(_ tag: Tag) throws(WorkbookFault) {
        try endRow()
        if tables.isEmpty {
            // Fragments have rows without a table.
            tables.append(Table())
            hasTable = true
            isExplicit = false
        }
        let last = tables.count - 1
        tables[last].isInRow = true
        tables[last].hasInner = false
        tables[last].isHidden = tables[last].isAllHidden || StyleSheet.hides(tag.attributes)
        tables[last].column = 0
        tables[last].cells = []
        tables[last].text.clear()
        skipped = 0
    }

    private func beginCell(_ tag: Tag) throws(WorkbookFault) {
        guard !tables.isEmpty else { return }
        endCell()
        let last = tables.count - 1
        if !tables[last].isInRow {
            tables[last].isInRow = true
            tables[last].column = 0
            tables[last].cells = []
            tables[last].text.clear()
        }
        let attributes = tag.attributes
        func count(_ name: String, _ most: Int, zero: Int) -> Int {
            guard let text = attributes[name] else { return 1 }
            let digits = text.drop { $0 == " " }.prefix { $0 >= "0" && $0 <= "9" }
            guard !digits.isEmpty else { return 1 }
            guard let number = Int(digits) else { return most }
            return number == 0 ? zero : min(number, most)
        }
        // The limits are those of browsers.
        tables[last].columns = count("colspan", 1_000, zero: 1)
        tables[last].rows = count("rowspan", 65_534, zero: 65_534)
        tables[last].isInCell = true
        tables[last].number = attributes["x:num"].flatMap { $0.isEmpty ? nil : $0 }
        tables[last].code = tables[last].number == nil ? nil : sheet.code(attributes)
        tables[last].text.begin()
        skipped = 0
    }

    private func endCell() {
        guard let last = openCell else { return }
        tables[last].isInCell = false
        hiding = nil
        skipped = 0
        let text = tables[last].text.end()
        var column = tables[last].column
        for reaching in tables[last].reaching where reaching.column <= column {
            column = max(column, reaching.column + reaching.columns)
        }
        guard column < RowQueue.mostColumns else { return }
        let columns = min(tables[last].columns, RowQueue.mostColumns - column)
        tables[last].column = column + columns
        var cell = Cell(column: column, columns: columns, rows: tables[last].rows, text: text)
        if let number = tables[last].number, let code = tables[last].code {
            let shown = tables[last].text[text]
            if StyleSheet.isDate(code) || (!shown.isEmpty && shown.allSatisfy { $0 == 0x23 }), Double(number) != nil {
                tables[last].text.begin()
                var number = number
                number.withUTF8 { tables[last].text.append($0) }
                cell.text = tables[last].text.end()
                cell.kind = .number
                cell.style = style(code)
            }
        }
        tables[last].cells.append(cell)
    }

    private func style(_ code: String) -> Int {
        if let known = registered[code] { return known }
        let number = queue.register(NumberFormat(code: code))
        registered[code] = number
        return number
    }

    private func endRow() throws(WorkbookFault) {
        endCell()
        guard let last = tables.indices.last, tables[last].isInRow else { return }
        tables[last].isInRow = false
        let cells = tables[last].cells
        let text = tables[last].text
        let filled = cells.filter { !$0.text.isEmpty }.count
        widest = max(widest, filled)
        // What only holds other tables is no row of its own.
        if tables[last].hasInner, filled == 0 { return }
        row += 1
        var reaching = tables[last].reaching[...]
        var next: [Reaching] = []
        /// The first column that no cell of the row covers: a wide one may lie over one that reaches down.
        var free = 0
        func putAgain(_ reaching: Reaching) throws(WorkbookFault) {
            let end = reaching.column + reaching.columns
            let columns = min(max(reaching.column, free), end)..<end
            free = max(free, end)
            if filled > 0, !reaching.text.isEmpty {
                try queue.countFilled(reaching.columns, row: row)
                for column in columns where fills(column) {
                    reaching.text.withUnsafeBufferPointer { queue.append($0) }
                    queue.add(column: column, reaching.kind, style: reaching.style)
                }
            }
            if reaching.rows > 1 {
                var below = reaching
                below.rows -= 1
                next.append(below)
            }
        }
        for cell in cells {
            while let first = reaching.first, first.column < cell.column {
                try putAgain(first)
                reaching.removeFirst()
            }
            if !cell.text.isEmpty { try put(cell, text) }
            free = cell.column + cell.columns
            if cell.rows > 1, !tables[last].hasInner {
                next.append(
                    Reaching(
                        column: cell.column, columns: cell.columns, rows: cell.rows - 1, text: Array(text[cell.text]),
                        kind: cell.kind, style: cell.style))
            }
        }
        for rest in reaching { try putAgain(rest) }
        tables[last].reaching = next
        guard filled > 0 else { return queue.dropRow() }
        guard row <= RowQueue.mostRows else { throw .tooMuch(LocalText("行数过多", "too many rows"), row: row) }
        try queue.end(row: row, isHidden: tables[last].isHidden)
    }

    private func put(_ cell: Cell, _ text: TableText) throws(WorkbookFault) {
        if cell.columns > 1 { try queue.countFilled(cell.columns - 1, row: row) }
        let bytes = text[cell.text]
        if source.isDamaged, TableBuilder.isDamaged(bytes) {
            throw WorkbookFault(
                "encoding", LocalText("网页中有损坏的文字", "the page has damaged text"),
                next: LocalText("请从平台重新导出", "export it again from the platform"), row: row)
        }
        for column in cell.column..<(cell.column + cell.columns) where column == cell.column || fills(column) {
            queue.append(bytes)
            queue.add(column: column, cell.kind, style: cell.style)
        }
        if queue.isTooLong { throw .tooMuch(LocalText("一行的文字过长", "the texts of a row are too long"), row: row) }
    }

    /// Whether a text has the mark of a byte that no encoding knows.
    private static func isDamaged(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.contains { $0.value == 0xFFFD }
    }

    /// Ends what the page did not end.
    func finish() throws(WorkbookFault) { while !tables.isEmpty { try endTable() } }
}
