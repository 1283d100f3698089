import AssessmentKernel

/// Finds natural keys that may occur more than once among the rows of an import, in bounded memory.
///
/// A key that occurs twice is always found; a few that occur once are found with it, which costs a little time and
/// changes nothing.
final class KeyRepeats {
    /// The most bits of the filter: enough that a million keys give few false alarms.
    private static let mostBits = 1 << 25
    /// The most keys that are noted; with more, every row is treated as a repeat.
    private static let most = 1 << 19

    private let filter: UnsafeMutableBufferPointer<UInt64>
    /// Its last bit.
    private let last: UInt64
    @exclusivity(unchecked) private var members: [UInt64: Int32] = [:]
    /// A bit for each noted key, by the end of its hash: most rows need not be looked up.
    @exclusivity(unchecked) private var noted = [UInt64](repeating: 0, count: 1 << 10)
    @exclusivity(unchecked) private var isEvery = false

    /// - Parameter fileBytes: the length of the files that the rows come from: a short one needs a small filter.
    init(fileBytes: Int) {
        var bits = 1 << 12
        while bits < KeyRepeats.mostBits, bits / 4 < fileBytes { bits *= 2 }
        last = UInt64(bits - 1)
        filter = .allocate(capacity: bits / 64)
        filter.initialize(repeating: 0)
    }

    deinit { filter.deallocate() }

    /// The bytes of memory that the filter takes.
    var memoryUsed: Int { filter.count * 8 }

    /// Whether no key can occur twice.
    var isEmpty: Bool { members.isEmpty && !isEvery }

    /// Takes a row's key, with its member's ordinal.
    @inline(__always)
    func take(_ hash: UInt64, member: Int32) {
        let bit = hash & last
        let (word, mask) = (Int(bit >> 6), UInt64(1) << (bit & 63))
        if filter[word] & mask == 0 {
            filter[word] |= mask
        } else {
            note(hash, member)
        }
    }

    @inline(never)
    private func note(_ hash: UInt64, _ member: Int32) {
        if isEvery { return }
        if members[hash] == nil { members[hash] = member }
        noted[KeyRepeats.word(hash)] |= 1 << (hash & 63)
        if members.count > KeyRepeats.most { (isEvery, members) = (true, [:]) }
    }

    @inline(__always)
    private static func word(_ hash: UInt64) -> Int { Int(hash >> 6 & 0x3FF) }

    /// Where a row goes among the repeated ones; nil for a row whose key occurs once.
    ///
    /// All rows of a key go together, and the keys of a member too, since they lie side by side in the ledger.
    func place(_ hash: UInt64) -> UInt64? {
        if isEvery { return hash }
        guard noted[KeyRepeats.word(hash)] & 1 << (hash & 63) != 0, let member = members[hash] else { return nil }
        return UInt64(UInt32(max(0, member))) << 40 | hash >> 24
    }
}

extension RowBlock {
    /// A number that is the same for rows with the same natural key.
    func keyHash(_ row: Int) -> UInt64 {
        var hash: UInt64 = 0x51_7C_C1_B7_27_22_0A_95
        for column in schema.naturalKey {
            let slot = slot(row, column)
            if schema.holdsText[column], slot != RowBlock.empty {
                let range = RowBlock.textRange(slot)
                hash = bytes.withUnsafeBytes { raw in
                    RowBlock.mixed(hash, UnsafeRawBufferPointer(rebasing: raw[range]))
                }
            } else {
                hash = RowBlock.mixed(hash, UInt64(bitPattern: slot))
            }
        }
        return hash
    }

    /// Mixes eight bytes at a time; the length ends a text, so that no two keys run into one another.
    private static func mixed(_ start: UInt64, _ text: UnsafeRawBufferPointer) -> UInt64 {
        var hash = mixed(start, UInt64(truncatingIfNeeded: text.count))
        var place = 0
        while place + 8 <= text.count {
            hash = mixed(hash, text.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest: UInt64 = 0
        while place < text.count {
            rest = rest << 8 | UInt64(text[place])
            place += 1
        }
        return mixed(hash, rest)
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let product = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 32)
    }
}
