import AssessmentKernel
import Disk
import GRDB

/// How an import that brings more than is there is written: with a rollback journal in place of the write-ahead log.
///
/// What is new in the file then goes to its place at once. Through the log it is written twice, and read in between.
/// Until the import ends whoever reads the ledger waits, which is why only such an import is written so: beside it there
/// is little to read. While somebody reads, the log stays.
struct BulkJournal {
    /// The least bytes of files that are worth it.
    private static let least = 1 << 18
    /// The ending of the journal's name after the ledger's.
    static let ending = "-journal"

    private let pool: DatabasePool
    private let path: String

    /// - Returns: nil for an import that is written through the log.
    init?(_ pool: DatabasePool, _ path: String, importing bytes: Int) {
        guard bytes >= BulkJournal.least, bytes >= FileStatus(path)?.length ?? .max else { return nil }
        self.pool = pool
        self.path = path
    }

    /// Turns to the journal, if nobody reads; then a commit is on disk when it returns, as with the log.
    func begin(_ db: Database) throws {
        // Idle readers of our own would be in the way.
        pool.invalidateReadOnlyConnections()
        do {
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            try db.execute(sql: "PRAGMA synchronous = EXTRA")
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
            return
        }
    }

    /// Turns back to the log.
    ///
    /// If somebody has begun to read, the next one who opens the ledger for writing does so.
    func end(_ db: Database) {
        try? db.execute(sql: "PRAGMA synchronous = FULL")
        try? db.execute(sql: "PRAGMA journal_mode = WAL")
        // The next readers find the log's files, which they may not make.
        _ = try? Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
    }

    /// Rolls back what a killed import has left, which a connection that only reads may not do.
    static func rollBack(_ path: String) throws {
        guard let journal = FileStatus(path + ending), journal.length > 0 else { return }
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
        try queue.close()
    }
}
