import AssessmentKernel
import RecordStore

/// Finds records among a member's rows that were just read.
///
/// Nearly all that a deduction rests on is there, and a large ledger would be read at another place for each.
final class KeptRows {
    private let rows: SourcedRows
    /// Where the next record is looked for first: deductions cite their records in the order of the rows.
    private var next = 0

    init(_ rows: SourcedRows) { self.rows = rows }

    /// The place of a record of this table, and where it came from; nil when it is not among the rows.
    func place(of reference: RecordReference) -> (place: Int, importID: Int64, row: Int)? {
        let (block, parts) = (rows.block, reference.parts)
        guard parts.count == block.schema.naturalKey.count else { return nil }
        var key = RowBlock(block.schema)
        var cells: [(column: Int, slot: Int64)] = []
        for (part, column) in zip(parts, block.schema.naturalKey) {
            guard let slot = key.slot(of: part.utf8, column: column) else { return nil }
            cells.append((column, slot))
        }
        func isSought(_ place: Int) -> Bool {
            cells.allSatisfy { KeptRows.areSame(block, block.slot(place, $0.column), key, $0.slot, $0.column) }
        }
        let later = min(next, block.count)..<block.count
        guard let place = later.first(where: isSought) ?? (0..<later.lowerBound).first(where: isSought) else {
            return nil
        }
        next = place + 1
        return (place, rows.sources[place].importID, Int(rows.sources[place].row))
    }

    /// The rows.
    var block: RowBlock { rows.block }

    /// Whether two cells of a column say the same.
    private static func areSame(
        _ block: RowBlock, _ slot: Int64, _ other: RowBlock, _ otherSlot: Int64, _ column: Int
    ) -> Bool {
        guard block.schema.holdsText[column], slot != RowBlock.empty, otherSlot != RowBlock.empty else {
            return slot == otherSlot
        }
        let (text, otherText) = (RowBlock.textRange(slot), RowBlock.textRange(otherSlot))
        guard text.count == otherText.count else { return false }
        return block.bytes.withUnsafeBufferPointer { bytes in
            other.bytes.withUnsafeBufferPointer { others in
                UnsafeBufferPointer(rebasing: bytes[text])
                    .hasBytes(of: UnsafeBufferPointer(rebasing: others[otherText]))
            }
        }
    }
}
