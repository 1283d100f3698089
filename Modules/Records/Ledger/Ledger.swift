public import AssessmentKernel
import Closing
import Disk
import GRDB
import LedgerTables
public import RecordStore
package import ResultTables
import TownshipTables

/// The ledger: one SQLite file with every record, its origin, and every closing.
///
/// ```swift
/// let ledger = try Ledger(opening: "ledger.sqlite", tables: tables)
/// try ledger.importing { session in … }                       // one transaction, whole or nothing
/// let rows = try ledger.reading { try $0.rows(of: schema, member: code, in: quarter.range) }
/// ```
/// The file is in WAL mode. Item tables come from the installed items' schemas. The file itself enforces the integrity
/// of the data: strict tables, foreign keys, checks, and triggers that keep a closed revision unchanged.
public final class Ledger: Sendable {
    /// The installed tables: the core ones first, then the items'.
    public let tables: [TableSchema]
    /// The result tables that it keeps.
    let results: [ResultSchema]
    let pool: DatabasePool
    /// The file's path in problems.
    let path: String
    /// What is read instead of a file on a read-only medium; nil for the file itself.
    private let copy: LedgerCopy?

    /// The page cache of the writing connection, in KiB: rows are written in the order of the leaves, and each leaf once.
    ///
    /// Readers keep SQLite's usual 2 MiB: they walk the leaves in order too.
    private static let writerCacheKiB = 4_096
    /// The bytes of a page of a new ledger; one that is there keeps its own.
    ///
    /// SQLite's own are 4,096. Larger ones are fewer to find, split and write: a large import takes a fifth less.
    private static let pageBytes = 16_384

    /// Opens a ledger and upgrades it to this version.
    ///
    /// - Parameters:
    ///   - path: the file; it must exist (see ``create(at:township:tables:)``).
    ///   - itemTables: the tables of the installed items; those missing in the file are added.
    ///   - toRead: whether it is only read; its bytes then do not change, unless it must be upgraded first.
    ///     A file in a folder where nothing can be written, such as a DVD's, is read from a temporary copy.
    /// - Throws: ``Problem`` when the file is missing, is not a ledger, comes from a newer version, or cannot be
    ///   written.
    public convenience init(
        opening path: String, tables itemTables: [TableSchema], toRead: Bool = false
    ) throws(Problem) {
        try self.init(opening: path, tables: itemTables, results: KeptTables.all, toRead: toRead)
    }

    /// Opens a ledger with other result tables than the product's own; columns missing in the file are added.
    package convenience init(
        opening path: String, tables itemTables: [TableSchema], results: [ResultSchema], toRead: Bool = false
    ) throws(Problem) {
        let copy = toRead ? try LedgerCopy(ofUnwritable: path) : nil
        try self.init(path: path, copy: copy, tables: itemTables, results: results, township: nil, toRead: toRead)
    }

    /// Creates a new ledger; the file must not exist yet.
    public static func create(at path: String, township: String, tables itemTables: [TableSchema]) throws(Problem) {
        // SQLite takes a file's permissions for its log too.
        try Files.create(path, [], mode: 0o600)
        let ledger = try Ledger(
            path: path, copy: nil, tables: itemTables, results: KeptTables.all, township: township, toRead: false)
        try ledger.close()
    }

    private init(
        path: String, copy: LedgerCopy?, tables itemTables: [TableSchema], results: [ResultSchema], township: String?,
        toRead: Bool
    ) throws(Problem) {
        let tables = CoreTables.all + itemTables
        self.tables = tables
        self.results = results
        self.path = path
        self.copy = copy
        SQLiteMemory.configure()
        let file = copy?.path ?? path
        let current = try LedgerProblem.mapped(path) {
            try BulkJournal.rollBack(file)
            return toRead ? try Ledger.currentPool(file, path, tables, results) : nil
        }
        if let current {
            pool = current
            return
        }
        pool = try LedgerProblem.mapped(path) {
            if township == nil { try Ledger.checkHeader(file, path) }
            var configuration = Ledger.configuration(isReadOnly: false)
            // Must be said before the file has a page; afterwards it means nothing.
            if township != nil {
                configuration.prepareDatabase { try $0.execute(sql: "PRAGMA page_size = \(Ledger.pageBytes)") }
            }
            let pool = try DatabasePool(path: file, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA cache_size = -\(Ledger.writerCacheKiB)")
                // A commit is on disk before a closing's folder gets its name, even after a power failure.
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            return pool
        }
        try LedgerProblem.mapped(path) {
            try pool.write { db in
                if try township == nil && Ledger.isCurrent(db, tables, results) { return }
                try LedgerSchema.migrate(db, township: township)
                let file = try StoredDefinitions(db)
                for table in tables { try RecordTable(table).install(db, in: file) }
                for table in results { try ResultStore(table)?.install(db, in: file) }
            }
        }
    }

    private static func configuration(isReadOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 16
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// Connections that only read; nil when the file must be upgraded first.
    private static func currentPool(
        _ file: String, _ path: String, _ tables: [TableSchema], _ results: [ResultSchema]
    ) throws -> DatabasePool? {
        let pool = try DatabasePool(path: file, configuration: configuration(isReadOnly: true))
        let isCurrent = try pool.read { db in
            try checkHeader(db, path)
            return try Ledger.isCurrent(db, tables, results)
        }
        if !isCurrent { try pool.close() }
        return isCurrent ? pool : nil
    }

    /// Whether the file is of this version and has all tables as declared.
    private static func isCurrent(
        _ db: Database, _ tables: [TableSchema], _ results: [ResultSchema]
    ) throws -> Bool {
        guard try Int.fetchOne(db, sql: "PRAGMA user_version") == LedgerSchema.version else { return false }
        let file = try StoredDefinitions(db)
        return tables.allSatisfy { RecordTable($0).isInstalled(file) }
            && results.allSatisfy { ResultStore($0)?.isInstalled(file) ?? true }
    }

    /// Checks which program a file belongs to, before WAL mode would change it.
    private static func checkHeader(_ file: String, _ path: String) throws {
        try DatabaseQueue(path: file, configuration: configuration(isReadOnly: true)).read { try checkHeader($0, path) }
    }

    /// Checks which program the file belongs to.
    private static func checkHeader(_ db: Database, _ path: String) throws {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == LedgerSchema.applicationID else {
            throw LedgerProblem.notALedger(path)
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if version > LedgerSchema.version { throw LedgerProblem.newer(path, version) }
    }

    /// The township's name, as given when the workspace was made.
    public func township() throws(Problem) -> String {
        try read { try Ledger.township($0) }
    }

    static func township(_ db: Database) throws -> String {
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE key = 'township'") ?? ""
    }

    /// Merges the write-ahead log into the file and closes it.
    public func close() throws(Problem) {
        try LedgerProblem.mapped(path) {
            try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
            // The last connection to close removes the log's files, which read-only connections may not do.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        }
    }

    /// Reads with a connection of its own.
    ///
    /// Several threads may read at once and see the same ledger, as long as nobody writes in between.
    ///
    /// - Throws: ``Problem`` of the ledger, or what the body throws.
    public func reading<Result>(_ body: (RecordReader) throws -> Result) throws(Problem) -> Result {
        try read { db in try body(RecordReader(db)) }
    }

    /// The problem for an error thrown while reading the ledger, for code that carries it to another thread.
    public func problem(_ error: any Error) -> Problem { LedgerProblem.problem(error, path) }

    func read<Result>(_ body: (Database) throws -> Result) throws(Problem) -> Result {
        try LedgerProblem.mapped(path) { try pool.read(body) }
    }

    /// Changes the ledger in one transaction.
    func write<Result>(_ body: (Database) throws -> Result) throws(Problem) -> Result {
        try LedgerProblem.mapped(path) { try pool.write(body) }
    }
}
