import GRDB
import RecordStore

/// The schema's third step: imports and notices that were withdrawn.
///
/// What was withdrawn stays in tables of its own, so that whoever reads records and notices sees those that hold.
enum WithdrawalStep {
    static func take(_ db: Database) throws {
        try db.execute(sql: imports + fixed("withdrawal") + fixed("withdrawn_record") + notices)
        try db.execute(sql: fixed("withdrawn_notice") + noticeTriggers)
    }

    private static let imports = """
        -- An import that was taken back.
        CREATE TABLE withdrawal (
            id INTEGER PRIMARY KEY,
            batch INTEGER NOT NULL UNIQUE,
            reason TEXT NOT NULL CHECK (length(reason) > 0),
            withdrawn_at TEXT NOT NULL,
            withdrawn_by TEXT NOT NULL,
            -- The last import that the ledger had then.
            imported_through INTEGER NOT NULL,
            -- Its entry of the journal: closings that were journalled before it saw the records.
            journal INTEGER NOT NULL
        ) STRICT;

        -- A version of a record that was taken back with its import.
        CREATE TABLE withdrawn_record (
            withdrawal INTEGER NOT NULL REFERENCES withdrawal (id),
            number INTEGER NOT NULL,
            table_key TEXT NOT NULL,
            record TEXT NOT NULL,
            import INTEGER NOT NULL REFERENCES import_file (id),
            row INTEGER NOT NULL,
            content TEXT NOT NULL CHECK (json_valid(content)),
            -- The day by which it counted; nothing in a table without such days.
            day INTEGER,
            -- What the record is again; nothing for one that the import had inserted, which is gone.
            restored TEXT CHECK (restored IS NULL OR json_valid(restored)),
            restored_import INTEGER REFERENCES import_file (id),
            restored_row INTEGER,
            restored_day INTEGER,
            PRIMARY KEY (withdrawal, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX withdrawn_record_record ON withdrawn_record (record, withdrawal);

        """

    private static let notices = """
        -- An issued notice that was taken back: the text over which the journal has its digest.
        CREATE TABLE withdrawn_notice (
            id INTEGER PRIMARY KEY,
            month TEXT NOT NULL,
            issued_at TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (length(reason) > 0),
            withdrawn_at TEXT NOT NULL,
            withdrawn_by TEXT NOT NULL,
            content TEXT NOT NULL
        ) STRICT;

        """

    /// A notice and its rows may go once it stands among the withdrawn ones.
    private static let noticeTriggers = """
        DROP TRIGGER notice_stays;
        CREATE TRIGGER notice_stays BEFORE DELETE ON notice
        WHEN NOT EXISTS (
            SELECT 1 FROM withdrawn_notice WHERE month = OLD.month AND issued_at = OLD.issued_at)
        BEGIN SELECT RAISE(ABORT, 'an issued notice cannot be deleted'); END;

        """
        + ["notice_pay", "notice_file"].map { table in
            """
            DROP TRIGGER \(table)_stays;
            CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
            WHEN NOT EXISTS (
                SELECT 1 FROM withdrawn_notice AS w JOIN notice AS n ON w.month = n.month AND w.issued_at = n.issued_at
                WHERE n.id = OLD.notice)
            BEGIN SELECT RAISE(ABORT, 'a closed revision cannot be changed'); END;

            """
        }.joined()

    private static func fixed(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what was withdrawn stays as it was'); END;
        CREATE TRIGGER \(table)_is_fixed BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what was withdrawn stays as it was'); END;

        """
    }
}
