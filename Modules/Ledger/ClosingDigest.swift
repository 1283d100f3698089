import Crypto
import Foundation
import GRDB

/// One digest over everything that the ledger keeps of a closing, for the journal.
enum ClosingDigest {
    /// The tables that hang on a closing, each with the rest of its primary key, in the order of their names.
    private static let tables = [
        ("closing_adjustment", "member"), ("closing_decision", "kind, member, item, subject"),
        ("closing_deduction", "member, item, number"), ("closing_file", "name"),
        ("closing_finding", "member, finding, basis"), ("closing_item", "item"), ("closing_month", "member, month"),
        ("closing_pay", "member, month"), ("closing_score", "member, item"), ("closing_total", "member"),
    ]

    /// The SHA-256 over a closing's row and all rows that hang on it, in lower-case hex.
    static func of(_ closing: Int64, _ db: Database) throws -> String {
        var hash = SHA256()
        try add("closing", "SELECT * FROM closing WHERE id = ?", closing, db, &hash)
        for (table, key) in tables {
            // The primary key begins with the closing, so this is one run of neighbouring rows in their order.
            try add(table, "SELECT * FROM \(table) WHERE closing = ? ORDER BY \(key)", closing, db, &hash)
        }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func add(
        _ table: String, _ sql: String, _ closing: Int64, _ db: Database, _ hash: inout SHA256
    ) throws {
        hash.update(data: Data("\(table)\n".utf8))
        let rows = try DatabaseRow.fetchCursor(db, sql: sql, arguments: [closing])
        while let row = try rows.next() {
            for value in row.databaseValues {
                switch value.storage {
                case .null: hash.update(data: Data("-\n".utf8))
                case .int64(let number): hash.update(data: Data("\(number)\n".utf8))
                // Each text behind its length: no two rows spell the same bytes.
                case .string(let text): hash.update(data: Data("\(text.utf8.count):\(text)\n".utf8))
                default: throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "\(table) holds no such value")
                }
            }
        }
    }
}
