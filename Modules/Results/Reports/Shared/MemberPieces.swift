import AssessmentKernel
import Closing
import Disk
import PageTemplates

/// The members' pieces of pages, kept in a file until number and rank are known.
///
/// Unchecked, because one thread adds, and after ``end()`` nothing changes any more.
final class MemberPieces: @unchecked Sendable {
    private let spool: Spool
    private var places: [Range<Int>] = []

    init(in folder: String) throws(Problem) { spool = try Spool(in: folder) }

    /// The bytes of each member's piece.
    var sizes: [Int] { places.map(\.count) }

    /// Adds a member's piece; an empty one belongs to a member who is not assessed and is skipped.
    func add(_ piece: [UInt8]) throws(Problem) {
        guard !piece.isEmpty else { return }
        let start = spool.count
        try spool.write(piece)
        places.append(start..<spool.count)
    }

    /// Ends adding; then several threads may read.
    func end() throws(Problem) { try spool.flush() }

    /// The piece of the assessed member at a place, number and rank filled in.
    func filled(_ place: Int, rank: Int?, _ words: ReportWords) throws(Problem) -> [UInt8] {
        let rank = rank.map { words("第 \($0) 名", "rank \($0)") } ?? words("不排名", "not ranked")
        return LateText(number: place + 1, rank: rank).filled(try spool.read(places[place]))
    }

    /// Some members of a page, between two texts.
    struct Group {
        /// The HTML before and after them.
        var before = "", after = ""
        /// Their places among the assessed members.
        let members: [Int]
    }

    /// Writes a page with the pieces of some members, number and rank filled in.
    ///
    /// - Parameter isKept: whether there is a file, not only its digest.
    /// - Returns: its SHA-256 and its length in bytes.
    func write(
        _ page: PageFrame, to path: String, _ groups: [Group], of standings: [QuarterClosing.Standing],
        _ words: ReportWords, isKept: Bool
    ) throws(Problem) -> (sha256: String, bytes: Int) {
        let file = try DigestedFile(path, isKept: isKept)
        try file.write(page.before)
        for group in groups {
            try file.write(Array(group.before.utf8))
            for place in group.members { try file.write(try filled(place, rank: standings[place].rank, words)) }
            try file.write(Array(group.after.utf8))
        }
        try file.write(page.after)
        try file.close()
        return file.digest
    }
}
