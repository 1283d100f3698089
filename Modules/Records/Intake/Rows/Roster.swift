public import AssessmentKernel

/// The members by code, with their time in post: what every row of every file is checked against.
///
/// Ordinals number the members in the byte order of their codes, which is the order of every output. A class, because
/// every row of every file asks it.
public final class Roster: Sendable {
    /// The members in the byte order of their codes.
    public let members: [Member]

    /// All codes, concatenated, and where each ends; a code begins where the one before ends.
    private let codes: [UInt8]
    private let ends: [Int]
    /// An open-addressed table of ordinals, −1 for a free slot; its size is a power of two, at least twice the members.
    private let table: [Int32]
    private let firstDays: [Int32]
    /// The last days by the roster alone, and with removals; `Int32.max` while in post.
    private let lastDaysByRoster: [Int32]
    private let lastDays: [Int32]

    /// Accepts the members in any order; of two with the same code the first counts.
    public init(_ members: [Member]) {
        var sorted: [Member] = []
        // The sort is stable, so the first of equal codes stays first.
        for member in members.sorted(by: { $0.code < $1.code }) where sorted.last?.code != member.code {
            sorted.append(member)
        }
        var codes: [UInt8] = []
        var ends: [Int] = []
        for member in sorted {
            codes += member.code.utf8
            ends.append(codes.count)
        }
        var size = 16
        while size < sorted.count * 2 { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        codes.withUnsafeBufferPointer { bytes in
            var start = 0
            for (ordinal, end) in ends.enumerated() {
                var place = Roster.hash(UnsafeBufferPointer(rebasing: bytes[start..<end])) & (size - 1)
                while table[place] >= 0 { place = (place + 1) & (size - 1) }
                table[place] = Int32(ordinal)
                start = end
            }
        }
        self.members = sorted
        self.codes = codes
        self.ends = ends
        self.table = table
        firstDays = sorted.map(\.joinedOn.dayNumber)
        lastDaysByRoster = sorted.map { $0.leftOn?.dayNumber ?? .max }
        lastDays = sorted.map { $0.lastDay?.dayNumber ?? .max }
    }

    /// The number of members.
    public var count: Int { members.count }

    /// The ordinal of the member with a code; −1 when there is none.
    public func ordinal(of code: UnsafeBufferPointer<UInt8>) -> Int32 {
        table.withUnsafeBufferPointer { table in
            var place = Roster.hash(code) & (table.count - 1)
            while table[place] >= 0 {
                if isCode(Int(table[place]), code) { return table[place] }
                place = (place + 1) & (table.count - 1)
            }
            return -1
        }
    }

    /// The ordinal of the member whose code a slot of a block has; −1 when there is none.
    @inline(__always)
    func ordinal(of slot: Int64, in block: RowBlock) -> Int32 {
        let range = RowBlock.textRange(slot)
        return block.bytes.withUnsafeBufferPointer { ordinal(of: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// The ordinal of the member with a code; nil when there is none.
    public func ordinal(of code: Text) -> Int? {
        var string = code.string
        let ordinal = string.withUTF8 { self.ordinal(of: $0) }
        return ordinal < 0 ? nil : Int(ordinal)
    }

    /// Whether a member is in post on a day number, by the roster and the removals.
    public func isInPost(_ ordinal: Int32, day: Int32) -> Bool {
        firstDays[Int(ordinal)] <= day && day <= lastDays[Int(ordinal)]
    }

    /// Whether a member is in post on a day number, by the roster's own dates alone.
    public func isInPostByRosterAlone(_ ordinal: Int32, day: Int32) -> Bool {
        firstDays[Int(ordinal)] <= day && day <= lastDaysByRoster[Int(ordinal)]
    }

    private func isCode(_ ordinal: Int, _ code: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = ordinal == 0 ? 0 : ends[ordinal - 1]
        guard ends[ordinal] - start == code.count else { return false }
        return codes.withUnsafeBufferPointer { bytes in
            for place in 0..<code.count where bytes[start + place] != code[place] { return false }
            return true
        }
    }

    /// Mixes eight bytes at a time; codes are short and mostly differ in their last bytes.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = UInt64(truncatingIfNeeded: bytes.count)
        var place = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while place + 8 <= raw.count {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            place += 8
        }
        var rest: UInt64 = 0
        while place < raw.count {
            rest = rest << 8 | UInt64(raw[place])
            place += 1
        }
        hash = (hash ^ rest) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        return Int(truncatingIfNeeded: hash & 0x7FFF_FFFF_FFFF_FFFF)
    }
}
