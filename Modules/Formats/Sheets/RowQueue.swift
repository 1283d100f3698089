import AssessmentKernel
import Foundation

/// Rows between a format's parser, which writes them, and its reader, which hands them out: merged ranges are filled on
/// the way, and everything is counted against limits.
///
/// ```swift
/// queue.append(piece)
/// queue.add(column: 0, .text)
/// queue.spread(columns: 1, rows: 3)
/// try queue.end(row: 7)
/// while let row = queue.next() { … }
/// ```
/// A row without a value of its own is dropped: one that lies in merged ranges alone repeats what is above it. So is what a
/// merged range would put into a column that has no cell of its own in any row, where ``fillable`` says which have.
package final class RowQueue {
    /// The last row of a spreadsheet.
    package static let mostRows = 1 << 20
    /// The number of columns of a spreadsheet.
    package static let mostColumns = 1 << 14
    /// The text of a row in bytes.
    private static let mostRowBytes = 64 << 20
    /// The text of a sheet in bytes: a long text that a million cells share would fill any disk.
    private static let mostBytes = 2 << 30
    /// How often a row with content may be repeated: rows are records, and more that are wholly alike are none.
    private static let mostTimes = 1 << 16
    /// The cells of a sheet that are there only because another one is repeated or merged.
    private static let mostFilled = 64 << 20

    private struct Stored {
        var column: Int
        var kind: SheetCell.Kind
        /// The number of its format.
        var style: Int
        /// A text that stays where it is; nil for one in `bytes`.
        var pinned: UnsafeBufferPointer<UInt8>?
        var start: Int
        var count: Int
    }

    /// A merged range that reaches below the row in which it begins.
    private struct Span {
        var columns: ClosedRange<Int>
        var last: Int
        var cell: Stored
        var text: [UInt8]
    }

    /// Whether each column has had a cell of its own so far; columns behind the last one have had none.
    package private(set) var ownColumns: [Bool] = []
    /// Whether merged ranges fill each column; nil to fill all.
    package var fillable: [Bool]?
    /// How many of the rows handed out so far are hidden.
    package private(set) var hiddenRows = 0

    private let bytes = ByteBuffer(capacity: 1 << 16)
    private var cells: [Stored] = []
    private var rows: [(number: Int, end: Int, times: Int, isHidden: Bool)] = []
    private var rowStart = 0
    private var rowTextStart = 0
    private var textStart = 0
    private var hasOwn = false
    private var spans: [Span] = []
    /// Ranges that begin in the current row: the place of their cell, and how far they reach.
    private var spreads: [(place: Int, columns: Int, rows: Int)] = []
    private var place = 0
    private var cellStart = 0
    private var room: UnsafeMutablePointer<SheetCell>
    private var roomCount = 64
    private var totalBytes = 0
    private var filled = 0
    private var last = 0

    /// The formats that cells may have; any other number means a plain one.
    private var formats: [NumberFormat]
    /// The formats as cells bear them; ``formats`` keeps them alive.
    private var looks: [SheetCell.Look]
    private let plain = SheetCell.Look(.general)
    private static let mostFormats = 10_000

    /// Makes an empty queue for cells of the given formats.
    package init(formats: [NumberFormat] = []) {
        self.formats = formats
        looks = formats.map { SheetCell.Look($0) }
        room = .allocate(capacity: roomCount)
    }

    deinit { room.deallocate() }

    // MARK: Writing

    /// Adds a format that cells may have, and gives its number; −1, a plain one, when there are too many.
    package func register(_ format: NumberFormat) -> Int {
        guard formats.count < RowQueue.mostFormats else { return -1 }
        formats.append(format)
        looks.append(SheetCell.Look(format))
        return formats.count - 1
    }

    /// The length of the text written for the next cell.
    package var textCount: Int { bytes.count - textStart }

    /// The text written for the next cell.
    package var text: UnsafeBufferPointer<UInt8> { bytes[textStart..<bytes.count] }

    /// Adds to the text of the next cell.
    @inline(__always)
    package func append(_ piece: UnsafeBufferPointer<UInt8>) { bytes.append(piece) }

    /// Adds to the text of the next cell.
    @inline(__always)
    package func append(_ byte: UInt8) { bytes.append(byte) }

    /// Adds to the text of the next cell by a body that appends to a buffer.
    package func append(with body: (ByteBuffer) throws(WorkbookFault) -> Void) throws(WorkbookFault) { try body(bytes) }

    /// Forgets the text of the next cell.
    package func dropText() { bytes.cut(to: textStart) }

    /// Cuts the text of the next cell to a length.
    package func cutText(to count: Int) { bytes.cut(to: textStart + max(0, count)) }

    /// Whether the current row is too long already.
    package var isTooLong: Bool { bytes.count - rowTextStart > RowQueue.mostRowBytes }

    /// Adds a cell with the text written for it; columns ascend.
    @inline(__always)
    package func add(column: Int, _ kind: SheetCell.Kind, style: Int = -1) {
        cells.append(
            Stored(
                column: column, kind: kind, style: style, pinned: nil, start: textStart,
                count: bytes.count - textStart))
        textStart = bytes.count
    }

    /// Adds a text that stays where it is as long as the queue is used.
    @inline(__always)
    package func add(column: Int, pinned text: UnsafeBufferPointer<UInt8>, style: Int = -1) {
        cells.append(
            Stored(column: column, kind: .text, style: style, pinned: text, start: textStart, count: text.count))
    }

    /// Takes back the cell that was added last.
    package func dropLast() {
        guard cells.count > rowStart, let cell = cells.popLast() else { return }
        if cell.pinned == nil { bytes.cut(to: cell.start) }
        textStart = bytes.count
    }

    /// Merges the cell that was added last with those to its right and below; counts include its own.
    package func spread(columns: Int, rows: Int) {
        guard columns > 1 || rows > 1, cells.count > rowStart else { return }
        spreads.append((cells.count - 1, max(1, columns), max(1, rows)))
    }

    /// Merges the cell at a column of the current row, if there is one, with those to its right and below.
    package func spread(from column: Int, columns: Int, rows: Int) {
        guard columns > 1 || rows > 1 else { return }
        var low = rowStart
        var high = cells.count
        while low < high {
            let middle = (low + high) / 2
            if cells[middle].column < column { low = middle + 1 } else { high = middle }
        }
        guard low < cells.count, cells[low].column == column else { return }
        spreads.append((low, max(1, columns), max(1, rows)))
    }

    /// Drops the cells of the current row.
    package func dropRow() {
        cells.removeSubrange(rowStart...)
        bytes.cut(to: rowTextStart)
        textStart = rowTextStart
        spreads.removeAll(keepingCapacity: true)
    }

    /// Ends the current row.
    ///
    /// - Parameters:
    ///   - number: its number, counted from 1; numbers ascend.
    ///   - times: how many rows are like it.
    package func end(row number: Int, times: Int = 1, isHidden: Bool = false) throws(WorkbookFault) {
        dropText()
        guard number > last, number <= RowQueue.mostRows else { throw .badReference(String(number), row: nil) }
        if isTooLong {
            throw .tooMuch(LocalText("一行的文字过长", "the texts of a row are too long"), row: number)
        }
        for cell in cells[rowStart...] { note(column: cell.column) }
        let times = min(max(1, times), RowQueue.mostRows - number + 1)
        last = number + times - 1
        if !spans.isEmpty || !spreads.isEmpty { try fill(number) } else { hasOwn = cells.count > rowStart }
        guard hasOwn else { return dropRow() }
        let count = cells.count - rowStart
        if times > RowQueue.mostTimes { throw .repeated(row: number, times) }
        if times > 1 { try countFilled(count * (times - 1), row: number) }
        var size = bytes.count - rowTextStart
        for cell in cells[rowStart...] { if let pinned = cell.pinned { size += pinned.count } }
        totalBytes += size * times
        if totalBytes > RowQueue.mostBytes {
            throw .tooMuch(LocalText("工作表的文字过多", "the texts of a sheet"), row: number)
        }
        rows.append((number, cells.count, times, isHidden))
        rowStart = cells.count
        rowTextStart = bytes.count
        textStart = bytes.count
        hasOwn = false
    }

    @inline(__always)
    private func note(column: Int) {
        if column < ownColumns.count { return ownColumns[column] = true }
        while ownColumns.count < column { ownColumns.append(false) }
        ownColumns.append(true)
    }

    /// Counts cells that are there only because another one is repeated or merged.
    package func countFilled(_ count: Int, row: Int) throws(WorkbookFault) {
        filled += count
        if filled > RowQueue.mostFilled {
            throw .tooMuch(LocalText("合并或重复的单元格过多", "too many merged or repeated cells"), row: row)
        }
    }

    /// Puts the values of merged ranges into the current row.
    private func fill(_ row: Int) throws(WorkbookFault) {
        spans.removeAll { $0.last < row }
        let own = Array(cells[rowStart...])
        var begun: [Int: (columns: Int, rows: Int)] = [:]
        for spread in spreads { begun[spread.place - rowStart] = (spread.columns, spread.rows) }
        spreads.removeAll(keepingCapacity: true)
        cells.removeSubrange(rowStart...)
        hasOwn = false
        var covering = spans[...]
        var below: [Span] = []
        /// The first column that is not settled yet.
        var next = 0
        func cover(until column: Int) throws(WorkbookFault) {
            while let span = covering.first, span.columns.lowerBound <= column {
                covering.removeFirst()
                let columns = max(next, span.columns.lowerBound)...max(next, span.columns.upperBound)
                guard span.columns.upperBound >= next else { continue }
                let start = bytes.count
                span.text.withUnsafeBufferPointer { bytes.append($0) }
                try repeated(span.cell, columns, start: start, row)
                next = span.columns.upperBound + 1
            }
        }
        for (place, cell) in own.enumerated() {
            try cover(until: cell.column)
            guard cell.column >= next else { continue }
            cells.append(cell)
            hasOwn = true
            next = cell.column + 1
            guard let (columns, rows) = begun[place] else { continue }
            let lastColumn = min(cell.column + columns - 1, RowQueue.mostColumns - 1)
            if lastColumn > cell.column {
                try repeated(cell, (cell.column + 1)...lastColumn, start: cell.start, row)
                next = lastColumn + 1
            }
            if rows > 1 {
                let text = cell.pinned.map { Array($0) } ?? Array(bytes[cell.start..<(cell.start + cell.count)])
                below.append(
                    Span(
                        columns: cell.column...lastColumn, last: row + min(rows, RowQueue.mostRows) - 1, cell: cell,
                        text: text))
            }
        }
        try cover(until: RowQueue.mostColumns)
        if !below.isEmpty {
            // Both are in the order of columns already.
            spans = (spans + below).sorted { $0.columns.lowerBound < $1.columns.lowerBound }
        }
        textStart = bytes.count
    }

    private func repeated(
        _ cell: Stored, _ columns: ClosedRange<Int>, start: Int, _ row: Int
    ) throws(WorkbookFault) {
        let last = min(columns.upperBound, (fillable?.count ?? RowQueue.mostColumns) - 1)
        guard columns.lowerBound <= last else { return }
        let columns = columns.lowerBound...last
        try countFilled(columns.count, row: row)
        var cell = cell
        if cell.pinned == nil || start != cell.start {
            cell.pinned = nil
            cell.start = start
        }
        for column in columns where fillable?[column] ?? true {
            cell.column = column
            cells.append(cell)
        }
    }

    // MARK: Reading

    /// Whether all complete rows were handed out.
    package var isEmpty: Bool { place == rows.count }

    /// The next complete row, valid until the next call; nil when there is none yet.
    package func next() -> SheetRow? {
        guard place < rows.count else {
            forget()
            return nil
        }
        let (number, end, times, isHidden) = rows[place]
        let count = end - cellStart
        if count > roomCount {
            room.deallocate()
            roomCount = max(count, roomCount * 2)
            room = .allocate(capacity: roomCount)
        }
        for index in 0..<count {
            let stored = cells[cellStart + index]
            let text = stored.pinned ?? bytes[stored.start..<(stored.start + stored.count)]
            let look = stored.style >= 0 && stored.style < looks.count ? looks[stored.style] : plain
            (room + index).initialize(
                to: SheetCell(column: stored.column, kind: stored.kind, look: look, text: text))
        }
        if times > 1 {
            rows[place].number += 1
            rows[place].times -= 1
        } else {
            cellStart = end
            place += 1
        }
        if isHidden { hiddenRows += 1 }
        return SheetRow(number: number, cells: UnsafeBufferPointer(start: room, count: count))
    }

    /// Drops the rows that were handed out, and keeps what was written of the current one.
    private func forget() {
        guard place > 0 else { return }
        rows.removeAll(keepingCapacity: true)
        place = 0
        cells.removeFirst(cellStart)
        for index in spreads.indices { spreads[index].place -= cellStart }
        cellStart = 0
        rowStart = 0
        bytes.dropFirst(rowTextStart)
        for index in cells.indices { cells[index].start -= rowTextStart }
        textStart -= rowTextStart
        rowTextStart = 0
    }
}
