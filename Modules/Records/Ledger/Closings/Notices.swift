public import AssessmentKernel
import GRDB
import RecordStore

extension LedgerSchema {
    /// The issued monthly notices and what was paid with them; sealed like a closing.
    static let notices =
        """
        CREATE TABLE notice (
            id INTEGER PRIMARY KEY,
            month TEXT NOT NULL UNIQUE CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
            issued_at TEXT NOT NULL,
            -- The last import whose records it saw.
            imported_through INTEGER NOT NULL,
            rulebook TEXT NOT NULL,
            rulebook_sha256 TEXT NOT NULL CHECK (length(rulebook_sha256) = 64),
            product TEXT NOT NULL,
            sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed = 0 OR sealed = 1)
        ) STRICT;
        CREATE TRIGGER notice_stays BEFORE DELETE ON notice
        BEGIN SELECT RAISE(ABORT, 'an issued notice cannot be deleted'); END;
        CREATE TRIGGER notice_is_fixed BEFORE UPDATE ON notice
        WHEN OLD.sealed = 1 OR NEW.id <> OLD.id OR NEW.month <> OLD.month
        BEGIN SELECT RAISE(ABORT, 'an issued notice cannot be changed'); END;
        CREATE TRIGGER notice_is_kept BEFORE INSERT ON notice
        WHEN EXISTS (SELECT 1 FROM notice WHERE id = NEW.id OR month = NEW.month)
        BEGIN SELECT RAISE(ABORT, 'this month is issued already'); END;
        -- A closing has settled its months: what a later notice paid would be in none.
        CREATE TRIGGER notice_is_before_the_closing BEFORE INSERT ON notice
        WHEN EXISTS (
            SELECT 1 FROM closing
            WHERE quarter = substr(NEW.month, 1, 4) || 'Q' || ((CAST(substr(NEW.month, 6, 2) AS INTEGER) + 2) / 3))
        BEGIN SELECT RAISE(ABORT, 'the quarter of this month is closed'); END;

        """
        + child(
            "notice_pay",
            """
            member TEXT NOT NULL REFERENCES member (member), base INTEGER NOT NULL CHECK (base >= 0),
            withheld INTEGER NOT NULL CHECK (withheld BETWEEN 0 AND base),
            paid INTEGER NOT NULL CHECK (paid = base - withheld)
            """, key: "member", of: "notice")
        + child(
            "notice_file",
            "name TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), bytes INTEGER NOT NULL",
            key: "name", of: "notice")
}

/// What the ledger keeps of an issued notice's head.
public struct NoticeHead: Hashable, Sendable {
    /// The month.
    public let month: Month
    /// When it was issued, ISO 8601 in UTC.
    public let issuedAt: String
    /// The rulebook's key.
    public let rulebook: String
    /// The SHA-256 of the rulebook's bytes.
    public let rulebookSHA256: String
    /// The product's version.
    public let product: String

    /// Describes a notice.
    public init(month: Month, issuedAt: String, rulebook: String, rulebookSHA256: String, product: String) {
        self.month = month
        self.issuedAt = issuedAt
        self.rulebook = rulebook
        self.rulebookSHA256 = rulebookSHA256
        self.product = product
    }
}

/// An issued notice's rows on their way into the ledger.
public final class NoticeWriter {
    private let db: Database
    private let notice: Int64

    init(_ db: Database, _ notice: Int64) {
        self.db = db
        self.notice = notice
    }

    /// What a member was paid of the month's base, and what was withheld of it for an earlier debt.
    public func addPay(member: Text, base: Yuan, withheld: Yuan, paid: Yuan) throws {
        try db.cachedStatement(sql: "INSERT INTO notice_pay VALUES (?,?,?,?,?)")
            .execute(arguments: [notice, member.string, base.fen, withheld.fen, paid.fen])
    }

    /// One of the notice's files.
    public func addFile(name: String, sha256: String, bytes: Int) throws {
        try db.execute(sql: "INSERT INTO notice_file VALUES (?,?,?,?)", arguments: [notice, name, sha256, bytes])
    }
}

extension Ledger {
    /// Takes down an issued notice as one transaction and seals it.
    ///
    /// - Throws: ``Problem``; then nothing of it is kept. A month that is issued, or whose quarter is closed, is refused.
    public func recordNotice(
        _ head: NoticeHead, by author: Author, _ body: (NoticeWriter) throws -> Void
    ) throws(Problem) {
        try LedgerProblem.mapped(pool.path) {
            try pool.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO notice (month, issued_at, rulebook, rulebook_sha256, product, imported_through)
                        VALUES (?,?,?,?,?, (SELECT coalesce(max(id), 0) FROM import_file))
                        """,
                    arguments: [
                        head.month.description, head.issuedAt, head.rulebook, head.rulebookSHA256, head.product,
                    ])
                let id = db.lastInsertedRowID
                try body(NoticeWriter(db, id))
                try db.execute(sql: "UPDATE notice SET sealed = 1 WHERE id = ?", arguments: [id])
                try Journal.add(
                    db, .notice, head.month.description, by: author, [("rows", try Book.notice.digest(id, db))])
            }
        }
    }

    /// The issued notice of a month; nil while there is none.
    public func notice(of month: Month) throws(Problem) -> NoticeHead? {
        try read { db in
            try DatabaseRow.fetchOne(
                db, sql: "SELECT * FROM notice WHERE month = ?", arguments: [month.description]
            ).map { row in
                NoticeHead(
                    month: month, issuedAt: row["issued_at"], rulebook: row["rulebook"],
                    rulebookSHA256: row["rulebook_sha256"], product: row["product"])
            }
        }
    }
}
