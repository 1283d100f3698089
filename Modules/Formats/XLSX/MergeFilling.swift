import AssessmentKernel
import Sheets

/// Gives each cell of a merged range the value of its first one.
///
/// Time and memory are bounded: the ranges of a row do not overlap, no column is filled that has no cell of its own in any
/// row, and the cells that are filled are counted.
final class MergeFilling {
    /// A range that the current row may touch.
    private struct Active {
        let lastRow: Int
        let columns: ClosedRange<Int>
        let kind: SheetCell.Kind
        let look: SheetCell.Look
        /// Its text among ``texts``.
        let text: Int
    }

    /// The most bytes of texts that are held for the rows to come.
    private static let mostBytes = 64 << 20
    /// The most cells filled for each cell of its own, beyond the first million.
    private static let mostForEach = 100

    private let ranges: [MergedRange]
    private var next = 0
    /// The ranges in reach, from left to right.
    private var active: [Active] = []
    private var texts: [UnsafeMutableBufferPointer<UInt8>?] = []
    private var freeTexts: [Int] = []
    private var heldBytes = 0
    /// Whether a column has a cell of its own.
    private let hasOwn: [Bool]
    private var cells: [SheetCell] = []
    private var budget = 1 << 20

    /// - Parameter columns: whether each column has a cell of its own; not asked without a range.
    init(_ ranges: [MergedRange], into columns: [Bool]) {
        self.ranges = ranges
        hasOwn = columns
    }

    deinit { for text in texts { text?.deallocate() } }

    /// The cells of a row with those of its merged ranges; valid until the next call.
    func fill(
        _ own: UnsafeBufferPointer<SheetCell>, row: Int
    ) throws(WorkbookFault) -> UnsafeBufferPointer<SheetCell> {
        if next == ranges.count, active.isEmpty { return own }
        drop(before: row)
        try begin(row, own)
        if active.isEmpty { return own }
        budget += MergeFilling.mostForEach * own.count - active.count
        cells.removeAll(keepingCapacity: true)
        var place = 0
        for range in active {
            while place < own.count, own[place].column < range.columns.lowerBound { add(own[place], &place) }
            while place < own.count, own[place].column <= range.columns.upperBound { place += 1 }
            let text = UnsafeBufferPointer(texts[range.text] ?? UnsafeMutableBufferPointer(start: nil, count: 0))
            for column in range.columns where hasOwn[column] {
                cells.append(SheetCell(column: column, kind: range.kind, look: range.look, text: text))
                budget -= 1 + text.count >> 10
            }
        }
        while place < own.count { add(own[place], &place) }
        if budget < 0 { throw .tooMuch(LocalText("合并单元格过大", "its merged ranges"), row: row) }
        return cells.withUnsafeBufferPointer { $0 }
    }

    private func add(_ cell: SheetCell, _ place: inout Int) {
        cells.append(cell)
        place += 1
    }

    /// Takes up the ranges that begin in a row, unless their first cell is blank or another range is in their place.
    private func begin(_ row: Int, _ own: UnsafeBufferPointer<SheetCell>) throws(WorkbookFault) {
        var all: [Active] = []
        var older = active[...]
        var place = 0
        while next < ranges.count, ranges[next].rows.lowerBound <= row {
            let range = ranges[next]
            next += 1
            // The ranges of a row come from left to right, as its cells do.
            while place < own.count, own[place].column < range.columns.lowerBound { place += 1 }
            guard range.rows.lowerBound == row, place < own.count, own[place].column == range.columns.lowerBound,
                !own[place].text.isEmpty || own[place].kind == .uncalculated
            else { continue }
            while let first = older.first, first.columns.lowerBound < range.columns.lowerBound {
                all.append(first)
                older.removeFirst()
            }
            if let last = all.last, last.columns.upperBound >= range.columns.lowerBound { continue }
            if let first = older.first, first.columns.lowerBound <= range.columns.upperBound { continue }
            let cell = own[place]
            all.append(
                Active(
                    lastRow: range.rows.upperBound, columns: range.columns, kind: cell.kind, look: cell.look,
                    text: try keep(cell.text)))
        }
        if !all.isEmpty { active = all + older }
    }

    /// Copies a text for the rows to come.
    private func keep(_ text: UnsafeBufferPointer<UInt8>) throws(WorkbookFault) -> Int {
        heldBytes += text.count
        if heldBytes > MergeFilling.mostBytes {
            throw .tooMuch(LocalText("合并单元格的文字过多", "the texts of its merged ranges"))
        }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
        _ = copy.initialize(from: text)
        let number = freeTexts.popLast() ?? texts.count
        if number == texts.count { texts.append(copy) } else { texts[number] = copy }
        return number
    }

    /// Drops the ranges that ended above a row.
    private func drop(before row: Int) {
        for range in active where range.lastRow < row {
            heldBytes -= texts[range.text]?.count ?? 0
            texts[range.text]?.deallocate()
            texts[range.text] = nil
            freeTexts.append(range.text)
        }
        active.removeAll { $0.lastRow < row }
    }
}
