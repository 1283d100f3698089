import AssessmentKernel

/// Finds records among a member's rows that were just read, where nearly all are that a deduction rests on.
final class RowsAtHand {
    /// The rows.
    let block: RowBlock
    /// Where the next record is looked for first: deductions cite their records in the order of the rows.
    private var next = 0
    /// A cell as it stands in a key.
    private var printed: [UInt8] = []

    init(_ block: RowBlock) { self.block = block }

    /// The place of a record of this table; nil when it is not among the rows.
    func place(of reference: RecordReference) -> Int? {
        let named = reference.text.withBytes { bytes -> Int?? in
            guard let colon = bytes.firstIndex(of: 0x3A) else { return .none }
            let key = UnsafeBufferPointer(rebasing: bytes[(colon + 1)...])
            // The cells stand in it as they are, unless some of one is encoded, as seldom anything is.
            guard !key.contains(0x25), key.count(where: { $0 == 0x2F }) == block.schema.naturalKey.count - 1 else {
                return .none
            }
            return .some(place { hasKey(key, $0) })
        }
        return named ?? place { block.reference($0) == reference }
    }

    /// The first row that is sought, from the one behind the last that was found.
    private func place(_ isSought: (Int) -> Bool) -> Int? {
        let later = min(next, block.count)..<block.count
        let place = later.first(where: isSought) ?? (0..<later.lowerBound).first(where: isSought)
        if let place { next = place + 1 }
        return place
    }

    /// Whether a row has a key, the cells of which stand one after the other between slashes.
    private func hasKey(_ key: UnsafeBufferPointer<UInt8>, _ row: Int) -> Bool {
        var place = 0
        for (number, column) in block.schema.naturalKey.enumerated() {
            if number > 0 {
                guard place < key.count, key[place] == 0x2F else { return false }
                place += 1
            }
            let slot = block.slot(row, column)
            guard slot != RowBlock.empty else { continue }
            let rest = UnsafeBufferPointer(rebasing: key[place...])
            if block.schema.holdsText[column] {
                let range = RowBlock.textRange(slot)
                guard RowsAtHand.begins(rest, with: block.bytes[range]) else { return false }
                place += range.count
            } else {
                printed.removeAll(keepingCapacity: true)
                block.schema.forms[column].print(slot, block.bytes, to: &printed)
                guard RowsAtHand.begins(rest, with: printed[...]) else { return false }
                place += printed.count
            }
        }
        return place == key.count
    }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, with part: ArraySlice<UInt8>) -> Bool {
        part.withUnsafeBufferPointer { part in
            bytes.count >= part.count && UnsafeBufferPointer(rebasing: bytes.prefix(part.count)).hasBytes(of: part)
        }
    }
}
