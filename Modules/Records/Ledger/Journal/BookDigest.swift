import Crypto
import Foundation
import GRDB
import RecordStore

/// Something that the ledger seals: a closing, a review, a notice, with the rows that hang on it.
enum Book: String {
    case closing, review, notice

    /// The SHA-256 over the book's row and all rows that hang on it, in lower-case hex, for the journal.
    func digest(_ id: Int64, _ db: Database) throws -> String {
        var hash = SHA256()
        try add("SELECT * FROM \(rawValue) WHERE id = ?", id, db, &hash)
        for table in try tables(db) {
            hash.update(data: Data("\(table)\n".utf8))
            // The primary key begins with the book, so this is one run of neighbouring rows.
            let key = try db.primaryKey(table).columns.map(quoted).joined(separator: ", ")
            try add("SELECT * FROM \(table) WHERE \(rawValue) = ? ORDER BY \(key)", id, db, &hash)
        }
        return hash.finalize().hex
    }

    /// The tables that hang on books of this kind, by name.
    private func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ESCAPE '\\' ORDER BY name",
            arguments: [rawValue + "\\_%"])
    }

    private func add(_ sql: String, _ id: Int64, _ db: Database, _ hash: inout SHA256) throws {
        let rows = try DatabaseRow.fetchCursor(db, sql: sql, arguments: [id])
        while let row = try rows.next() { try hash.update(row) }
    }
}

extension SHA256 {
    /// Takes a row in, value by value.
    mutating func update(_ row: DatabaseRow) throws { try update(row.databaseValues) }

    /// Takes the values of a row in.
    mutating func update(_ values: some Sequence<DatabaseValue>) throws {
        for value in values {
            switch value.storage {
            case .null: update(data: Data("-\n".utf8))
            case .int64(let number): update(data: Data("\(number)\n".utf8))
            // Each text behind its length: no two rows spell the same bytes.
            case .string(let text): update(data: Data("\(text.utf8.count):\(text)\n".utf8))
            default: throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "the ledger holds no such value")
            }
        }
    }
}

extension Digest {
    /// In lower-case hex.
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
