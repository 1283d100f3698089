import AssessmentKernel
import Cells
import FileFormats

/// Reads the cell of one column of the table from a row of the file.
final class ColumnReader {
    let column: Int
    let places: [Int]
    private let preferred: [Int64]?
    private let memo: CellMemo
    private let parser: CellParser
    private var block: RowBlock

    init(_ column: ProfileLayout.Column, _ layout: ProfileLayout) {
        self.column = column.column
        places = column.places
        preferred = column.preferred
        memo = CellMemo(column.reading, layout.period)
        parser = CellParser(layout.profile.schema)
        block = RowBlock(layout.profile.schema)
    }

    /// Begins a row.
    func begin() { memo.begin() }

    /// What the row says: the cell, and the fault that makes it unreadable.
    func read(_ record: Record) -> (cell: UnsafeBufferPointer<UInt8>, fault: CellFault?) {
        if places.count == 1 { return read(record, places[0]) }
        var found: (cell: UnsafeBufferPointer<UInt8>, fault: CellFault?)?
        var rank = Int.max
        for place in places {
            let read = read(record, place)
            if read.fault != nil { return read }
            if CellText.isBlank(read.cell) { continue }
            guard let preferred else { return read }
            // What is no choice is passed on, so that it is rejected.
            guard let slot = try? parser.parse(read.cell, column: column, into: &block) else { return read }
            let own = preferred.firstIndex(of: slot) ?? preferred.count
            if own < rank { (found, rank) = (read, own) }
        }
        return found ?? (UnsafeBufferPointer(start: nil, count: 0), nil)
    }

    private func read(_ record: Record, _ place: Int) -> (cell: UnsafeBufferPointer<UInt8>, fault: CellFault?) {
        guard place < record.cells.count else { return (UnsafeBufferPointer(start: nil, count: 0), nil) }
        if !record.faults.isEmpty, let (_, fault) = record.faults.first(where: { $0.place == place }) {
            return (record.cells[place], fault)
        }
        return memo.read(record.cells[place])
    }
}
