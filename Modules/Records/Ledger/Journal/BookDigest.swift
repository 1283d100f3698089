import Crypto
import Disk
import Foundation
import GRDB
import RecordStore

/// Something that the ledger seals: a closing, a review, a notice, with the rows that hang on it.
package enum Book: String, Sendable {
    case closing, review, notice

    /// The SHA-256 over the book's row and all rows that hang on it, in lower-case hex, for the journal.
    ///
    /// It stays as it is when the tables grow: a value of a later column is taken in by its name, and only where a row
    /// has one; a later table only where the book has rows in it.
    func digest(_ id: Int64, _ db: Database) throws -> String {
        var hash = SHA256()
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
            // The primary key begins with the book, so this is one run of neighbouring rows.
            let key = try db.primaryKey(table).columns.map(quoted).joined(separator: ", ")
            let rows = try DatabaseRow.fetchCursor(
                db, sql: "SELECT * FROM \(table) WHERE \(rawValue) = ? ORDER BY \(key)", arguments: [id])
            while let row = try rows.next() {
                name()
                try hash.update(row, columns: known[table] ?? 0)
            }
        }
        return hash.finalize().hex
    }

    /// The tables that hang on books of this kind, by name.
    private func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ESCAPE '\\' ORDER BY name",
            arguments: [rawValue + "\\_%"])
    }
}

extension SHA256 {
    /// Takes a row in, value by value.
    ///
    /// - Parameter columns: how many of its columns were there from the beginning; nil for all.
    mutating func update(_ row: DatabaseRow, columns: Int? = nil) throws {
        for (place, (name, value)) in row.enumerated() {
            if place >= columns ?? .max {
                if value.isNull { continue }
                update(data: Data("+\(name)\n".utf8))
            }
            try update(value)
        }
    }

    /// Takes the values of a row in.
    mutating func update(_ values: some Sequence<DatabaseValue>) throws {
        for value in values { try update(value) }
    }

    private mutating func update(_ value: DatabaseValue) throws {
        switch value.storage {
        case .null: update(data: Data("-\n".utf8))
        case .int64(let number): update(data: Data("\(number)\n".utf8))
        // Each text behind its length: no two rows spell the same bytes.
        case .string(let text): update(data: Data("\(text.utf8.count):\(text)\n".utf8))
        default: throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "the ledger holds no such value")
        }
    }
}
