public import AssessmentKernel
import Closing
import GRDB
import RecordStore
package import ResultTables

extension LedgerSchema {
    /// The issued monthly notices and their payments; sealed like a closing.
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

/// The head of an issued notice, as kept in the ledger.
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

extension NoticeHead: BookHead {
    package typealias Writer = BookWriter
    package static let book = Book.notice
    package var change: JournalEntry.Kind { .notice }
    package var name: String { month.description }
    package var why: String? { nil }
    package var cells: KeyValuePairs<String, ResultValue> {
        [
            "month": .text(month.description), "issued_at": .text(issuedAt), "rulebook": .text(rulebook),
            "rulebook_sha256": .text(rulebookSHA256), "product": .text(product),
        ]
    }
}

extension Ledger {
    /// The issued notice of a month; nil when there is none.
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

    /// The keys of the tables that a person confirmed to have no rows when a month's notice was issued, in order.
    public func acceptedEmpty(inNoticeOf month: Month) throws(Problem) -> [String] {
        try read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT a.subject FROM notice_accepted_empty AS a JOIN notice AS n ON n.id = a.notice
                    WHERE n.month = ? ORDER BY a.subject
                    """, arguments: [month.description])
        }
    }
}
