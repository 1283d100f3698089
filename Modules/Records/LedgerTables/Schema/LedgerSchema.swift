import AssessmentKernel
package import GRDB
import RecordStore

/// The ledger's own tables and their history.
///
/// The file's `user_version` counts the steps below that were applied. Names with `_` are the ledger's own; the tables
/// of records are named by their keys, which have none.
package enum LedgerSchema {
    /// Marks the file as a kaohe ledger ("kaoh" in ASCII), to tell it from another program's file.
    package static let applicationID: Int32 = 0x6B61_6F68
    /// The version that this code writes.
    package static var version: Int { steps.count }

    /// Applies the missing steps; on a new file also records the township.
    package static func migrate(_ db: Database, township: String?) throws {
        let current = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        for step in steps.dropFirst(current) { try step(db) }
        if current < version { try db.execute(sql: "PRAGMA user_version = \(version)") }
        if let township {
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "INSERT INTO setting (key, value) VALUES ('township', ?)", arguments: [township])
        }
    }

    /// Step *n* leads from version *n* to *n + 1*.
    ///
    /// A released step never changes.
    private static let steps: [@Sendable (Database) throws -> Void] = [
        { db in try db.execute(sql: imports + closings + reviews + notices + bundles + appeals + journal) },
        { db in try LayoutStep.take(db) },
        { db in try db.execute(sql: "ALTER TABLE bundle ADD COLUMN identity TEXT NOT NULL DEFAULT ''") },
        { db in try WithdrawalStep.take(db) },
        { db in try ReplacementStep.take(db) },
    ]

    /// How many columns each sealed table has from the steps alone, without those declared later.
    ///
    /// The digests of sealed rows depend on it, so no step may change a table that depends on a closing, a review or a
    /// notice: new columns of it are declared. Those tables alone are made for it.
    static let columnCounts = Result<[String: Int], any Error> {
        try DatabaseQueue().write { db in
            try db.execute(sql: closings + reviews + notices)
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            return try Dictionary(uniqueKeysWithValues: tables.map { ($0, try db.columns(in: $0).count) })
        }
    }

    private static let imports = """
        CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        -- The import journal: one row a file of an import.
        CREATE TABLE import_file (
            id INTEGER PRIMARY KEY,
            batch INTEGER NOT NULL,
            at TEXT NOT NULL,
            file TEXT NOT NULL,
            table_key TEXT NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            encoding TEXT NOT NULL,
            rows_in INTEGER NOT NULL DEFAULT 0 CHECK (rows_in >= 0),
            inserted INTEGER NOT NULL DEFAULT 0 CHECK (inserted >= 0),
            unchanged INTEGER NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
            filled INTEGER NOT NULL DEFAULT 0 CHECK (filled >= 0),
            amended INTEGER NOT NULL DEFAULT 0 CHECK (amended >= 0),
            rejected INTEGER NOT NULL DEFAULT 0 CHECK (rejected >= 0)
        ) STRICT;

        -- The months in which a table has, or had, records; so that nobody walks the tables to learn it.
        CREATE TABLE record_month (
            table_key TEXT NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 101 AND 999912),
            PRIMARY KEY (table_key, month)
        ) STRICT, WITHOUT ROWID;

        -- For each table one number over all its records; see `RecordDigest`.
        CREATE TABLE record_digest (
            table_key TEXT PRIMARY KEY, digest TEXT NOT NULL CHECK (length(digest) = 64)
        ) STRICT, WITHOUT ROWID;

        -- What a record said before a later file filled or amended it.
        CREATE TABLE record_version (
            id INTEGER PRIMARY KEY,
            record TEXT NOT NULL,
            change TEXT NOT NULL CHECK (change = 'fill' OR change = 'amend'),
            import INTEGER NOT NULL REFERENCES import_file (id),
            row INTEGER NOT NULL,
            previous TEXT NOT NULL CHECK (json_valid(previous)),
            previous_import INTEGER NOT NULL REFERENCES import_file (id),
            previous_row INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX record_version_record ON record_version (record, id);
        CREATE TRIGGER record_version_stays BEFORE DELETE ON record_version
        BEGIN SELECT RAISE(ABORT, 'an old version of a record cannot be deleted'); END;
        CREATE TRIGGER record_version_is_fixed BEFORE UPDATE ON record_version
        BEGIN SELECT RAISE(ABORT, 'an old version of a record cannot be changed'); END;
        CREATE TRIGGER record_version_is_kept BEFORE INSERT ON record_version
        WHEN EXISTS (SELECT 1 FROM record_version WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'an old version of a record cannot be changed'); END;

        """

    /// A closing and its dependent rows.
    ///
    /// Rows can be added until it is sealed and are fixed from then on.
    private static let closings =
        """
        CREATE TABLE closing (
            id INTEGER PRIMARY KEY,
            quarter TEXT NOT NULL,
            revision INTEGER NOT NULL CHECK (revision >= 1),
            closed_at TEXT NOT NULL,
            -- The last import whose records it saw.
            imported_through INTEGER NOT NULL,
            rulebook TEXT NOT NULL,
            rulebook_sha256 TEXT NOT NULL,
            product TEXT NOT NULL,
            -- Why it was made again; empty for a first closing.
            reason TEXT NOT NULL,
            sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed = 0 OR sealed = 1),
            UNIQUE (quarter, revision)
        ) STRICT;
        CREATE TRIGGER closing_stays BEFORE DELETE ON closing
        BEGIN SELECT RAISE(ABORT, 'a closing cannot be deleted'); END;
        CREATE TRIGGER closing_is_fixed BEFORE UPDATE ON closing
        WHEN OLD.sealed = 1 OR NEW.id <> OLD.id OR NEW.quarter <> OLD.quarter OR NEW.revision <> OLD.revision
        BEGIN SELECT RAISE(ABORT, 'a closed revision cannot be changed'); END;
        -- Without this, INSERT OR REPLACE would put another closing in the place of one that is there.
        CREATE TRIGGER closing_is_kept BEFORE INSERT ON closing
        WHEN EXISTS (SELECT 1 FROM closing WHERE id = NEW.id OR (quarter = NEW.quarter AND revision = NEW.revision))
        BEGIN SELECT RAISE(ABORT, 'this revision is there already'); END;

        """
        + child(
            "closing_file", "name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL", key: "name")
        + child("closing_item", "item TEXT NOT NULL, version TEXT NOT NULL", key: "item")
        + child(
            "closing_decision",
            """
            kind TEXT NOT NULL, member TEXT NOT NULL, item TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL,
            decided_at TEXT NOT NULL, decided_by TEXT NOT NULL
            """, key: "kind, member, item, subject")
        + child(
            "closing_total",
            """
            member TEXT NOT NULL REFERENCES member (member), total INTEGER NOT NULL, band TEXT NOT NULL,
            monthly_amount INTEGER NOT NULL, rank INTEGER, duty_days INTEGER NOT NULL,
            is_rated INTEGER NOT NULL, is_failing INTEGER NOT NULL
            """, key: "member")
        + child(
            "closing_score",
            "member TEXT NOT NULL, item TEXT NOT NULL, maximum INTEGER NOT NULL, deducted INTEGER NOT NULL",
            key: "member, item")
        + child(
            "closing_month",
            "member TEXT NOT NULL, month TEXT NOT NULL, total INTEGER NOT NULL, is_failing INTEGER NOT NULL",
            key: "member, month")
        + child(
            "closing_deduction",
            """
            member TEXT NOT NULL, item TEXT NOT NULL, number INTEGER NOT NULL, date INTEGER NOT NULL,
            points INTEGER NOT NULL CHECK (points > 0), code TEXT NOT NULL, clause TEXT NOT NULL, evidence TEXT NOT NULL,
            reason_zh TEXT NOT NULL, reason_en TEXT NOT NULL
            """, key: "member, item, number")
        + child(
            "closing_pay",
            """
            member TEXT NOT NULL, month TEXT NOT NULL, days_in_post INTEGER NOT NULL, base INTEGER NOT NULL,
            performance INTEGER NOT NULL, charges INTEGER NOT NULL, adjustment INTEGER NOT NULL,
            already_paid INTEGER NOT NULL, brought_forward INTEGER NOT NULL, due INTEGER NOT NULL CHECK (due >= 0),
            carried_forward INTEGER NOT NULL CHECK (carried_forward >= 0)
            """, key: "member, month")
        + child(
            "closing_adjustment",
            """
            member TEXT NOT NULL, due_before INTEGER NOT NULL, due_now INTEGER NOT NULL, carried_before INTEGER NOT NULL,
            carried_now INTEGER NOT NULL, adjustment INTEGER NOT NULL
            """, key: "member")
        + child(
            "closing_finding", "member TEXT NOT NULL, finding TEXT NOT NULL, basis TEXT NOT NULL",
            key: "member, finding, basis")

    /// The bundles in the order in which they were made.
    private static let bundles =
        """
        CREATE TABLE bundle (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
            bytes INTEGER NOT NULL,
            previous TEXT NOT NULL,
            signed_by TEXT NOT NULL
        ) STRICT;

        """ + fixed("bundle", key: "id", says: "a bundle stays as it was made")

    /// Appeals and their decisions: both are recorded once and stay.
    private static let appeals =
        """
        CREATE TABLE appeal (
            id INTEGER PRIMARY KEY,
            member TEXT NOT NULL REFERENCES member (member),
            quarter TEXT NOT NULL,
            item TEXT NOT NULL,
            -- The record that it names; empty when it names a day.
            record TEXT NOT NULL,
            day INTEGER NOT NULL CHECK (day BETWEEN 10101 AND 99991231),
            ground TEXT NOT NULL CHECK (length(ground) > 0),
            opened_at TEXT NOT NULL,
            opened_by TEXT NOT NULL
        ) STRICT;
        CREATE TABLE appeal_decision (
            appeal INTEGER PRIMARY KEY REFERENCES appeal (id),
            upheld INTEGER NOT NULL CHECK (upheld = 0 OR upheld = 1),
            reason TEXT NOT NULL CHECK (length(reason) > 0),
            decided_at TEXT NOT NULL,
            decided_by TEXT NOT NULL
        ) STRICT;

        """ + fixed("appeal", key: "id", says: "an appeal stays as it was made")
        + fixed("appeal_decision", key: "appeal", says: "an appeal is decided once")

    /// Every change of the ledger, each entry with the digest of the one before it.
    private static let journal =
        """
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            operator TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL CHECK (json_valid(detail)),
            previous TEXT NOT NULL,
            digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64)
        ) STRICT;

        """ + fixed("journal", key: "id", says: "an entry of the journal stays as it was written")

    /// The triggers that keep a table's rows unchanged after insertion.
    private static func fixed(_ table: String, key: String, says message: String) -> String {
        """
        CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table) BEGIN SELECT RAISE(ABORT, '\(message)'); END;
        CREATE TRIGGER \(table)_is_fixed BEFORE UPDATE ON \(table) BEGIN SELECT RAISE(ABORT, '\(message)'); END;
        CREATE TRIGGER \(table)_is_kept BEFORE INSERT ON \(table)
        WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(key) = NEW.\(key))
        BEGIN SELECT RAISE(ABORT, '\(message)'); END;

        """
    }

    /// The name of the trigger that refuses further rows of a sealed book.
    static func insertionGuard(of table: String) -> String { "\(table)_is_complete" }

    /// A table whose rows belong to a closing or another book and are fixed once it is sealed.
    static func child(_ name: String, _ columns: String, key: String, of book: String = "closing") -> String {
        let sealed = "(SELECT sealed FROM \(book) WHERE id ="
        return """
            CREATE TABLE \(name) (
                \(book) INTEGER NOT NULL REFERENCES \(book) (id), \(columns),
                PRIMARY KEY (\(book), \(key))
            ) STRICT, WITHOUT ROWID;
            CREATE TRIGGER \(insertionGuard(of: name)) BEFORE INSERT ON \(name) WHEN \(sealed) NEW.\(book)) = 1
            BEGIN SELECT RAISE(ABORT, 'a closed revision cannot be changed'); END;
            CREATE TRIGGER \(name)_is_fixed BEFORE UPDATE ON \(name)
            BEGIN SELECT RAISE(ABORT, 'a closed revision cannot be changed'); END;
            CREATE TRIGGER \(name)_stays BEFORE DELETE ON \(name)
            BEGIN SELECT RAISE(ABORT, 'a closed revision cannot be changed'); END;

            """
    }
}
