public import AssessmentKernel
import GRDB
public import LedgerTables
public import RecordStore

/// One file of an import, or one sheet of a file, as recorded in the import journal.
public struct ImportedFile: Sendable {
    /// The file's name as given by the clerk, relative to the imported folder; with ``FileLayout/sheet`` appended.
    public let name: String
    /// The table's key.
    public let table: String
    /// The SHA-256 of the file's bytes, in lower-case hex.
    public let sha256: String
    /// How the table is laid out in the file.
    public let layout: FileLayout
    /// When it was imported, ISO 8601 in UTC.
    public let at: String
    /// The number of the import that it belongs to.
    public let batch: Int
    /// The row counts; all zero while the import is running.
    public private(set) var counts = ImportCounts()

    /// Describes a file.
    public init(name: String, table: String, sha256: String, layout: FileLayout, at: String, batch: Int) {
        self.name = name
        self.table = table
        self.sha256 = sha256
        self.layout = layout
        self.at = at
        self.batch = batch
    }

    init(_ row: DatabaseRow) {
        self.init(
            name: row["file"], table: row["table_key"], sha256: row["sha256"], layout: FileLayout(row), at: row["at"],
            batch: row["batch"])
        counts.rows = row["rows_in"]
        counts.inserted = row["inserted"]
        counts.unchanged = row["unchanged"]
        counts.filled = row["filled"]
        counts.amended = row["amended"]
        counts.rejected = row["rejected"]
    }

    /// The values of a line that the journal's digest covers.
    static func sealed(_ row: DatabaseRow) -> [DatabaseValue] {
        ["id", "batch", "at", "file", "table_key", "sha256"].map { row[$0] }
            + [FileLayout(row).summary.databaseValue]
            + ["rows_in", "inserted", "unchanged", "filled", "amended", "rejected"].map { row[$0] }
    }
}

/// Counts of a file's rows by outcome.
public struct ImportCounts: Hashable, Sendable {
    /// Rows in the file, except blank ones.
    public var rows = 0
    /// New records.
    public var inserted = 0
    /// Rows with nothing new.
    public var unchanged = 0
    /// Records that had a blank filled.
    public var filled = 0
    /// Records that were changed.
    public var amended = 0
    /// Rows that were rejected.
    public var rejected = 0
    /// The amended records in which a value was cleared; not in the journal, whose old versions say it.
    public var cleared = 0

    /// Creates counts of zero.
    public init() {}

    /// Adds the outcome of a batch.
    public mutating func add(_ outcome: WriteOutcome) {
        inserted += outcome.inserted
        unchanged += outcome.unchanged
        filled += outcome.filled
        amended += outcome.amended
        rejected += outcome.refused?.count ?? 0
        cleared += outcome.cleared
    }

    /// The sum of two counts.
    public static func + (left: ImportCounts, right: ImportCounts) -> ImportCounts {
        var sum = left
        sum.rows += right.rows
        sum.inserted += right.inserted
        sum.unchanged += right.unchanged
        sum.filled += right.filled
        sum.amended += right.amended
        sum.rejected += right.rejected
        sum.cleared += right.cleared
        return sum
    }
}

/// A running import: one transaction over all its files.
public final class ImportSession {
    let db: Database
    /// The tables written to, with their digests so far.
    private(set) var digests: [String: RecordDigest] = [:]
    /// The months of the records that were changed, by write.
    private(set) var changed: [ChangedMonths] = []
    /// Files of the journal that were looked up.
    var origins: [Int64: (name: String, batch: Int)] = [:]
    /// The members whom its records name; nil until any are written.
    private var knownMembers: KnownMembers?
    /// The number of the import; nil until a file was begun.
    private(set) var batch: Int?

    init(_ db: Database) { self.db = db }

    /// The roster as it is within the import.
    public func members() throws -> [Member] { try RecordReader(db).members() }

    /// The number of the next import.
    public func nextBatch() throws -> Int {
        (try Int.fetchOne(db, sql: "SELECT max(batch) FROM import_file") ?? 0) + 1
    }

    /// Records a file in the journal and returns its number.
    public func begin(_ file: ImportedFile) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO import_file (batch, at, file, table_key, sha256, format, encoding, sheet, header_row)
                VALUES (?,?,?,?,?,?,?,?,?)
                """,
            arguments: [
                file.batch, file.at, file.name, file.table, file.sha256, file.layout.format, file.layout.encoding,
                file.layout.sheet, file.layout.headerRow,
            ])
        batch = file.batch
        return db.lastInsertedRowID
    }

    /// Records the row counts of a file.
    public func finish(_ importID: Int64, _ counts: ImportCounts) throws {
        try db.execute(
            sql: """
                UPDATE import_file SET rows_in = ?, inserted = ?, unchanged = ?, filled = ?, amended = ?, rejected = ?
                WHERE id = ?
                """,
            arguments: [
                counts.rows, counts.inserted, counts.unchanged, counts.filled, counts.amended, counts.rejected,
                importID,
            ])
    }

    /// Writes the checked rows of a table.
    ///
    /// - Parameters:
    ///   - files: the files by the numbers in the rows; dropped files are left out.
    ///   - amend: whether a differing row replaces the record instead of causing a conflict.
    ///   - progress: called now and then with the number of rows so far.
    /// - Returns: the outcome of each file's rows.
    public func write(
        _ rows: RowSorter, files: [Int: DeliveredFile], amend: Bool, progress: (Int) -> Void = { _ in }
    ) throws -> [Int: WriteOutcome] {
        let members = try knownMembers ?? KnownMembers(db)
        knownMembers = members
        let writer = try RecordWriter(db, RecordTable(rows.schema), members: members)
        let outcomes = try writer.write(rows, files: files, amend: amend, progress: progress)
        let key = rows.schema.key
        var digest = try RecordDigest.stored(of: key, db)
        digest.add(writer.digest)
        try db.execute(
            sql: "INSERT OR REPLACE INTO record_digest (table_key, digest) VALUES (?, ?)", arguments: [key, digest.hex])
        digests[key] = digest
        changed.append(writer.changed)
        return outcomes
    }
}

extension Ledger {
    /// How an import ended.
    public enum ImportEnd: Sendable {
        /// Everything is kept.
        case keep
        /// Nothing is kept: there were rejects, or it was a dry run.
        case discard
    }

    /// Runs one import as one transaction: all of it is kept, or nothing.
    ///
    /// - Parameter bytes: the length of the files, as far as it is known: one that is large beside the ledger is written
    ///   another way.
    /// - Throws: ``Problem``, in which case nothing is kept.
    public func importing<Result>(
        by author: Author, bytes: Int = 0, _ body: (ImportSession) throws -> (ImportEnd, Result)
    ) throws(Problem) -> Result {
        try LedgerProblem.mapped(path) {
            let bulk = BulkJournal(pool, path, importing: bytes)
            return try pool.writeWithoutTransaction { db in
                try bulk?.begin(db)
                // The session and its writer check what refers to what, each member and file once.
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                defer {
                    try? db.execute(sql: "PRAGMA foreign_keys = ON")
                    bulk?.end(db)
                }
                var result: Result?
                try db.inTransaction(.immediate) {
                    let session = ImportSession(db)
                    let (end, value) = try body(session)
                    if end == .keep { try Journal.add(db, session, by: author) }
                    result = value
                    return end == .keep ? .commit : .rollback
                }
                guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
                return result
            }
        }
    }

    /// The digests of all files ever imported.
    ///
    /// - Parameter tables: keys of tables whose files are left out.
    public func importedDigests(except tables: Set<String> = []) throws(Problem) -> Set<String> {
        try read { db in
            var digests: Set<String> = []
            let rows = try DatabaseRow.fetchCursor(db, sql: "SELECT DISTINCT sha256, table_key FROM import_file")
            while let row = try rows.next() {
                if !tables.contains(row["table_key"]) { digests.insert(row["sha256"]) }
            }
            return digests
        }
    }

    /// The names of all imported files by import number.
    public func importedFileNames() throws(Problem) -> [Int64: String] {
        try read { db in
            var names: [Int64: String] = [:]
            let rows = try DatabaseRow.fetchCursor(db, sql: "SELECT id, file FROM import_file")
            while let row = try rows.next() { names[row["id"]] = row["file"] }
            return names
        }
    }

    /// One line of the import journal; nil for an unknown number.
    public func importedFile(_ id: Int64) throws(Problem) -> ImportedFile? {
        try read { db in
            try DatabaseRow.fetchOne(db, sql: "SELECT * FROM import_file WHERE id = ?", arguments: [id])
                .map(ImportedFile.init)
        }
    }
}
