package import Crypto
import Disk
package import Foundation
package import GRDB
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
            var isNamed = false
            func name() {
                if !isNamed { hash.update(data: Data("\(table)\n".utf8)) }
                isNamed = true
            }
            if known[table] != nil { name() }
            // The primary key begins with the book, so this reads one run of neighbouring rows.
            let key = try db.primaryKey(table).columns.map(quoted).joined(separator: ", ")
            let rows = try DatabaseRow.fetchCursor(
                db, sql: "SELECT * FROM \(table) WHERE \(rawValue) = ? ORDER BY \(key)", arguments: [id])
            while let row = try rows.next() {
                name()
                try hash.update(row, columns: known[table] ?? 0)
            }
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

extension RowDigest {
    /// Adds a row to the digest, value by value.
    ///
    /// - Parameter columns: the number of its original columns; nil for all.
    package mutating func update(_ row: DatabaseRow, columns: Int? = nil) throws {
        for (place, (name, value)) in row.enumerated() {
            if place >= columns ?? .max {
                if value.isNull { continue }
                update(data: Data("+\(name)\n".utf8))
            }
            try update(value)
        }
    }

    /// Adds the values of a row to the digest.
    package mutating func update(_ values: some Sequence<DatabaseValue>) throws {
        for value in values { try update(value) }
    }

    private mutating func update(_ value: DatabaseValue) throws {
        switch value.storage {
        case .null: update(data: Data("-\n".utf8))
        case .int64(let number): update(data: Data("\(number)\n".utf8))
        // Each text is prefixed with its length, so that no two rows produce the same bytes.
        case .string(let text): update(data: Data("\(text.utf8.count):\(text)\n".utf8))
        default: throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "the ledger holds no such value")
        }
    }
}
