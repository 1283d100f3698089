extension LedgerSchema {
    /// An annual review and its dependent rows; sealed like a closing.
    static let reviews =
        """
        CREATE TABLE review (
            id INTEGER PRIMARY KEY,
            year TEXT NOT NULL CHECK (year GLOB '[0-9][0-9][0-9][0-9]'),
            revision INTEGER NOT NULL CHECK (revision >= 1),
            reviewed_at TEXT NOT NULL,
            -- The last import whose records it saw.
            imported_through INTEGER NOT NULL,
            rulebook TEXT NOT NULL,
            rulebook_sha256 TEXT NOT NULL CHECK (length(rulebook_sha256) = 64),
            product TEXT NOT NULL,
            -- Why the year was reviewed again.
            reason TEXT NOT NULL CHECK ((revision = 1) = (reason = '')),
            sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed = 0 OR sealed = 1),
            UNIQUE (year, revision)
        ) STRICT;
        CREATE TRIGGER review_stays BEFORE DELETE ON review
        BEGIN SELECT RAISE(ABORT, 'a review cannot be deleted'); END;
        CREATE TRIGGER review_is_fixed BEFORE UPDATE ON review
        WHEN OLD.sealed = 1 OR NEW.id <> OLD.id OR NEW.year <> OLD.year OR NEW.revision <> OLD.revision
        BEGIN SELECT RAISE(ABORT, 'a closed revision cannot be changed'); END;
        CREATE TRIGGER review_is_kept BEFORE INSERT ON review
        WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.id OR (year = NEW.year AND revision = NEW.revision))
        BEGIN SELECT RAISE(ABORT, 'this revision is there already'); END;
        -- Revisions are counted without a gap, so that none can have been lost.
        CREATE TRIGGER review_follows BEFORE INSERT ON review
        WHEN NEW.revision > 1
            AND NOT EXISTS (SELECT 1 FROM review WHERE year = NEW.year AND revision = NEW.revision - 1)
        BEGIN SELECT RAISE(ABORT, 'the revision before it is missing'); END;

        """
        + child(
            "review_closing", "quarter TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 1)",
            key: "quarter", of: "review")
        + child("review_item", "item TEXT NOT NULL, version TEXT NOT NULL", key: "item", of: "review")
        + child(
            "review_member",
            """
            member TEXT NOT NULL REFERENCES member (member), rated_quarters INTEGER NOT NULL
                CHECK (rated_quarters BETWEEN 1 AND 4),
            quarters_mean INTEGER NOT NULL, months_mean INTEGER NOT NULL,
            satisfaction INTEGER CHECK (satisfaction BETWEEN 0 AND 10000), composite INTEGER NOT NULL,
            days_in_post INTEGER NOT NULL CHECK (days_in_post BETWEEN 0 AND 366),
            merit_flag INTEGER NOT NULL CHECK (merit_flag = 0 OR merit_flag = 1),
            eligible INTEGER NOT NULL CHECK (eligible = 0 OR eligible = 1),
            excellent INTEGER NOT NULL CHECK (excellent = 0 OR excellent = 1),
            CHECK (excellent <= eligible AND eligible + merit_flag <= 1)
            """, key: "member", of: "review")
        + child(
            "review_star",
            """
            village TEXT NOT NULL, grid TEXT NOT NULL, composite INTEGER NOT NULL,
            stars INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 5)
            """, key: "village, grid", of: "review")
        + child(
            "review_finding", "member TEXT NOT NULL, finding TEXT NOT NULL, basis TEXT NOT NULL",
            key: "member, finding, basis", of: "review")
        + child(
            "review_file",
            "name TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), bytes INTEGER NOT NULL",
            key: "name", of: "review")
}
