package import AssessmentKernel
package import GRDB
import GRDBSQLite

/// Notes the records of an import before they are taken back: what they say, and what they were.
package struct WithdrawnRecords {
    private let db: Database
    private let withdrawal: Int64
    private let files: ClosedRange<Int64>
    private let hasVersions: Bool
    private let version: PreparedStatement
    private let insert: PreparedStatement
    private var number = 0

    /// The tables of withdrawals and of what they took back; part of the schema's third step, so it never changes.
    package static let definition = """
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

    package static var corrupt: DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a withdrawn record cannot be read")
    }

    package init(_ withdrawal: Int64, _ files: ClosedRange<Int64>, _ db: Database) throws {
        self.db = db
        self.withdrawal = withdrawal
        self.files = files
        hasVersions =
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM record_version WHERE import BETWEEN ? AND ?)",
                arguments: [files.lowerBound, files.upperBound]) ?? false
        version = try PreparedStatement(
            db,
            """
            SELECT previous, previous_import, previous_row FROM record_version
            WHERE record = ? AND import BETWEEN ? AND ? ORDER BY id LIMIT 1
            """)
        insert = try PreparedStatement(
            db,
            """
            INSERT INTO withdrawn_record (withdrawal, number, table_key, record, import, row, content, day, restored,
                restored_import, restored_row, restored_day) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
            """)
    }

    /// Notes the records of a table.
    package mutating func add(_ table: TableSchema) throws {
        let withdrawer = try RecordWithdrawer(db, table, digest: RecordDigest())
        var number = number
        try withdrawer.each(of: files) { record in
            number += 1
            let reference = record.block.reference(0)
            let earlier = try earlierVersion(of: reference)
            let day = try earlier.map { try withdrawer.named(in: $0.content).day } ?? nil
            insert.bind(
                withdrawal, number, table.key, reference.text, record.importID, record.row,
                RecordWithdrawer.content(of: record), record.block.attributionDate(0)?.packed, earlier?.content,
                earlier?.importID, earlier?.row, day?.packed)
            try insert.run()
        }
        self.number = number
    }

    /// What a record was before the import; nil when the import inserted it.
    private func earlierVersion(
        of reference: RecordReference
    ) throws -> (content: String, importID: Int64, row: Int64)? {
        guard hasVersions else { return nil }
        var found: (content: String, importID: Int64, row: Int64)?
        version.bind(reference.text, files.lowerBound, files.upperBound)
        try version.forEachRow { handle in
            guard let text = sqlite3_column_text(handle, 0) else { throw WithdrawnRecords.corrupt }
            found = (String(cString: text), sqlite3_column_int64(handle, 1), sqlite3_column_int64(handle, 2))
        }
        // A row of the import that filled what another row of it had inserted.
        if let found, files.contains(found.importID) { return nil }
        return found
    }
}

extension RecordReader {
    /// A record's origin at a point of the ledger's history, if it was filled, amended or withdrawn since; nil when it was
    /// not.
    ///
    /// - Parameters:
    ///   - importID: the last import that counts.
    ///   - entry: the last entry of the journal that counts.
    /// - Returns: the file's number in the import journal, and the row.
    package func origin(
        of reference: RecordReference, through importID: Int64, journal entry: Int64
    ) throws -> (importID: Int64, row: Int)? {
        let version = try DatabaseRow.fetchOne(
            db,
            sql: """
                SELECT import, previous_import, previous_row FROM record_version
                WHERE record = ? AND import > ? ORDER BY id LIMIT 1
                """, arguments: [reference.text.string, importID])
        let withdrawn = try DatabaseRow.fetchOne(
            db,
            sql: """
                SELECT r.import, r.row, w.imported_through FROM withdrawn_record AS r
                JOIN withdrawal AS w ON w.id = r.withdrawal
                WHERE r.record = ? AND w.journal > ? ORDER BY w.id LIMIT 1
                """, arguments: [reference.text.string, entry])
        if let withdrawn {
            let isFirst =
                version.map { ($0["import"] as Int64) > (withdrawn["imported_through"] as Int64) } ?? true
            if isFirst { return (withdrawn["import"], withdrawn["row"]) }
        }
        return version.map { ($0["previous_import"], $0["previous_row"]) }
    }
}
