package import AssessmentKernel
import GRDB
import LedgerTables
import RecordStore
package import ResultTables

/// Writes the rows of a closing, a review or a notice to the ledger; they become fixed when it is sealed.
package class BookWriter {
    fileprivate let db: Database
    fileprivate let book: Book
    fileprivate let id: Int64
    private var inserts: [String: ResultStore.Insert] = [:]
    /// The statements for its other rows by the table's name: there may be ten thousand files.
    private var statements: [String: PreparedStatement] = [:]
    /// The digest of its rows, of which some are taken before it is sealed.
    private var digest: BookDigest?
    /// The bundle made from it.
    private(set) var bundle: MadeBundle?
    /// What people confirmed for it, as the journal tells it: details and their values.
    fileprivate(set) var confirmed: [(String, String)] = []

    required init(_ db: Database, _ book: Book, _ id: Int64) {
        self.db = db
        self.book = book
        self.id = id
    }

    /// Adds a row of a result table.
    ///
    /// - Throws: when the ledger does not keep the table or keeps it in a book of another kind.
    package func add(_ record: ResultRecord) throws {
        if let table = record.schema.ledger?.name { try check(table) }
        try inserting(record.schema).add(record)
    }

    private func inserting(_ schema: ResultSchema) throws -> ResultStore.Insert {
        if let name = schema.ledger?.name, let known = inserts[name] { return known }
        guard let place = schema.ledger, let store = ResultStore(schema) else {
            throw Problem(
                .fault,
                LocalText("账本中没有表“\(schema.title.chinese)”", "the ledger does not keep \(schema.title.english)"))
        }
        let insert = try ResultStore.Insert(store, db, book: id)
        inserts[place.name] = insert
        return insert
    }

    /// Takes the digest of its rows but for its files, while those are still being written.
    ///
    /// Rows of tables before that of the files are digested now; those of tables behind it are read now, and digested after the
    /// files. No further rows can be added but those of the files.
    ///
    /// - Parameter folder: where the text of those behind waits.
    package func digestRows(in folder: String) throws {
        var digest = try BookDigest(of: book, id, isSealed: true, db)
        try digest.take(allBut: "\(book.rawValue)_file", in: folder, db)
        self.digest = digest
    }

    /// The digest of all its rows, once it is sealed.
    func digestAll() throws -> String {
        guard var digest else { return try book.digest(id, db) }
        return try digest.finish(db)
    }

    /// A row behind the digest's back would look like tampering.
    private func check(_ table: String) throws(Problem) {
        guard digest?.has(table) != true else {
            throw Problem(.fault, LocalText("表 \(table) 已封存", "the rows of \(table) are complete"))
        }
    }

    /// Adds one of its files.
    package func addFile(name: String, sha256: String, bytes: Int) throws {
        try insert("file", ["name": name, "sha256": sha256, "bytes": bytes])
    }

    /// Notes for the journal that a person confirmed a table to have no rows, and why.
    package func note(emptyTable key: String, reason: String) {
        confirmed.append((JournalEntry.emptyTable + key, reason))
    }

    /// Adds an assessed item with the version of its module.
    package func addItem(key: String, version: String) throws { try insert("item", ["item": key, "version": version]) }

    /// Adds the bundle made from it.
    package func addBundle(_ made: MadeBundle) throws {
        try made.insert(db)
        bundle = made
    }

    fileprivate func insert(_ name: String, _ values: KeyValuePairs<String, any BindableValue>) throws {
        let table = "\(book.rawValue)_\(name)"
        try check(table)
        let insert = try statements[name] ?? PreparedStatement(db, into: table, [book.rawValue] + values.map(\.key))
        statements[name] = insert
        id.put(into: insert.handle, at: 1)
        for (place, value) in values.enumerated() { value.value.put(into: insert.handle, at: Int32(place + 2)) }
        try insert.run()
    }
}

/// Writes a closing's rows to the ledger.
package final class ClosingWriter: BookWriter {
    /// Adds a person's decision that this closing depends on.
    package func addDecision(_ taken: Decision) throws {
        try insert(
            "decision",
            [
                "kind": taken.kind.rawValue, "member": taken.member.string, "item": taken.item,
                "subject": taken.subject, "reason": taken.reason, "decided_at": taken.decidedAt,
                "decided_by": taken.decidedBy,
            ])
        if taken.kind == .acceptEmpty { note(emptyTable: taken.subject, reason: taken.reason) }
    }
}

/// Writes a review's rows to the ledger.
package final class ReviewWriter: BookWriter {
    /// Adds a closing that the review read.
    package func addClosing(_ quarter: Quarter, revision: Int) throws {
        try insert("closing", ["quarter": quarter.description, "revision": revision])
    }
}
