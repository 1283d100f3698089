import GRDB
import RecordStore

/// The schema's third step: imports and notices that were withdrawn.
///
/// What was withdrawn stays in tables of its own, so that whoever reads records and notices sees those that hold.
enum WithdrawalStep {
    static func take(_ db: Database) throws {
        try db.execute(sql: WithdrawnRecords.definition + fixed("withdrawal") + fixed("withdrawn_record") + notices)
        try db.execute(sql: fixed("withdrawn_notice") + noticeTriggers)
    }

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
        + mayGo("notice_pay") + mayGo("notice_file")

    /// Lets the rows of a notice's table go with a notice that stands among the withdrawn ones.
    static func mayGo(_ table: String) -> String {
        """
        DROP TRIGGER \(table)_stays;
        CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
        WHEN NOT EXISTS (
            SELECT 1 FROM withdrawn_notice AS w JOIN notice AS n ON w.month = n.month AND w.issued_at = n.issued_at
            WHERE n.id = OLD.notice)
        BEGIN SELECT RAISE(ABORT, 'a closed revision cannot be changed'); END;

        """
    }

    private static func fixed(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what was withdrawn stays as it was'); END;
        CREATE TRIGGER \(table)_is_fixed BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what was withdrawn stays as it was'); END;

        """
    }
}
