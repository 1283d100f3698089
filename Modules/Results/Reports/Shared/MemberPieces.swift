import AssessmentKernel
import Closing
import Disk

/// The members' pieces of pages, kept in a file until number and rank are known.
final class MemberPieces {
    private let spool: Spool
    private var places: [Range<Int>] = []

    init(in folder: String) throws(Problem) {
        spool = try Spool(in: folder)
    }

    /// The bytes of each member's piece.
    var sizes: [Int] { places.map(\.count) }

    /// Adds a member's piece; an empty one belongs to a member who is not assessed and is skipped.
    func add(_ piece: [UInt8]) throws(Problem) {
        guard !piece.isEmpty else { return }
        let start = spool.count
        try spool.write(piece)
        places.append(start..<spool.count)
    }

    /// Writes a page with the pieces of some members, number and rank filled in.
    ///
    /// - Parameters:
    ///   - members: their places among the assessed members.
    ///   - isKept: whether the page must be flushed to disk.
    func write(
        _ page: PageFrame, to path: String, members: some Sequence<Int>, of standings: [QuarterClosing.Standing],
        isKept: Bool = true
    ) throws(Problem) {
        let file = try FileWriter(path)
        try file.write(page.before)
        for place in members {
            let late = LateText(number: place + 1, rank: standings[place].rank)
            try file.write(late.filled(try spool.read(places[place])))
        }
        try file.write(page.after)
        try file.close(isKept: isKept)
    }
}

/// The parts of a page before and after its members.
struct PageFrame {
    /// The placeholder for the members in a template; no text of a record can contain it.
    static let mark = "\u{2}"
    private static let byte: UInt8 = 2

    let before: [UInt8]
    let after: [UInt8]

    init(_ page: String) {
        let parts = Array(page.utf8).split(separator: Self.byte, maxSplits: 1, omittingEmptySubsequences: false)
        before = Array(parts[0])
        after = Array(parts.dropFirst().joined())
    }
}

/// The texts added to a member's piece once all members are known.
struct LateText {
    /// The placeholders for a member's rank and number in a template; no text of a record can contain them.
    static let rankMark = "\u{1}"
    static let numberMark = "\u{3}"
    private static let rankByte: UInt8 = 1
    private static let numberByte: UInt8 = 3

    private let number: [UInt8]
    private let rank: [UInt8]

    /// - Parameters:
    ///   - number: the member's place among the assessed, from 1.
    ///   - rank: the rank; nil for an unrated member.
    init(number: Int, rank: Int?) {
        self.number = Array(String(number).utf8)
        self.rank = Array((rank.map { "第 \($0) 名" } ?? "不排名").utf8)
    }

    /// The piece with the placeholders replaced.
    func filled(_ piece: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(piece.count + 64)
        var rest = piece[...]
        while let mark = rest.firstIndex(where: { $0 == Self.numberByte || $0 == Self.rankByte }) {
            result += rest[..<mark]
            result += rest[mark] == Self.numberByte ? number : rank
            rest = rest[(mark + 1)...]
        }
        result += rest
        return result
    }
}
