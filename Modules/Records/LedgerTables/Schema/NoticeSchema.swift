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
