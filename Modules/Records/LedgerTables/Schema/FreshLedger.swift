package import GRDB
package import RecordStore
package import ResultTables

/// What a ledger's file consists of: its triggers as written, and its tables, views and indices with their columns.
package struct LedgerObjects: Sendable {
    /// The triggers by name, as written.
    package let triggers: [String: String]
    /// The tables and views by name, each with its columns; an index has none.
    package let tables: [String: Set<String>]

    /// Whether a table may be there that is not declared: one of an item that is not installed any more.
    package func mayStay(_ name: String) -> Bool {
        guard let columns = tables[name] else { return false }
        return columns.contains { $0.hasPrefix("import INTEGER") } && columns.contains { $0.hasPrefix("row INTEGER") }
    }
}

/// A ledger in memory, to compare others with.
package enum FreshLedger {
    /// The parts of a new ledger with these tables.
    package static func objects(_ records: [RecordTable], _ results: [ResultSchema]) throws -> LedgerObjects {
        try DatabaseQueue().write { db in
            try LedgerSchema.migrate(db, township: nil)
            let file = try StoredDefinitions(db)
            for table in records { try table.install(db, in: file) }
            for table in results { try ResultStore(table)?.install(db, in: file) }
            return try objects(db)
        }
    }

    /// The parts of a ledger.
    package static func objects(_ db: Database) throws -> LedgerObjects {
        var triggers: [String: String] = [:]
        var tables: [String: Set<String>] = [:]
        for row in try DatabaseRow.fetchAll(
            db, sql: "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'")
        {
            let (type, name): (String, String) = (row["type"], row["name"])
            switch type {
            case "trigger": triggers[name] = row["sql"] ?? ""
            // The index of a natural key is left out while rows are loaded.
            case "index": continue
            default:
                // Columns that were added later stand at the end, so their order does not matter.
                tables[name] = Set(
                    try DatabaseRow.fetchAll(db, sql: "SELECT * FROM pragma_table_xinfo(?)", arguments: [name]).map {
                        column in
                        let (label, form): (String, String) = (column["name"], column["type"])
                        let (isRequired, key): (Int, Int) = (column["notnull"], column["pk"])
                        return "\(label) \(form) \(isRequired) \(key)"
                    })
            }
        }
        return LedgerObjects(triggers: triggers, tables: tables)
    }
}
