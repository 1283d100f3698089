import GRDB

/// The register's fourth step: no row takes the place of another, whichever of its values is the same.
///
/// `INSERT OR REPLACE` deletes every row with an equal unique value, and no trigger for deletions runs.
enum ReplacementStep {
    static func take(_ db: Database) throws {
        let tables = [
            ("entry", "digest = NEW.digest"), ("anchor", "line = NEW.line"),
            ("rotation", "old_number = NEW.old_number OR new_number = NEW.new_number"), ("setting", "key = NEW.key"),
        ]
        for (table, same) in tables {
            try db.execute(
                sql: """
                    CREATE TRIGGER \(table)_is_not_replaced BEFORE INSERT ON \(table)
                    WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(same))
                    BEGIN SELECT RAISE(ABORT, 'what was received stays'); END;
                    """)
        }
    }
}
