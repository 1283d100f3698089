package import GRDB

/// What a ledger's file defines, read once: its tables' columns, and the definitions as they were written.
///
/// Looking up each table by itself takes a tenth of a short run.
package struct StoredDefinitions {
    // By names in lower case: SQLite knows a table by its name in any.
    private let columns: [String: Set<String>]
    private let written: [String: String]

    package init(_ db: Database) throws {
        var columns: [String: Set<String>] = [:]
        var written: [String: String] = [:]
        // What another program put there is passed over where it cannot be looked at: a virtual table has no root page.
        let objects = """
            SELECT o.name, o.sql, c.name FROM sqlite_master AS o
            LEFT JOIN pragma_table_xinfo(CASE WHEN o.type = 'table' AND o.rootpage > 0 THEN o.name END) AS c
            ON c.hidden <> 1
            WHERE o.type = 'table' OR o.type = 'index'
            """
        let rows = try DatabaseRow.fetchCursor(db, sql: objects)
        while let row = try rows.next() {
            let (name, text, column): (String, String?, String?) = (row[0], row[1], row[2])
            let object = name.lowercased()
            // Only what SQLite makes itself has no text.
            written[object] = text
            if let column { columns[object, default: []].insert(column) }
        }
        (self.columns, self.written) = (columns, written)
    }

    /// The names of a table's columns; nil when there is no such table.
    package func columns(of table: String) -> Set<String>? { columns[table.lowercased()] }

    /// The `CREATE` statement of a table or index; nil when the file has no such object.
    package func text(of object: String) -> String? { written[object.lowercased()] }
}
