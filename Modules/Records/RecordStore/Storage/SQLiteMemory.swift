import CSQLite

/// How SQLite keeps account of its memory in this process.
package enum SQLiteMemory {
    /// Turns off statistics that nobody reads: each piece of memory would take a lock for them.
    ///
    /// Takes effect before SQLite's first use in the process, later not; either is right.
    package static func keepNoStatistics() { _ = isSaid }

    private static let isSaid = kaohe_sqlite_keep_no_statistics() == SQLITE_OK
}
