import AssessmentKernel
import CSV
import Ledger
import RecordStore

/// Records as the CSV lines of a bundle: the canonical text of each cell, then the import and the row.
///
/// Made for millions of rows: texts are copied as bytes, dates and decimals written digit by digit.
struct EvidenceLines {
    private(set) var bytes: [UInt8] = []

    /// The header of a table's file.
    static func header(_ schema: TableSchema) -> [UInt8] {
        Array((schema.columns.map(\.key) + ["import", "row"]).joined(separator: ",").utf8) + [0x0A]
    }

    init(_ rows: DeliveredRows) {
        let schema = rows.block.schema
        let choices: [[[UInt8]]] = schema.columns.map { column in
            guard case .choice(let options) = column.kind else { return [] }
            return options.map { Array($0.key.utf8) }
        }
        bytes.reserveCapacity(rows.block.bytes.count + rows.block.count * schema.columns.count * 12)
        for row in 0..<rows.block.count {
            for (column, shape) in schema.columns.enumerated() {
                let slot = rows.block.slot(row, column)
                if slot != RowBlock.empty {
                    switch shape.kind {
                    case .code, .text: text(rows.block.bytes, RowBlock.textRange(slot))
                    case .date: date(CivilDate(dayNumber: Int32(truncatingIfNeeded: slot)))
                    case .dateTime: moment(slot)
                    case .number, .percent: hundredths(slot)
                    case .whole: number(slot)
                    case .yesNo: bytes.append(contentsOf: slot == 1 ? [0x79, 0x65, 0x73] : [0x6E, 0x6F])
                    case .choice:
                        if choices[column].indices.contains(Int(slot)) {
                            bytes.append(contentsOf: choices[column][Int(slot)])
                        }
                    }
                }
                bytes.append(0x2C)
            }
            number(rows.origins[row].importID)
            bytes.append(0x2C)
            number(Int64(rows.origins[row].row))
            bytes.append(0x0A)
        }
    }

    private mutating func text(_ source: [UInt8], _ range: Range<Int>) {
        source.withUnsafeBufferPointer { CSVWriter.append(UnsafeBufferPointer(rebasing: $0[range]), to: &bytes) }
    }

    private mutating func date(_ date: CivilDate) {
        let (year, month, day) = date.parts
        digits(Int64(year), 4)
        bytes.append(0x2D)
        digits(Int64(month), 2)
        bytes.append(0x2D)
        digits(Int64(day), 2)
    }

    private mutating func moment(_ seconds: Int64) {
        let moment = CivilDateTime(seconds: seconds)
        date(moment.date)
        bytes.append(0x20)
        let second = Int64(moment.secondOfDay)
        digits(second / 3600, 2)
        bytes.append(0x3A)
        digits(second / 60 % 60, 2)
        bytes.append(0x3A)
        digits(second % 60, 2)
    }

    private mutating func hundredths(_ value: Int64) {
        number(value / 100)
        let rest = value % 100
        if rest == 0 { return }
        bytes.append(0x2E)
        if rest % 10 == 0 { digits(rest / 10, 1) } else { digits(rest, 2) }
    }

    private mutating func number(_ value: Int64) {
        if value < 10 {
            digits(value, 1)
        } else {
            number(value / 10)
            digits(value % 10, 1)
        }
    }

    private mutating func digits(_ value: Int64, _ count: Int) {
        var divisor: Int64 = 1
        for _ in 1..<count { divisor *= 10 }
        var rest = value
        while divisor > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + rest / divisor % 10))
            rest %= divisor
            divisor /= 10
        }
    }
}
