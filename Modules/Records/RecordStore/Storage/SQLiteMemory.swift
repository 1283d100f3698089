import CSQLite

/// How SQLite uses memory in this process.
package enum SQLiteMemory {
    /// How many bytes of pages, as they were before a statement changed them, stay in memory until it ends.
    ///
    /// More go through a file; SQLite's own 64 KiB are three pages of a ledger. They go there in one piece, and SQLite writes no
    /// piece that has a multiple of 128 KiB left: it calls the disk full. So this must be less.
    private static let statementBytes: Int32 = 120 << 10

    /// Turns off statistics that nobody reads, for which each piece of memory would take a lock, and lets statements hold
    /// pages in memory.
    ///
    /// Takes effect before SQLite's first use in the process, later not; either is right.
    package static func configure() { _ = isSaid }

    private static let isSaid =
        kaohe_sqlite_keep_no_statistics() == SQLITE_OK && kaohe_sqlite_hold_statements(statementBytes) == SQLITE_OK
}
