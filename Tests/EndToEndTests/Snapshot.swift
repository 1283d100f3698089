import Crypto
import Foundation
import GRDB

/// The contents of a folder, to tell whether a command changed anything.
struct Snapshot: Equatable, CustomStringConvertible {
    private let entries: [String: String]

    /// Looks at a folder. SQLite's shared memory is scratch paper, and an empty log is none.
    init(_ folder: String, without left: Set<String> = []) throws {
        var entries: [String: String] = [:]
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for name in names where !name.hasSuffix("-shm") && !left.contains(name) {
            let path = folder + "/" + name
            switch try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType {
            case .typeDirectory?: entries[name] = "folder"
            case .typeSymbolicLink?: entries[name] = "link"
            case .typeRegular?:
                let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
                if name.hasSuffix("-wal"), data.isEmpty { continue }
                entries[name] = SHA256.hash(data: data).description
            default: entries[name] = "special"
            }
        }
        self.entries = entries
    }

    var description: String { entries.map { "\($0): \($1)" }.sorted().joined(separator: "\n") }
}

/// What a ledger holds.
enum LedgerLook {
    /// A digest of every row of every table, but for the times of day.
    static func digest(_ path: String) throws -> String {
        try look(path) { db in
            var hash = SHA256()
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
            for table in tables {
                let columns = try db.columns(in: table).map(\.name).filter { $0 != "at" && $0 != "closed_at" }
                let cells = columns.map { "quote(\"\($0)\")" }.joined(separator: "||'|'||")
                let order = columns.indices.map { String($0 + 2) }.joined(separator: ",")
                let list = columns.map { "\"\($0)\"" }.joined(separator: ",")
                hash.update(data: Data("\(table)\n".utf8))
                let rows = try String.fetchCursor(
                    db, sql: "SELECT row FROM (SELECT \(cells) AS row, \(list) FROM \"\(table)\" ORDER BY \(order))")
                while let row = try rows.next() { hash.update(data: Data(row.utf8)) }
            }
            return hash.finalize().description
        }
    }

    /// What SQLite says about the file: `ok`.
    static func integrity(_ path: String) throws -> String {
        try look(path) { try String.fetchAll($0, sql: "PRAGMA integrity_check").joined(separator: "\n") }
    }

    /// The number that a query gives.
    static func number(_ path: String, _ query: String) throws -> Int {
        try look(path) { try Int.fetchOne($0, sql: query) ?? -1 }
    }

    /// The texts that a query gives.
    static func texts(_ path: String, _ query: String) throws -> [String] {
        try look(path) { try String.fetchAll($0, sql: query) }
    }

    /// Changes a file behind the command's back.
    static func change(_ path: String, _ statements: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: statements) }
        try queue.close()
    }

    private static func look<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read(body)
    }
}

extension LedgerLook {
    /// Does something while another connection is about to write.
    static func holding(_ path: String, _ body: () throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            defer { try? db.execute(sql: "ROLLBACK") }
            try body()
        }
        try queue.close()
    }

    /// Does something while another connection stands in the middle of reading.
    static func reading(_ path: String, _ body: () throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM member")
            try body()
        }
        try queue.close()
    }
}
