public import AssessmentKernel
import Digests
import Disk
import GRDB
import GRDBSQLite
import LedgerTables
import RecordStore
import TownshipTables

extension Ledger {
    /// Takes an import back, as one transaction: the records that it inserted go, and those that it filled or amended are
    /// what they were.
    ///
    /// Closings and notices stay as they are, and so do the import's journal, its originals and what was withdrawn.
    ///
    /// - Parameters:
    ///   - number: the import's number.
    ///   - reason: why; not blank.
    ///   - isRehearsal: whether nothing is kept.
    /// - Returns: what was withdrawn, or why nothing was.
    /// - Throws: ``Problem`` when there is no such import or it is withdrawn already, or on any other failure; then
    ///   nothing is kept.
    public func withdraw(
        _ number: Int, reason: String, isRehearsal: Bool = false, by author: Author
    ) throws(Problem) -> Result<WithdrawnImport, WithdrawalRefusal> {
        try LedgerProblem.mapped(path) {
            do {
                return try pool.writeWithoutTransaction { db in
                    var outcome: WithdrawnImport?
                    try db.inTransaction(.immediate) {
                        var withdrawal = try Withdrawal(number, tables, db)
                        outcome = try withdrawal.carryOut(reason: reason, by: author)
                        return isRehearsal ? .rollback : .commit
                    }
                    guard let outcome else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
                    return .success(outcome)
                }
            } catch let refusal as WithdrawalRefusal {
                return .failure(refusal)
            }
        }
    }
}

/// One withdrawal in progress.
private struct Withdrawal {
    private let db: Database
    private let made: JournalledImport
    /// The numbers of its files, which follow one another.
    private let files: ClosedRange<Int64>
    /// The tables that it wrote to, each after those that it may refer to.
    private let tables: [TableSchema]
    private let allTables: [TableSchema]
    private var report: WithdrawnImport

    init(_ number: Int, _ tables: [TableSchema], _ db: Database) throws {
        guard let made = try Ledger.imports(db, number: number).first,
            let first = try Int64.fetchOne(
                db, sql: "SELECT min(id) FROM import_file WHERE batch = ?", arguments: [number]),
            let last = try Int64.fetchOne(
                db, sql: "SELECT max(id) FROM import_file WHERE batch = ?", arguments: [number])
        else {
            throw Problem(
                .usage, LocalText("没有编号为 \(number) 的导入", "there is no import number \(number)"),
                next: Advice("\(by: .listImports)查看编号", "see the numbers \(by: .listImports)"))
        }
        if let earlier = made.withdrawal {
            throw Problem(
                .usage,
                LocalText(
                    "导入 \(number) 已撤回（\(earlier.reason)）", "import \(number) is withdrawn already (\(earlier.reason))"),
                next: Advice("\(by: .listImports)查看", "see \(deed: .listImports)"))
        }
        let keys = Set(made.files.map(\.table))
        if let unknown = keys.subtracting(tables.map(\.key)).min() {
            throw Problem(
                .badInput,
                LocalText("本程序没有安装表 \(unknown)", "this kaohe has no table \(unknown)"),
                next: LocalText("使用写入它的 kaohe", "use the kaohe that wrote it"))
        }
        self.db = db
        self.made = made
        files = first...last
        allTables = tables
        self.tables = tables.filter { keys.contains($0.key) }
        report = WithdrawnImport(number: number)
    }

    mutating func carryOut(reason: String, by author: Author) throws -> WithdrawnImport {
        try checkUntouched()
        let journal = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM journal") ?? 0) + 1
        try db.execute(
            sql: """
                INSERT INTO withdrawal (batch, reason, withdrawn_at, withdrawn_by, imported_through, journal)
                VALUES (?,?,?,?, (SELECT max(id) FROM import_file), ?)
                """, arguments: [made.number, reason, author.at, author.name, journal])
        let id = db.lastInsertedRowID
        var note = try WithdrawnRecords(id, files, db)
        var digests: [(String, String)] = []
        for table in tables { try note.add(table) }
        try checkMembers(withdrawal: id)
        // Those that refer to others first.
        for table in tables.reversed() {
            let withdrawer = try RecordWithdrawer(db, table, digest: try RecordDigest.stored(of: table.key, db))
            report.tables.insert(try takeBack(table, withdrawal: id, withdrawer), at: 0)
            digests.insert((table.key, withdrawer.digest.hex), at: 0)
            try db.execute(
                sql: "INSERT OR REPLACE INTO record_digest (table_key, digest) VALUES (?, ?)",
                arguments: [table.key, withdrawer.digest.hex])
        }
        digests.sort { Text($0.0) < Text($1.0) }
        try Journal.add(
            db, .withdrawal, String(made.number), by: author,
            [("reason", reason), ("files", try Journal.withdrawalDigest(of: made.number, db) ?? "")] + digests)
        report.closings = try Ledger.closings(touchedBy: id, db)
        let keys = Set(tables.map(\.key))
        report.repeatedBy = try Ledger.imports(db).filter { later in
            later.number > made.number && later.withdrawal == nil
                && later.files.contains { keys.contains($0.table) && $0.counts.unchanged > 0 }
        }
        return report
    }

    /// Refuses when a later import that still holds has filled or amended what this one delivered.
    private func checkUntouched() throws {
        let rows = try DatabaseRow.fetchCursor(
            db,
            sql: """
                SELECT v.record, f.batch FROM record_version AS v JOIN import_file AS f ON f.id = v.import
                WHERE f.batch > ? AND f.batch NOT IN (SELECT batch FROM withdrawal)
                    AND v.record IN (
                        SELECT record FROM record_version WHERE previous_import BETWEEN ? AND ? AND import > ?)
                ORDER BY f.batch, v.id
                """, arguments: [made.number, files.lowerBound, files.upperBound, files.upperBound])
        var later: [Int: (count: Int, first: [RecordReference])] = [:]
        while let row = try rows.next() {
            let batch: Int = row["batch"]
            later[batch, default: (0, [])].count += 1
            if later[batch, default: (0, [])].first.count < 3, let record = RecordReference(row["record"]) {
                later[batch, default: (0, [])].first.append(record)
            }
        }
        guard !later.isEmpty else { return }
        throw WithdrawalRefusal.touched(
            try later.keys.sorted().compactMap { batch in
                guard let made = try Ledger.imports(db, number: batch).first, let (count, first) = later[batch] else {
                    return nil
                }
                return WithdrawalRefusal.Later(made: made, count: count, first: first)
            })
    }

    /// Refuses when members whom the import brought are still named by what stays.
    private func checkMembers(withdrawal id: Int64) throws {
        let roster = MemberTable.shared.schema
        let gone = Set(
            try String.fetchAll(
                db,
                sql: "SELECT record FROM withdrawn_record WHERE withdrawal = ? AND table_key = ? AND restored IS NULL",
                arguments: [id, roster.key]
            ).compactMap { RecordReference($0)?.parts.first }.map { Text($0) })
        var tablesNaming: [Text: Set<String>] = [:]
        var filesNaming: [Text: Set<Int64>] = [:]
        for table in allTables where table.memberColumn != nil && table.key != roster.key {
            let staying = try PreparedStatement(
                db,
                """
                SELECT DISTINCT "import" FROM \(RecordTable(table).name)
                WHERE member = ? AND "import" NOT BETWEEN ? AND ?
                """)
            for member in gone {
                staying.bind(member, files.lowerBound, files.upperBound)
                try staying.forEachRow { handle in
                    tablesNaming[member, default: []].insert(table.key)
                    filesNaming[member, default: []].insert(sqlite3_column_int64(handle, 0))
                }
            }
        }
        let known = Set(try RecordReader(db).members().map(\.code)).subtracting(gone)
        for table in tables where table.memberColumn != nil && table.key != roster.key {
            let withdrawer = try RecordWithdrawer(db, table, digest: RecordDigest())
            let restored = try String.fetchCursor(
                db,
                sql:
                    "SELECT restored FROM withdrawn_record WHERE withdrawal = ? AND table_key = ? AND restored IS NOT NULL",
                arguments: [id, table.key])
            while let content = try restored.next() {
                if let member = try withdrawer.named(in: content).member, !known.contains(member) {
                    tablesNaming[member, default: []].insert(table.key)
                }
            }
        }
        let inResults = gone.isEmpty ? [] : gone.intersection(try membersOfResults())
        let named = Set(tablesNaming.keys).union(inResults)
        if named.isEmpty { return }
        let batches = Dictionary(
            try DatabaseRow.fetchAll(db, sql: "SELECT id, batch FROM import_file").map {
                ($0["id"] as Int64, $0["batch"] as Int)
            }
        ) { $1 }
        throw WithdrawalRefusal.namedStill(
            named.sorted().map { member in
                WithdrawalRefusal.Named(
                    member: member, tables: allTables.map(\.key).filter { tablesNaming[member]?.contains($0) == true },
                    imports: Set(filesNaming[member, default: []].compactMap { batches[$0] }).sorted(),
                    isInResults: inResults.contains(member))
            })
    }

    /// The members in tables of the ledger's own that refer to the roster.
    private func membersOfResults() throws -> Set<Text> {
        let records = Set(allTables.map(\.key))
        var members: Set<Text> = []
        let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for name in names where !records.contains(name) {
            let refers = try db.foreignKeys(on: name).contains { $0.destinationTable == MemberTable.shared.schema.key }
            guard refers else { continue }
            members.formUnion(
                try String.fetchAll(db, sql: "SELECT DISTINCT member FROM \(quoted(name))").map { Text($0) })
        }
        return members
    }

    /// Removes or restores the noted records of a table.
    private func takeBack(
        _ table: TableSchema, withdrawal id: Int64, _ withdrawer: RecordWithdrawer
    ) throws -> WithdrawnImport.Table {
        var counts = WithdrawnImport.Table(key: table.key)
        let rows = try DatabaseRow.fetchCursor(
            db, sql: "SELECT * FROM withdrawn_record WHERE withdrawal = ? AND table_key = ? ORDER BY number",
            arguments: [id, table.key])
        while let row = try rows.next() {
            guard let reference = RecordReference(row["record"]) else { throw WithdrawnRecords.corrupt }
            if let content: String = row["restored"] {
                _ = try withdrawer.restore(
                    reference, to: content, importID: row["restored_import"], row: row["restored_row"])
                counts.restored += 1
            } else {
                try withdrawer.remove(reference)
                counts.removed += 1
            }
        }
        return counts
    }
}
