import AssessmentKernel
package import Digests
import Disk
package import Foundation
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
        var hash = SHA256()
        try add(id, to: &hash, db)
        return hash.finalize().hex
    }

    /// The text over which ``digest(_:_:)`` is taken: every value of the book's rows.
    package func text(_ id: Int64, _ db: Database) throws -> String {
        var text = DigestedText()
        try add(id, to: &text, db)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private func add(_ id: Int64, to hash: inout some RowDigest, _ db: Database) throws {
        if let head = try DatabaseRow.fetchOne(db, sql: "SELECT * FROM \(rawValue) WHERE id = ?", arguments: [id]) {
            try hash.update(head)
        }
        let known = try LedgerSchema.columnCounts.get()
        for table in try tables(db) {
            var text = RowText()
            if known[table] != nil { text.add("\(table)\n") }
            var isNamed = known[table] != nil
            // The primary key begins with the book, so this reads one run of neighbouring rows.
            let key = try db.primaryKey(table).columns.map(quoted).joined(separator: ", ")
            let rows = try PreparedStatement(
                db, "SELECT * FROM \(table) WHERE \(rawValue) = ? ORDER BY \(key)")
            rows.bind(id)
            try rows.forEachRow { row in
                if !isNamed { text.add("\(table)\n") }
                isNamed = true
                try text.add(row, columns: known[table] ?? 0)
                if text.bytes.count > 1 << 16 { text.move(to: &hash) }
            }
            text.move(to: &hash)
        }
    }

    /// The dependent tables of this kind of book, by name.
    package func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ESCAPE '\\' ORDER BY name",
            arguments: [rawValue + "\\_%"])
    }
}

/// Takes the values of rows, in an order that no two lists of rows share.
package protocol RowDigest {
    mutating func update(data: Data)
}

extension SHA256: RowDigest {}

/// The text that a digest is taken of.
private struct DigestedText: RowDigest {
    var bytes: [UInt8] = []

    mutating func update(data: Data) { bytes += data }
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
        hash.update(data: Data(bytes))
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
