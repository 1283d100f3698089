import GRDB

/// The register's tables.
enum RegisterSchema {
    /// Step *n* leads from version *n* to *n + 1*; a released step never changes.
    static let steps: [@Sendable (Database) throws -> Void] = [
        { db in try db.execute(sql: first) },
        { db in
            try db.execute(
                sql: """
                    ALTER TABLE receipt ADD COLUMN identity TEXT NOT NULL DEFAULT '';
                    ALTER TABLE refusal ADD COLUMN identity TEXT NOT NULL DEFAULT '';
                    """)
        },
        { db in try TrustStep.take(db) },
        { db in try ReplacementStep.take(db) },
    ]

    private static let first =
        """
        CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        -- Whose signature counts for which township; a township may have had several keys.
        CREATE TABLE trusted_key (
            township TEXT NOT NULL, number TEXT NOT NULL, line TEXT NOT NULL,
            trusted_at TEXT NOT NULL, trusted_by TEXT NOT NULL,
            PRIMARY KEY (township, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER trusted_key_is_the_only_one BEFORE INSERT ON trusted_key
        WHEN EXISTS (
            SELECT 1 FROM trusted_key
            WHERE number = NEW.number AND (line <> NEW.line OR township = NEW.township))
        BEGIN SELECT RAISE(ABORT, 'another key has this number'); END;
        CREATE TRIGGER trusted_key_is_fixed BEFORE UPDATE ON trusted_key
        BEGIN SELECT RAISE(ABORT, 'a trusted key stays as it was put in'); END;
        -- The bundles that were accepted, in the order of their acceptance.
        CREATE TABLE receipt (
            id INTEGER PRIMARY KEY,
            township TEXT NOT NULL, name TEXT NOT NULL, period TEXT NOT NULL, revision INTEGER NOT NULL,
            sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), previous TEXT NOT NULL, signed_by TEXT NOT NULL,
            -- The keys of the bands, best first, space-separated.
            bands TEXT NOT NULL, pay_due INTEGER NOT NULL,
            received_at TEXT NOT NULL, received_by TEXT NOT NULL,
            UNIQUE (township, name)
        ) STRICT;
        CREATE TABLE standing (
            receipt INTEGER NOT NULL REFERENCES receipt (id), member TEXT NOT NULL, name TEXT NOT NULL,
            office TEXT NOT NULL, village TEXT NOT NULL, grid TEXT NOT NULL, total INTEGER NOT NULL, band TEXT NOT NULL,
            monthly_amount INTEGER NOT NULL, rank INTEGER,
            PRIMARY KEY (receipt, member)
        ) STRICT, WITHOUT ROWID;
        -- The bundles that were refused, and why.
        CREATE TABLE refusal (
            id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, township TEXT NOT NULL,
            period TEXT NOT NULL, name TEXT NOT NULL, is_alarm INTEGER NOT NULL, reason_zh TEXT NOT NULL,
            reason_en TEXT NOT NULL, refused_at TEXT NOT NULL, refused_by TEXT NOT NULL
        ) STRICT;

        """ + fixed("receipt", "id = NEW.id OR sha256 = NEW.sha256 OR (township = NEW.township AND name = NEW.name)")
        + fixed("standing", "receipt = NEW.receipt AND member = NEW.member") + fixed("refusal", "id = NEW.id")

    /// The triggers that make a table's rows permanent; `same` is the condition that a new row equals an existing one.
    ///
    /// Without the last trigger, INSERT OR REPLACE would replace an existing row.
    static func fixed(_ table: String, _ same: String) -> String {
        """
        CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what was received stays'); END;
        CREATE TRIGGER \(table)_is_fixed BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'what was received stays'); END;
        CREATE TRIGGER \(table)_is_kept BEFORE INSERT ON \(table)
        WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(same))
        BEGIN SELECT RAISE(ABORT, 'what was received stays'); END;

        """
    }
}
