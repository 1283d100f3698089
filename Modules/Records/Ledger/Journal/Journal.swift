public import AssessmentKernel
import Digests
import Disk
import Foundation
import GRDB
import JSON
import LedgerTables
import RecordStore

/// An entry of the journal: one change of the ledger.
public struct JournalEntry: Hashable, Sendable {
    /// What was done.
    public enum Kind: String, Sendable, CaseIterable {
        /// Files were imported; the detail has the files and the digests of the tables after it.
        case importing = "import"
        /// An import was withdrawn; the detail has the reason and the digests of the tables after it.
        case withdrawal = "withdraw"
        /// A quarter was closed for the first time.
        case closing = "close"
        /// A quarter was closed again.
        case revision = "revise"
        /// A year was reviewed.
        case review
        /// A month's notice was issued.
        case notice
        /// An issued notice was withdrawn.
        case noticeWithdrawal = "withdraw-notice"
        /// A member appealed.
        case appeal
        /// An appeal was decided.
        case decision = "decide"
        /// A signing key was made or added.
        case key
        /// The district's receipt for a bundle was added.
        case receipt
        /// What papers say was set.
        case setting
    }

    /// Its number, from 1 without gaps.
    public let number: Int64
    /// Who did it, and when.
    public let author: Author
    /// What was done; the raw text when a newer kaohe wrote it.
    public let kind: String
    /// The subject: an import's number, a closing's name or an appeal's number.
    public let subject: String
    /// The details, as a JSON object with its keys in a fixed order.
    public let detail: String
    /// The digest of the previous entry; empty for the first.
    public let previous: String
    /// The SHA-256 of this entry and the digest before it, in lower-case hex.
    public let digest: String

    /// An entry as it was read somewhere.
    package init(
        number: Int64, author: Author, kind: String, subject: String, detail: String, previous: String, digest: String
    ) {
        self.number = number
        self.author = author
        self.kind = kind
        self.subject = subject
        self.detail = detail
        self.previous = previous
        self.digest = digest
    }

    /// How the names of details begin that tell a table which a person confirmed to have no rows; the reason follows.
    static let emptyTable = "empty:"

    /// Why it was done, in its operator's words; nil where no reason was asked for or given.
    public var reason: String? { details["reason"].flatMap { $0.isEmpty ? nil : $0 } }

    /// The tables that were confirmed to have no rows, by key, each with the reason; empty without one.
    public var emptyTables: [(key: String, reason: String)] {
        details.compactMap { name, reason in
            name.hasPrefix(JournalEntry.emptyTable)
                ? (String(name.dropFirst(JournalEntry.emptyTable.count)), reason) : nil
        }.sorted { Text($0.0) < Text($1.0) }
    }

    /// Its details by name; empty when they cannot be read.
    package var details: [String: String] {
        (try? JSONDecoder().decode([String: String].self, from: Data(detail.utf8))) ?? [:]
    }

    /// The expected digest.
    package var rightDigest: String {
        var text = ""
        for part in [previous, String(number), author.at, author.name, kind, subject, detail] {
            // Each part is prefixed with its length, so that no two entries produce the same bytes.
            text += "\(part.utf8.count):\(part)\n"
        }
        return SHA256.hash(data: Data(text.utf8)).hex
    }
}

/// Writes the journal within the transaction of the recorded change.
enum Journal {
    /// Appends an entry, with the operating system's account of whoever makes it.
    ///
    /// - Parameter detail: keys and values in the order in which they are written.
    static func add(
        _ db: Database, _ kind: JournalEntry.Kind, _ subject: String, by author: Author,
        _ detail: [(String, String)] = []
    ) throws {
        let last = try DatabaseRow.fetchOne(db, sql: "SELECT id, at, digest FROM journal ORDER BY id DESC LIMIT 1")
        var detail = detail + [("account", Author.account)]
        // An entry that is earlier than the one before it says so itself.
        if let before: String = last?["at"], author.at < before { detail.append(("clock-was", before)) }
        let json =
            "{" + detail.map { JSON.quoted($0.0) + ":" + JSON.quoted($0.1) }.joined(separator: ",") + "}"
        let number: Int64 = (last?["id"] ?? 0) + 1
        let previous: String = last?["digest"] ?? ""
        let draft = JournalEntry(
            number: number, author: author, kind: kind.rawValue, subject: subject, detail: json, previous: previous,
            digest: "")
        try db.execute(
            sql:
                "INSERT INTO journal (id, at, operator, kind, subject, detail, previous, digest) VALUES (?,?,?,?,?,?,?,?)",
            arguments: [number, author.at, author.name, kind.rawValue, subject, json, previous, draft.rightDigest])
    }

    /// Appends an import's entry: the digest of its lines and those of the tables that it wrote to.
    static func add(_ db: Database, _ session: ImportSession, by author: Author) throws {
        guard let batch = session.batch else { return }
        let tables = session.digests.sorted { Text($0.key) < Text($1.key) }.map { ($0.key, $0.value.hex) }
        try add(
            db, .importing, String(batch), by: author,
            [("files", try filesDigest(of: batch, db)), ("versions", try RecordVersions.unsaid(db))] + tables)
    }

    /// The digest of an import's lines: file, table, SHA-256 of the original, and row counts.
    ///
    /// It covers the values that the first version of the schema had, so that older entries stay valid.
    static func filesDigest(of batch: Int, _ db: Database) throws -> String {
        var hash = SHA256()
        let rows = try DatabaseRow.fetchCursor(
            db, sql: "SELECT * FROM import_file WHERE batch = ? ORDER BY id", arguments: [batch])
        while let row = try rows.next() { try hash.update(ImportedFile.sealed(row)) }
        return hash.finalize().hex
    }

    static func entries(_ db: Database) throws -> [JournalEntry] {
        try DatabaseRow.fetchAll(db, sql: "SELECT * FROM journal ORDER BY id").map { row in
            JournalEntry(
                number: row["id"], author: Author(row["operator"], at: row["at"]), kind: row["kind"],
                subject: row["subject"], detail: row["detail"], previous: row["previous"], digest: row["digest"])
        }
    }
}

extension Ledger {
    /// The journal's entries, oldest first.
    public func journal() throws(Problem) -> [JournalEntry] { try read { try Journal.entries($0) } }

    /// Records that a signing key was made.
    ///
    /// - Parameters:
    ///   - line: the public key as minisign writes it on one line.
    ///   - old: the number of the key that it replaces; nil for a first one.
    public func journalKey(
        _ line: String, number: String, replacing old: String? = nil, by author: Author
    ) throws(Problem) {
        try write {
            try Journal.add(
                $0, .key, number, by: author, [("public", line)] + (old.map { [("replaces", $0)] } ?? []))
        }
    }

    /// Records that the district has received a bundle.
    ///
    /// - Parameter receipt: the SHA-256 of the receipt, in lower-case hex.
    public func journalReceipt(
        bundle: String, sha256: String, district: String, receivedAt: String, receipt: String, by author: Author
    ) throws(Problem) {
        try write {
            try Journal.add(
                $0, .receipt, bundle, by: author,
                [("sha256", sha256), ("district", district), ("received", receivedAt), ("receipt", receipt)])
        }
    }
}
