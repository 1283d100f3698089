import AssessmentKernel
import Sheets

/// What must be known of a sheet before its first row: merged ranges stand behind the cells, and exporters may write
/// cells in any order.
struct SheetLayout {
    /// A merged range, counted from 0.
    struct Merge {
        let rows: ClosedRange<Int>
        let columns: ClosedRange<Int>
    }

    private static let mostMerges = 1 << 20

    /// The merged ranges, by their first row.
    private(set) var merges: [Merge] = []
    /// Whether each row is hidden, as far as the sheet says; counted from 0.
    private(set) var hidden: [Bool] = []
    /// Whether each column has a cell; merged ranges fill no other.
    private(set) var columns: [Bool] = []
    /// The records of the cells in the order of rows and columns; nil when they lie in that order.
    private(set) var order: [Int]?

    /// Walks through the records of a sheet that begins at a place.
    init(_ stream: ExtentReader, _ place: Int) throws(WorkbookFault) {
        var records = RecordReader(stream, at: place)
        guard let first = try records.next() else { throw .cut() }
        guard first.type == RecordType.begin else { throw .broken("sheet") }
        var depth = 1
        var latest = (row: -1, column: -1)
        var isOrdered = true
        while depth > 0 {
            guard let record = try records.next() else { throw .cut(row: latest.row + 1) }
            if record.type == RecordType.begin { depth += 1 }
            if record.type == RecordType.end { depth -= 1 }
            guard depth == 1 else { continue }
            switch record.type {
            case 0x208: note(record.body)
            case 0xE5: try merge(record.body)
            case 0x2F: throw .locked
            default:
                guard CellType(record.type) != nil else { continue }
                let cell = (row: record.body.u16(0), column: record.body.u16(2))
                if cell <= latest { isOrdered = false }
                note(
                    columns: cell
                        .column...(cell.column + (CellType(record.type) == .numbers ? CellType.last(record.body) : 0)))
                latest = (
                    cell.row, CellType(record.type) == .numbers ? cell.column + CellType.last(record.body) : cell.column
                )
            }
        }
        merges.sort { $0.rows.lowerBound < $1.rows.lowerBound }
        if !isOrdered { order = try SheetLayout.sorted(stream, place) }
    }

    private mutating func note(columns range: ClosedRange<Int>) {
        guard range.upperBound < RowQueue.mostColumns else { return }
        while columns.count <= range.upperBound { columns.append(false) }
        for column in range { columns[column] = true }
    }

    private mutating func note(_ body: Bytes) {
        let row = body.u16(0)
        guard body.u16(12) & 0x20 != 0 else { return }
        while hidden.count <= row { hidden.append(false) }
        hidden[row] = true
    }

    private mutating func merge(_ body: Bytes) throws(WorkbookFault) {
        for number in 0..<min(body.u16(0), (body.count - 2) / 8) {
            let place = 2 + 8 * number
            let (top, bottom) = (body.u16(place), body.u16(place + 2))
            let (left, right) = (body.u16(place + 4), body.u16(place + 6))
            guard top <= bottom, left <= right, right < RowQueue.mostColumns else { continue }
            merges.append(Merge(rows: top...bottom, columns: left...right))
        }
        if merges.count > SheetLayout.mostMerges {
            throw .tooMuch(LocalText("合并区域过多", "too many merged ranges"))
        }
    }

    /// The places of the cells' records by row and column; of two for one cell, the later one is the last.
    private static func sorted(_ stream: ExtentReader, _ place: Int) throws(WorkbookFault) -> [Int] {
        var records = RecordReader(stream, at: place)
        var cells: [(key: UInt32, place: Int)] = []
        var depth = 0
        while let record = try records.next() {
            if record.type == RecordType.begin { depth += 1 }
            if record.type == RecordType.end { depth -= 1 }
            if depth == 0 { break }
            guard depth == 1, CellType(record.type) != nil else { continue }
            cells.append((UInt32(record.body.u16(0)) << 16 | UInt32(record.body.u16(2)), record.place))
        }
        cells.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        return cells.map(\.place)
    }
}

/// What a record says of cells.
enum CellType {
    case number, packed, numbers, text, shared, value, formula

    @inline(__always)
    init?(_ record: Int) {
        switch record {
        case 0xFD: self = .shared
        case 0x27E: self = .packed
        case 0x203: self = .number
        case 0xBD: self = .numbers
        case 0x204, 0xD6: self = .text
        case 0x205: self = .value
        case 0x06, 0x206, 0x406: self = .formula
        default: return nil
        }
    }

    /// How many columns a record of several numbers reaches to the right of its first one.
    @inline(__always)
    static func last(_ body: Bytes) -> Int { max(0, (body.count - 6) / 6 - 1) }
}
