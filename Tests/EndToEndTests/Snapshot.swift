import Digests
import Foundation
import GRDB

/// The contents of a folder, to check whether a command changed anything.
struct Snapshot: Equatable, CustomStringConvertible {
    private let entries: [String: String]

    /// Reads a folder.
    ///
    /// A ledger counts by its contents: SQLite may change its counters and merge its log at any time.
    ///
    /// - Parameter withoutRejects: whether the list of rejects and its workbooks are left out.
    init(_ folder: String, withoutRejects: Bool = false) throws {
        var entries: [String: String] = [:]
        let names = FileManager.default.subpaths(atPath: folder) ?? []
        for name in names where !name.hasSuffix("-shm") && !name.hasSuffix("-wal") {
            if withoutRejects, name.hasPrefix("rejects") || name.hasPrefix(".rejects") { continue }
            let path = folder + "/" + name
            switch try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType {
            case .typeDirectory?: entries[name] = "folder"
            case .typeSymbolicLink?: entries[name] = "link"
            case .typeRegular? where name.hasSuffix(".sqlite"):
                entries[name] = try (try? LedgerLook.digestOfCopy(path)) ?? Snapshot.digest(path)
            case .typeRegular?: entries[name] = try Snapshot.digest(path)
            default: entries[name] = "special"
            }
        }
        self.entries = entries
    }

    private static func digest(_ path: String) throws -> String {
        SHA256.hash(data: try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)).hex
    }

    /// The files that differ in another snapshot.
    func difference(_ other: Snapshot) -> [String] {
        Set(entries.keys).union(other.entries.keys).filter { entries[$0] != other.entries[$0] }.sorted()
    }

    var description: String { entries.map { "\($0): \($1)" }.sorted().joined(separator: "\n") }
}

/// The contents of a ledger.
enum LedgerLook {
    /// A digest of every row of every table, without times of day and what depends on them: the journal's digests, and
    /// the bundle, which contains the times of the imports.
    static func digest(_ path: String) throws -> String {
        try look(path) { db in
            var hash = SHA256()
            let tables = try String.fetchAll(
                db,
                sql:
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('journal', 'bundle') ORDER BY name"
            )
            for table in tables {
                let columns = try db.columns(in: table).map(\.name).filter { $0 != "at" && $0 != "closed_at" }
                let cells = columns.map { "quote(\"\($0)\")" }.joined(separator: "||'|'||")
                hash.update(data: Data("\n\(table)\n".utf8))
                let rows = "SELECT \(cells) AS row FROM \"\(table)\" ORDER BY 1"
                let text = try Data.fetchOne(db, sql: "SELECT CAST(group_concat(row, char(10)) AS BLOB) FROM (\(rows))")
                hash.update(data: text ?? Data())
            }
            return hash.finalize().hex
        }
    }

    /// The digest, computed without changing the file.
    static func digestOfCopy(_ path: String) throws -> String {
        let folder = try TemporaryFolder("look")
        for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: path + ending) {
            try FileManager.default.copyItem(atPath: path + ending, toPath: folder / "ledger" + ending)
        }
        return try digest(folder / "ledger")
    }

    /// The result of SQLite's integrity check: `ok`.
    static func integrity(_ path: String) throws -> String {
        try look(path) { try String.fetchAll($0, sql: "PRAGMA integrity_check").joined(separator: "\n") }
    }

    /// The number returned by a query.
    static func number(_ path: String, _ query: String) throws -> Int {
        try look(path) { try Int.fetchOne($0, sql: query) ?? -1 }
    }

    /// The texts returned by a query.
    static func texts(_ path: String, _ query: String) throws -> [String] {
        try look(path) { try String.fetchAll($0, sql: query) }
    }

    /// Changes a file without the command.
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
    /// Runs a closure while another connection is about to write.
    static func holding(_ path: String, _ body: () throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            defer { try? db.execute(sql: "ROLLBACK") }
            try body()
        }
        try queue.close()
    }

    /// Runs a closure while another connection is in the middle of reading.
    static func reading(_ path: String, _ body: () throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.read { db in
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM member")
            try body()
        }
        try queue.close()
    }
}
