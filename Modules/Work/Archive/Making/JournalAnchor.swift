public import AssessmentKernel
public import Bundle
import Disk
import Foundation
package import Ledger
package import Workspace

/// The state of a township's journal when it issued a month's notice, in one signed line that it sends to the district
/// at once: whoever rewrites the ledger later contradicts it.
///
/// ```
/// kaohe-anchor 1 2021-07 37 <digest of entry 37> <digests of the month's files> 2021-08-02T01:00:00Z <signature> 冯卯镇
/// ```
public struct JournalAnchor: Sendable {
    /// The township.
    public let township: String
    /// The month of the notice.
    public let month: Month
    /// The number of the journal's last entry.
    public let entries: Int64
    /// The digest of that entry.
    public let head: String
    /// The SHA-256 of the files that were imported in that month and up to the notice, in order.
    public let files: [String]
    /// When it was made, ISO 8601 in UTC, as it says.
    public let madeAt: String
    /// The line.
    public let line: String

    private static let mark = "kaohe-anchor"
    private static let comment = "kaohe anchor"
    /// The longest line in bytes, and the most files that it names.
    private static let (longest, mostFiles) = (256 << 10, 3_000)

    /// Makes an anchor.
    init(
        township: String, month: Month, entries: Int64, head: String, files: [String], at time: String, key: SigningKey
    ) {
        self.township = township
        self.month = month
        self.entries = entries
        self.head = head
        self.files = Array(files.prefix(JournalAnchor.mostFiles))
        madeAt = time
        let parts = JournalAnchor.parts(month, entries, head, self.files, time)
        let signature = key.sign(JournalAnchor.signed(parts, township), comment: JournalAnchor.comment)
        line = (parts + [signature.line, township]).joined(separator: " ")
    }

    private static func parts(
        _ month: Month, _ entries: Int64, _ head: String, _ files: [String], _ time: String
    ) -> [String] {
        [mark, "1", month.description, String(entries), head, files.isEmpty ? "-" : files.joined(separator: ","), time]
    }

    private static func signed(_ parts: [String], _ township: String) -> [UInt8] {
        Array((parts + [township]).joined(separator: " ").utf8)
    }

    /// Reads an anchor from its file.
    ///
    /// - Parameter keys: the keys of which one must have signed it, each with its township.
    /// - Throws: ``Problem`` for a file that is none, or whose signature is not good.
    public init(file path: String, keys: [(township: String, key: PublicKey)]) throws(Problem) {
        let bytes = try Files.read(path, limit: JournalAnchor.longest)
        let place = Problem.Place(file: path)
        let next = LocalText("请乡镇把 anchor.txt 原样重发", "have the township send its anchor.txt again as it is")
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let parts = text.split(separator: " ", maxSplits: 8, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 9, parts[0] == JournalAnchor.mark, parts[1] == "1", let month = Month(text: parts[2]),
            let entries = Int64(parts[3]), entries > 0, JournalAnchor.isDigest(parts[4]), !parts[8].isEmpty,
            let signature = Signature(line: parts[7], comment: JournalAnchor.comment)
        else { throw Problem(.badInput, LocalText("不是日志留痕", "this is no anchor of a journal"), at: place, next: next) }
        let files = parts[5] == "-" ? [] : parts[5].split(separator: ",").map(String.init)
        guard files.allSatisfy(JournalAnchor.isDigest) else {
            throw Problem(.badInput, LocalText("不是日志留痕", "this is no anchor of a journal"), at: place, next: next)
        }
        let (said, township) = (JournalAnchor.parts(month, entries, parts[4], files, parts[6]), parts[8])
        let bytesSigned = JournalAnchor.signed(said, township)
        guard
            keys.contains(where: {
                $0.township == township && signature.verdict(on: bytesSigned, by: $0.key) == .good
            })
        else {
            throw Problem(
                .checkFailed,
                LocalText("留痕不是“\(township)”登记的密钥所签", "it is not signed with a key registered for \(township)"),
                at: place, next: next)
        }
        self.township = township
        self.month = month
        self.entries = entries
        head = parts[4]
        self.files = files
        madeAt = parts[6]
        line = text
    }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension Workspace {
    /// Where the anchor of a month's notice is written.
    package func anchorPath(_ month: Month) -> String { folder + "/notices/\(month)/anchor.txt" }

    /// Makes the anchor of an issued notice, from the journal as it is now.
    ///
    /// - Parameter now: when it is made; nil for the time of the journal's last entry.
    /// - Returns: the path of its file; nil without a signing key.
    package func anchor(_ month: Month, _ ledger: Ledger, now: String?) throws(Problem) -> String? {
        guard let key = try signingKey(), let last = try ledger.journal().last else { return nil }
        let days = month.range
        let files = try ledger.imports().filter { made in
            guard let day = CivilDate(iso: String(made.author.at.prefix(10))) else { return false }
            return day >= days.first
        }.flatMap { $0.files.map(\.sha256) }
        var seen: Set<String> = []
        let anchor = JournalAnchor(
            township: try ledger.township(), month: month, entries: last.number, head: last.digest,
            files: files.filter { seen.insert($0).inserted }, at: now ?? last.author.at, key: key)
        try Files.writeWhole(Array((anchor.line + "\n").utf8), to: anchorPath(month))
        return anchorPath(month)
    }
}
