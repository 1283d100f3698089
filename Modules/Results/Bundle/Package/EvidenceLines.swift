package import AssessmentKernel
import CSV

/// Records as the CSV lines of a bundle: the canonical text of each cell, then the import and the row.
///
/// Made for millions of rows: cells are appended as bytes.
package struct EvidenceLines {
    /// The lines.
    package private(set) var bytes: [UInt8] = []

    /// The header of a table's file.
    package static func header(_ schema: TableSchema) -> [UInt8] {
        Array((schema.columns.map(\.key) + ["import", "row"]).joined(separator: ",").utf8) + [0x0A]
    }

    /// - Parameter origins: for each row, the import that delivered it, and the row in that import's file.
    package init(_ block: RowBlock, origins: [(importID: Int64, row: Int)]) {
        let schema = block.schema
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
                bytes.append(digitsOf: UInt64(clamping: origins[row].importID))
                bytes.append(0x2C)
                bytes.append(digitsOf: UInt64(clamping: origins[row].row))
                bytes.append(0x0A)
            }
        }
    }
}
