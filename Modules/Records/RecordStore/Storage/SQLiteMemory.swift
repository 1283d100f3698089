import CSQLite

/// How SQLite uses memory in this process.
package enum SQLiteMemory {
    /// The bytes of pages that a statement may have changed before what they were is written to a file: SQLite's own 64 KiB are
    /// four pages of a ledger.
    private static let statementBytes: Int32 = 1 << 18

    /// Turns off statistics that nobody reads, for which each piece of memory would take a lock, and lets statements hold
    /// pages in memory.
    ///
    /// Takes effect before SQLite's first use in the process, later not; either is right.
    package static func configure() { _ = isSaid }

    private static let isSaid =
        kaohe_sqlite_keep_no_statistics() == SQLITE_OK && kaohe_sqlite_hold_statements(statementBytes) == SQLITE_OK
}
