import Foundation
import GRDB
import Rulebook

/// The register's third step: approved rulebooks, bundles on hold, keys that are withdrawn or replaced, who should
/// report, the townships' journals, and the chain of entries over all of it.
enum TrustStep {
    static func take(_ db: Database) throws {
        try db.execute(sql: tables + keys + entries)
        for kind in RegisterEntry.Kind.ofTheFirstSteps {
            for subject in try kind.subjects(db) {
                try RegisterChain.add(db, kind, subject, at: "", by: "")
            }
        }
        try db.execute(
            sql:
                "INSERT INTO rulebook (sha256, file, yaml, is_approved, reason, decided_at, decided_by) VALUES (?,?,?,1,'','','')",
            arguments: [
                ApprovedRulebook.digest(Rulebook.shipped), Rulebook.shippedName,
                String(decoding: Rulebook.shipped, as: UTF8.self),
            ])
        try RegisterChain.add(db, .rulebook, String(db.lastInsertedRowID), at: "", by: "")
    }

    private static let tables =
        """
        ALTER TABLE receipt ADD COLUMN rulebook TEXT NOT NULL DEFAULT '';
        -- The last entry of the township's journal that the bundle carries, and its digest; 0 for a bundle without one.
        ALTER TABLE receipt ADD COLUMN journal_entries INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE receipt ADD COLUMN journal_head TEXT NOT NULL DEFAULT '';
        -- What an officer should look at in a received bundle, as JSON.
        CREATE TABLE gains (
            receipt INTEGER PRIMARY KEY REFERENCES receipt (id), value TEXT NOT NULL CHECK (json_valid(value))
        ) STRICT;
        -- Rulebooks that were approved or withdrawn; the last row of a digest counts.
        CREATE TABLE rulebook (
            id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), file TEXT NOT NULL,
            yaml TEXT NOT NULL, is_approved INTEGER NOT NULL CHECK (is_approved IN (0, 1)), reason TEXT NOT NULL,
            decided_at TEXT NOT NULL, decided_by TEXT NOT NULL
        ) STRICT;
        -- Bundles that wait for a decision of the district.
        CREATE TABLE held (
            id INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            identity TEXT NOT NULL, township TEXT NOT NULL, period TEXT NOT NULL, name TEXT NOT NULL,
            rulebook TEXT NOT NULL, reason_zh TEXT NOT NULL, reason_en TEXT NOT NULL,
            held_at TEXT NOT NULL, held_by TEXT NOT NULL
        ) STRICT;
        -- Keys that count no longer from a time on; exceptions are digests of bundles that are taken all the same.
        CREATE TABLE revocation (
            id INTEGER PRIMARY KEY, number TEXT NOT NULL, since TEXT NOT NULL, reason TEXT NOT NULL,
            exceptions TEXT NOT NULL, revoked_at TEXT NOT NULL, revoked_by TEXT NOT NULL
        ) STRICT;
        -- A key that a township replaced by another, with the statement that the old key signed.
        CREATE TABLE rotation (
            id INTEGER PRIMARY KEY, township TEXT NOT NULL, old_number TEXT NOT NULL UNIQUE,
            new_number TEXT NOT NULL UNIQUE, statement TEXT NOT NULL, taken_at TEXT NOT NULL, taken_by TEXT NOT NULL
        ) STRICT;
        -- Townships that should report, or need not any longer; the last row of a name counts.
        CREATE TABLE expectation (
            id INTEGER PRIMARY KEY, township TEXT NOT NULL, is_expected INTEGER NOT NULL CHECK (is_expected IN (0, 1)),
            decided_at TEXT NOT NULL, decided_by TEXT NOT NULL
        ) STRICT;
        -- The head of a township's journal at the issue of a month's notice.
        CREATE TABLE anchor (
            id INTEGER PRIMARY KEY, township TEXT NOT NULL, month TEXT NOT NULL, entries INTEGER NOT NULL,
            head TEXT NOT NULL CHECK (length(head) = 64), line TEXT NOT NULL UNIQUE,
            received_at TEXT NOT NULL, received_by TEXT NOT NULL
        ) STRICT;

        """
        + ["rulebook", "held", "revocation", "rotation", "expectation", "anchor"].map {
            RegisterSchema.fixed($0, "id = NEW.id")
        }.joined() + RegisterSchema.fixed("gains", "receipt = NEW.receipt")

    private static let keys = """
        CREATE TRIGGER trusted_key_stays BEFORE DELETE ON trusted_key
        BEGIN SELECT RAISE(ABORT, 'a trusted key stays as it was put in'); END;
        CREATE TRIGGER trusted_key_has_one_township BEFORE INSERT ON trusted_key
        WHEN EXISTS (SELECT 1 FROM trusted_key WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'a key is that of one township'); END;
        CREATE TRIGGER setting_stays BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'a setting stays'); END;
        CREATE TRIGGER setting_is_fixed BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'a setting stays'); END;

        """

    private static let entries =
        """
        -- Every change of the register, each with the digest of the one before it.
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL, kind TEXT NOT NULL,
            subject TEXT NOT NULL, content TEXT NOT NULL CHECK (length(content) = 64), previous TEXT NOT NULL,
            digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64)
        ) STRICT;

        """ + RegisterSchema.fixed("entry", "id = NEW.id")
}
