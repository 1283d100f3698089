package import GRDB
import RecordStore

/// The triggers that refuse further rows of a sealed book, set aside in the transaction that writes a new one.
///
/// For a table with a trigger, SQLite keeps a copy of each page that an insertion changes, in case the trigger takes it back.
/// So it copies a page of a hundred rows for each row, and for a large book through a file. Neither a reader nor a ledger
/// whose writer was killed is ever without the triggers: they go and come back in one transaction. One that is missing in the
/// file stays so, which the check against a new ledger's triggers reports.
package struct InsertionGuards {
    private let definitions: [String]

    /// Drops the triggers of one kind of book.
    package init(settingAside book: Book, _ db: Database) throws {
        let names = Set(try book.tables(db).map(LedgerSchema.insertionGuard))
        let triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        let found = try DatabaseRow.fetchAll(db, sql: triggers).filter { names.contains($0["name"]) }
        definitions = found.map { $0["sql"] }
        for trigger in found { try db.execute(sql: "DROP TRIGGER \(quoted(trigger["name"]))") }
    }

    /// Puts the triggers back, as they were written.
    package func putBack(_ db: Database) throws {
        for definition in definitions { try db.execute(sql: definition) }
    }
}
