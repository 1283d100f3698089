import GRDB

/// The schema's fifth step: no row takes the place of another that is fixed, whichever of its values is the same.
///
/// `INSERT OR REPLACE` deletes every row with an equal unique value, and no trigger for deletions runs. The first steps
/// refuse a row with the number of another; these refuse one with another's digest, name or import.
enum ReplacementStep {
    static func take(_ db: Database) throws {
        let tables = [
            ("journal", "digest = NEW.digest", "an entry of the journal stays as it was written"),
            ("bundle", "name = NEW.name OR sha256 = NEW.sha256", "a bundle stays as it was made"),
            ("withdrawal", "id = NEW.id OR batch = NEW.batch", withdrawn),
            ("withdrawn_record", "withdrawal = NEW.withdrawal AND number = NEW.number", withdrawn),
            ("withdrawn_notice", "id = NEW.id", withdrawn),
        ]
        for (table, same, message) in tables {
            try db.execute(
                sql: """
                    CREATE TRIGGER \(table)_is_not_replaced BEFORE INSERT ON \(table)
                    WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(same))
                    BEGIN SELECT RAISE(ABORT, '\(message)'); END;
                    """)
        }
    }

    private static let withdrawn = "what was withdrawn stays as it was"
}
