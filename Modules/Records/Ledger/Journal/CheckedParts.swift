import AssessmentKernel
import Closing
import Digests
import Disk
import Foundation
import GRDB
import LedgerTables
import RecordStore
import ResultTables

/// The old versions of records, which imports add and nothing changes.
enum RecordVersions {
    /// A digest over the versions of which no entry of the journal speaks yet, with the number of the last one:
    /// `12 <digest>`.
    static func unsaid(_ db: Database) throws -> String {
        let said = try String.fetchAll(
            db, sql: "SELECT detail FROM journal WHERE kind = ? ORDER BY id DESC",
            arguments: [JournalEntry.Kind.importing.rawValue]
        ).lazy.compactMap { last(in: (try? JSONDecoder().decode([String: String].self, from: Data($0.utf8))) ?? [:]) }
            .first
        return try written(after: said ?? 0, through: nil, db)
    }

    /// The number of the last version that an entry speaks of; nil for an entry of an earlier version of the program.
    static func last(in details: [String: String]) -> Int64? {
        details["versions"].flatMap { $0.split(separator: " ").first }.flatMap { Int64($0) }
    }

    /// The number of the last version of a range, and the digest of the range.
    static func written(after first: Int64, through last: Int64?, _ db: Database) throws -> String {
        var hash = SHA256()
        var number = first
        let rows = try DatabaseRow.fetchCursor(
            db, sql: "SELECT * FROM record_version WHERE id > ? AND id <= ? ORDER BY id",
            arguments: [first, last ?? .max])
        while let row = try rows.next() {
            try hash.update(row)
            number = row["id"]
        }
        return "\(number) \(hash.finalize().hex)"
    }
}

extension JournalCheck {
    /// Checks the old versions of records, as far as entries speak of them.
    mutating func versions() throws {
        var said: Int64?
        for entry in entries where entry.kind == JournalEntry.Kind.importing.rawValue {
            let details = entry.details
            guard let last = RecordVersions.last(in: details) else { continue }
            if try RecordVersions.written(after: said ?? 0, through: last, db) != details["versions"] {
                say([
                    LocalText(
                        "日志第 \(entry.number) 条所记的旧版记录被改动",
                        "old versions of records that entry \(entry.number) speaks of were changed")
                ])
            }
            said = last
        }
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM record_version") ?? 0
        if let said, last > said {
            say([LocalText("有日志未记载的旧版记录", "there are old versions of records that the journal does not speak of")])
        }
    }

    /// Checks that each bundle is as it was recorded, and follows the one before it.
    mutating func bundles() throws {
        let rows = try DatabaseRow.fetchAll(db, sql: "SELECT * FROM bundle ORDER BY id")
        let said = Dictionary(
            entries.filter { $0.details["bundle"] != nil }.map { ($0.subject, $0.details) },
            uniquingKeysWith: { first, _ in first })
        var before: Set<String> = [""]
        for row in rows {
            let (name, sha256, identity): (String, String, String) = (row["name"], row["sha256"], row["identity"])
            let details = said[name]
            let isAsSaid =
                details.map {
                    $0["bundle"] == sha256 && $0["key"] == row["signed_by"]
                        && ($0["identity"] ?? identity) == identity
                } ?? true
            if !isAsSaid || !before.contains(row["previous"]) {
                say([LocalText("上报包 \(name) 的登记被改动", "what is recorded of the bundle \(name) was changed")])
            }
            before = Set([sha256, identity]).subtracting([""])
        }
        let there = Set(rows.map { $0["name"] as String })
        for name in said.keys.sorted() where !there.contains(name) {
            say([LocalText("上报包 \(name) 的登记缺失", "the bundle \(name) is recorded no more")])
        }
    }

    /// Checks the township's name against that of the last closing.
    mutating func township() throws {
        guard let said = entries.last(where: { $0.details["township"] != nil })?.details["township"] else { return }
        let there = try Ledger.township(db)
        if there != said {
            say([
                LocalText(
                    "乡镇名称被改动：现为“\(there)”，结算时为“\(said)”",
                    "the township's name was changed: it is \(there), and was \(said) at the last closing")
            ])
        }
    }
}

/// Compares the ledger's tables and triggers with those of a new ledger.
enum SchemaCheck {
    /// The faults, and whether every table is there.
    static func faults(
        _ db: Database, _ tables: [TableSchema], _ results: [ResultSchema]
    ) throws -> (found: [LocalText], isWhole: Bool) {
        let right = try FreshLedger.objects(tables.map(RecordTable.init), results)
        let there = try FreshLedger.objects(db)
        var found: [LocalText] = []
        for name in Set(right.triggers.keys).union(there.triggers.keys).sorted()
        where right.triggers[name] != there.triggers[name] {
            found.append(
                right.triggers[name] == nil
                    ? LocalText("账本中多出触发器 \(name)", "the ledger has the trigger \(name), which is not the product's")
                    : there.triggers[name] == nil
                        ? LocalText("账本缺少触发器 \(name)", "the ledger lacks the trigger \(name)")
                        : LocalText("账本的触发器 \(name) 被改动", "the trigger \(name) of the ledger was changed"))
        }
        for name in right.tables.keys.sorted() {
            guard let columns = there.tables[name] else {
                found.append(LocalText("账本缺少表 \(name)", "the ledger lacks the table \(name)"))
                continue
            }
            if columns != right.tables[name] {
                found.append(LocalText("账本的表 \(name) 被改动", "the table \(name) of the ledger was changed"))
            }
        }
        for name in there.tables.keys.sorted() where right.tables[name] == nil && !there.mayStay(name) {
            found.append(LocalText("账本中多出 \(name)", "the ledger has \(name), which is not the product's"))
        }
        return (found, right.tables.keys.allSatisfy { there.tables[$0] != nil })
    }
}
