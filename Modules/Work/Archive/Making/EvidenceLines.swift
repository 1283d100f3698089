import AssessmentKernel
import CSV
import Ledger
import RecordStore

/// Records as the CSV lines of a bundle: the canonical text of each cell, then the import and the row.
///
/// Made for millions of rows: cells are appended as bytes.
struct EvidenceLines {
    private(set) var bytes: [UInt8] = []

    /// The header of a table's file.
    static func header(_ schema: TableSchema) -> [UInt8] {
        Array((schema.columns.map(\.key) + ["import", "row"]).joined(separator: ",").utf8) + [0x0A]
    }

    init(_ rows: DeliveredRows) {
        let (block, schema) = (rows.block, rows.block.schema)
        let (forms, holdsText) = (schema.forms, schema.holdsText)
        bytes.reserveCapacity(block.bytes.count + block.count * forms.count * 12)
        block.bytes.withUnsafeBufferPointer { texts in
            for row in 0..<block.count {
                for column in forms.indices {
                    let slot = block.slot(row, column)
                    if slot != RowBlock.empty {
                        if holdsText[column] {
                            // Only texts can contain characters that need quoting.
                            CSVWriter.append(UnsafeBufferPointer(rebasing: texts[RowBlock.textRange(slot)]), to: &bytes)
                        } else {
                            forms[column].print(slot, block.bytes, to: &bytes)
                        }
                    }
                    bytes.append(0x2C)
                }
                bytes.append(digitsOf: UInt64(clamping: rows.origins[row].importID))
                bytes.append(0x2C)
                bytes.append(digitsOf: UInt64(clamping: rows.origins[row].row))
                bytes.append(0x0A)
            }
        }
    }
}
