import AssessmentKernel

/// Finds records among a member's rows that were just read, where nearly all are that a deduction rests on.
final class RowsAtHand {
    /// The rows.
    let block: RowBlock
    /// Where the next record is looked for first: deductions cite their records in the order of the rows.
    private var next = 0

    init(_ block: RowBlock) { self.block = block }

    /// The place of a record of this table; nil when it is not among the rows.
    func place(of reference: RecordReference) -> Int? {
        let columns = block.schema.naturalKey
        if columns.count == 1, block.schema.holdsText[columns[0]] {
            // The key stands in the reference as it is, unless some of it is encoded, or there are more parts.
            let place = reference.text.withBytes { bytes -> Int?? in
                guard let colon = bytes.firstIndex(of: 0x3A) else { return .none }
                let key = UnsafeBufferPointer(rebasing: bytes[(colon + 1)...])
                guard !key.contains(0x25), !key.contains(0x2F) else { return .none }
                return .some(self.place { self.hasText(key, $0, columns[0]) })
            }
            if let place { return place }
        }
        let parts = reference.parts
        guard parts.count == columns.count else { return nil }
        var key = RowBlock(block.schema)
        var cells: [(column: Int, slot: Int64)] = []
        for (part, column) in zip(parts, columns) {
            guard let slot = key.slot(of: part.utf8, column: column) else { return nil }
            cells.append((column, slot))
        }
        return key.bytes.withUnsafeBufferPointer { bytes in
            place { row in
                cells.allSatisfy { column, slot in
                    guard block.schema.holdsText[column], slot != RowBlock.empty else {
                        return block.slot(row, column) == slot
                    }
                    return hasText(UnsafeBufferPointer(rebasing: bytes[RowBlock.textRange(slot)]), row, column)
                }
            }
        }
    }

    /// The first row that is sought, from the one behind the last that was found.
    private func place(_ isSought: (Int) -> Bool) -> Int? {
        let later = min(next, block.count)..<block.count
        let place = later.first(where: isSought) ?? (0..<later.lowerBound).first(where: isSought)
        if let place { next = place + 1 }
        return place
    }

    private func hasText(_ text: UnsafeBufferPointer<UInt8>, _ row: Int, _ column: Int) -> Bool {
        let slot = block.slot(row, column)
        guard slot != RowBlock.empty else { return false }
        let range = RowBlock.textRange(slot)
        guard range.count == text.count else { return false }
        return block.bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]).hasBytes(of: text) }
    }
}
