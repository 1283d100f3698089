import AssessmentKernel
package import Digests
import Disk
package import GRDB
import GRDBSQLite
package import RecordStore

/// Something that the ledger seals: a closing, a review or a notice, with its dependent rows.
package enum Book: String, Sendable {
    case closing, review, notice

    /// The SHA-256 over the book's row and all its dependent rows, in lower-case hex, for the journal.
    ///
    /// It does not change when the schema grows: a later column's value is included by its name, and only in rows that
    /// have one; a later table only if the book has rows in it.
    package func digest(_ id: Int64, _ db: Database) throws -> String {
        var digest = try BookDigest(of: self, id, db)
        return try digest.finish(db)
    }

    /// The text over which ``digest(_:_:)`` is taken: every value of the book's rows.
    package func text(_ id: Int64, _ db: Database) throws -> String {
        var text = DigestedText()
        try text.update(head(id, db))
        for table in try tables(db) { try add(table, of: id, to: &text, db) }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// The values of the book's row; none when it has none.
    fileprivate func head(_ id: Int64, isSealed: Bool = false, _ db: Database) throws -> [DatabaseValue] {
        let row = try DatabaseRow.fetchOne(db, sql: "SELECT * FROM \(rawValue) WHERE id = ?", arguments: [id])
        return row.map { row in row.map { isSealed && $0 == "sealed" ? 1.databaseValue : $1 } } ?? []
    }

    fileprivate func add(_ table: String, of id: Int64, to hash: inout some RowDigest, _ db: Database) throws {
        let known = try LedgerSchema.columnCounts.get()[table]
        var text = RowText()
        if known != nil { text.add("\(table)\n") }
        var isNamed = known != nil
        // The primary key begins with the book, so this reads one run of neighbouring rows.
        let key = try db.primaryKey(table).columns.map(quoted).joined(separator: ", ")
        let rows = try PreparedStatement(db, "SELECT * FROM \(table) WHERE \(rawValue) = ? ORDER BY \(key)")
        rows.bind(id)
        try rows.forEachRow { row in
            if !isNamed { text.add("\(table)\n") }
            isNamed = true
            try text.add(row, columns: known ?? 0)
            if text.bytes.count > 1 << 16 { text.move(to: &hash) }
        }
        text.move(to: &hash)
    }

    /// The dependent tables of this kind of book, by name.
    package func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ESCAPE '\\' ORDER BY name",
            arguments: [rawValue + "\\_%"])
    }
}

/// The digest of a book that is being written, for which the rows of some tables are taken while those of others are still to come.
package struct BookDigest {
    private let book: Book
    private let id: Int64
    private var hash = SHA256()
    /// The tables to which no rows may be added any more, and those that are left.
    private var taken: Set<String> = []
    private var left: [String]
    /// The text of the tables behind the one that is left.
    private var behind: Spool?

    /// Takes the book's row.
    ///
    /// - Parameter isSealed: takes it as it will be once the book is sealed.
    package init(of book: Book, _ id: Int64, isSealed: Bool = false, _ db: Database) throws {
        (self.book, self.id, left) = (book, id, try book.tables(db))
        try hash.update(book.head(id, isSealed: isSealed, db))
    }

    /// Whether a table's rows are taken, so that there must be no further ones.
    package func has(_ table: String) -> Bool { taken.contains(table) }

    /// Takes the rows of all tables but one; those behind it are put into words, which wait for its own.
    ///
    /// - Parameter folder: where the words wait.
    package mutating func take(allBut open: String, in folder: String, _ db: Database) throws {
        while let next = left.first, next < open { try take(db) }
        guard left.first == open else { return }
        var text = SpooledText(spool: try Spool(in: folder))
        for table in left.dropFirst() {
            try book.add(table, of: id, to: &text, db)
            taken.insert(table)
        }
        if let failure = text.failure { throw failure }
        (left, behind) = ([open], text.spool)
    }

    /// Takes the rows of all other tables.
    ///
    /// - Returns: the SHA-256, in lower-case hex.
    package mutating func finish(_ db: Database) throws -> String {
        while !left.isEmpty { try take(db) }
        try behind?.reader().forEach { hash.update(bufferPointer: $0) }
        return hash.finalize().hex
    }

    private mutating func take(_ db: Database) throws {
        let table = left.removeFirst()
        try book.add(table, of: id, to: &hash, db)
        taken.insert(table)
    }
}

/// Takes the values of rows, in an order that no two lists of rows share.
package protocol RowDigest {
    mutating func update(bufferPointer: UnsafeRawBufferPointer)
}

extension SHA256: RowDigest {}

/// The text that a digest is taken of.
private struct DigestedText: RowDigest {
    var bytes: [UInt8] = []

    mutating func update(bufferPointer: UnsafeRawBufferPointer) { bytes += bufferPointer }
}

/// The text that a digest is taken of later.
private struct SpooledText: RowDigest {
    let spool: Spool
    private(set) var failure: Problem?

    init(spool: Spool) { self.spool = spool }

    mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        do throws(Problem) { try spool.write(bufferPointer) } catch { failure = error }
    }
}

/// The text of rows that digests are taken of: each value with a line break after it.
private struct RowText {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ text: String) { bytes += text.utf8 }

    private mutating func addEmpty() { add("-\n") }

    private mutating func add(_ number: Int64) {
        if number < 0 { bytes.append(0x2D) }
        bytes.append(digitsOf: number.magnitude)
        bytes.append(0x0A)
    }

    /// A text is prefixed with its length, so that no two rows produce the same bytes.
    private mutating func add(value text: some Collection<UInt8>) {
        bytes.append(digitsOf: UInt64(text.count))
        bytes.append(0x3A)
        bytes += text
        bytes.append(0x0A)
    }

    mutating func add(_ value: DatabaseValue) throws {
        switch value.storage {
        case .null: addEmpty()
        case .int64(let number): add(number)
        case .string(let text): add(value: text.utf8)
        default: throw RowText.mismatch
        }
    }

    /// Adds the values of a statement's row; those after the original columns by their names, where there are any.
    ///
    /// Without a value for each cell: a closing has a million.
    mutating func add(_ row: SQLiteStatement, columns: Int) throws {
        for place in 0..<sqlite3_column_count(row) {
            let type = sqlite3_column_type(row, place)
            if place >= columns {
                if type == SQLITE_NULL { continue }
                add("+\(sqlite3_column_name(row, place).map { String(cString: $0) } ?? "")\n")
            }
            switch type {
            case SQLITE_NULL: addEmpty()
            case SQLITE_INTEGER: add(sqlite3_column_int64(row, place))
            case SQLITE_TEXT:
                add(
                    value: UnsafeBufferPointer(
                        start: sqlite3_column_text(row, place), count: Int(sqlite3_column_bytes(row, place))))
            default: throw RowText.mismatch
            }
        }
    }

    private static let mismatch = DatabaseError(
        resultCode: .SQLITE_MISMATCH, message: "the ledger holds no such value")

    mutating func move(to hash: inout some RowDigest) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        bytes.removeAll(keepingCapacity: true)
    }
}

extension RowDigest {
    /// Adds a row to the digest, value by value.
    package mutating func update(_ row: DatabaseRow) throws { try update(row.databaseValues) }

    /// Adds the values of a row to the digest.
    package mutating func update(_ values: some Sequence<DatabaseValue>) throws {
        var text = RowText()
        for value in values { try text.add(value) }
        text.move(to: &self)
    }
}
