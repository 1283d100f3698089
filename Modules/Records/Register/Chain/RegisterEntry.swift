import Digests
import Disk
import Foundation
import GRDB

/// An entry of the register's chain: one change, with the digest of what it wrote.
struct RegisterEntry {
    /// What was written.
    ///
    /// Each kind names the rows that an entry covers; nothing else of the register knows them.
    enum Kind: String, CaseIterable {
        case setting, key, receipt, refusal, rulebook, held, revocation, rotation, expectation, anchor

        /// The kinds of a register of the first versions, whose rows get their entries when it is upgraded.
        static let ofTheFirstSteps: [Kind] = [.setting, .key, .receipt, .refusal]

        /// The queries for the rows of a subject, each with one argument.
        ///
        /// Columns are named, so that a column that a later step adds changes no digest.
        var rows: [String] {
            switch self {
            case .setting: ["SELECT key, value FROM setting WHERE key = ?"]
            case .key:
                [
                    """
                    SELECT township, number, line, trusted_at, trusted_by FROM trusted_key
                    WHERE number || ' ' || township = ?
                    """
                ]
            case .receipt:
                [
                    """
                    SELECT id, township, name, period, revision, sha256, identity, previous, signed_by, bands, pay_due,
                        received_at, received_by, rulebook, journal_entries, journal_head
                    FROM receipt WHERE id = ?
                    """,
                    """
                    SELECT member, name, office, village, grid, total, band, monthly_amount, rank FROM standing
                    WHERE receipt = ? ORDER BY member
                    """,
                    "SELECT value FROM gains WHERE receipt = ?",
                ]
            case .refusal:
                [
                    """
                    SELECT id, file, sha256, identity, township, period, name, is_alarm, reason_zh, reason_en,
                        refused_at, refused_by FROM refusal WHERE id = ?
                    """
                ]
            case .rulebook:
                [
                    "SELECT id, sha256, file, yaml, is_approved, reason, decided_at, decided_by FROM rulebook WHERE id = ?"
                ]
            case .held:
                [
                    """
                    SELECT id, file, sha256, identity, township, period, name, rulebook, reason_zh, reason_en, held_at,
                        held_by FROM held WHERE id = ?
                    """
                ]
            case .revocation:
                [
                    """
                    SELECT id, number, since, reason, exceptions, revoked_at, revoked_by FROM revocation WHERE id = ?
                    """
                ]
            case .rotation:
                [
                    """
                    SELECT id, township, old_number, new_number, statement, taken_at, taken_by FROM rotation
                    WHERE id = ?
                    """
                ]
            case .expectation:
                ["SELECT id, township, is_expected, decided_at, decided_by FROM expectation WHERE id = ?"]
            case .anchor:
                [
                    """
                    SELECT id, township, month, entries, head, line, received_at, received_by FROM anchor WHERE id = ?
                    """
                ]
            }
        }

        /// The subjects that are in the register, in the order in which they were written as far as that is known.
        func subjects(_ db: Database) throws -> [String] {
            let sql =
                switch self {
                case .setting: "SELECT key FROM setting ORDER BY key"
                case .key: "SELECT number || ' ' || township FROM trusted_key ORDER BY trusted_at, number, township"
                default: "SELECT CAST(id AS TEXT) FROM \(rawValue) ORDER BY id"
                }
            return try String.fetchAll(db, sql: sql)
        }

        /// The SHA-256 of a subject's rows, in lower-case hex.
        func content(_ subject: String, _ db: Database) throws -> String {
            var hash = SHA256()
            for sql in rows {
                hash.update(data: Data("\(rawValue)\n".utf8))
                let found = try Row.fetchCursor(db, sql: sql, arguments: [subject])
                while let row = try found.next() {
                    for value in row.databaseValues { hash.update(data: Data(RegisterEntry.written(value).utf8)) }
                }
            }
            return hash.finalize().hex
        }
    }

    let number: Int64
    let at, by, kind, subject, content, previous, digest: String

    /// A value so that no two lists of values are written alike: a text has its length before it.
    private static func written(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "-\n"
        case .int64(let number): "\(number)\n"
        case .string(let text): "\(text.utf8.count):\(text)\n"
        case .double, .blob: "?\n"
        }
    }

    /// The digest that the entry should have.
    var rightDigest: String {
        let parts = [previous, String(number), at, by, kind, subject, content]
        return SHA256.hash(data: Data(parts.map { "\($0.utf8.count):\($0)\n" }.joined().utf8)).hex
    }

    init(
        number: Int64, at: String, by: String, kind: String, subject: String, content: String, previous: String,
        digest: String = ""
    ) {
        self.number = number
        (self.at, self.by, self.kind, self.subject) = (at, by, kind, subject)
        (self.content, self.previous, self.digest) = (content, previous, digest)
    }

    init(_ row: Row) {
        self.init(
            number: row["id"], at: row["at"], by: row["operator"], kind: row["kind"], subject: row["subject"],
            content: row["content"], previous: row["previous"], digest: row["digest"])
    }
}

extension Row {
    /// The values in the order of the columns.
    fileprivate var databaseValues: [DatabaseValue] { map { $0.1 } }
}

/// Writes the chain within the transaction of the change.
enum RegisterChain {
    static func add(_ db: Database, _ kind: RegisterEntry.Kind, _ subject: String, at time: String, by name: String)
        throws
    {
        let last = try Row.fetchOne(db, sql: "SELECT id, digest FROM entry ORDER BY id DESC LIMIT 1")
        let entry = RegisterEntry(
            number: (last?["id"] ?? 0) + 1, at: time, by: name, kind: kind.rawValue, subject: subject,
            content: try kind.content(subject, db), previous: last?["digest"] ?? "")
        try db.execute(
            sql: """
                INSERT INTO entry (id, at, operator, kind, subject, content, previous, digest) VALUES (?,?,?,?,?,?,?,?)
                """,
            arguments: [
                entry.number, time, name, kind.rawValue, subject, entry.content, entry.previous, entry.rightDigest,
            ])
    }

    /// Adds the entry of the row that was inserted last.
    static func addLast(_ db: Database, _ kind: RegisterEntry.Kind, at time: String, by name: String) throws {
        try add(db, kind, String(db.lastInsertedRowID), at: time, by: name)
    }
}
