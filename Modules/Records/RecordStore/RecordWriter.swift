import AssessmentKernel
package import GRDB
import GRDBSQLite
import JSON

/// The outcome of writing one file's rows to a table.
public struct WriteOutcome: Sendable {
    /// New records.
    public var inserted = 0
    /// Rows whose record exists already with the same values.
    public var unchanged = 0
    /// Records in which a blank was filled.
    public var filled = 0
    /// Records that were changed, with the old version kept.
    public var amended = 0
    /// The rows of the file, ascending, that were not written.
    public var refused: [RefusedRow] = []

    /// Creates counts of zero.
    public init() {}
}

/// A row that the ledger refuses.
public struct RefusedRow: Sendable {
    /// The row number in its file.
    public let row: Int
    /// The column at fault: the first of the natural key when the record exists with other values; otherwise that of
    /// the table's rule between cells, which the record would break.
    public let column: Int
    /// Whether that rule would be broken.
    public let breaksRule: Bool

    /// Describes a refused row.
    public init(row: Int, column: Int, breaksRule: Bool) {
        self.row = row
        self.column = column
        self.breaksRule = breaksRule
    }
}

/// A file whose rows are written to a table.
public struct DeliveredFile: Sendable {
    /// Its number in the journal.
    public let importID: Int64
    /// For each column of the table whether the file had it; missing columns change nothing.
    public let delivered: [Bool]

    /// Describes a file.
    public init(importID: Int64, delivered: [Bool]) {
        self.importID = importID
        self.delivered = delivered
    }
}

/// Writes the sorted rows of one table to the ledger by the rules of the natural key.
package final class RecordWriter {
    private let db: Database
    private let table: RecordTable
    private let schema: TableSchema
    private let codec: RowCodec
    private let insert: PreparedStatement
    private let findByPrimaryKey: PreparedStatement
    private let findByNaturalKey: PreparedStatement
    private let update: PreparedStatement
    private let keepVersion: PreparedStatement
    private let noteMonth: PreparedStatement
    private var hasher: RecordHasher
    /// The change of the table's digest by the inserted and replaced records.
    package private(set) var digest = RecordDigest()
    private var notedMonths: Set<Month> = []
    private var notedRange: DateRange?

    package init(_ db: Database, _ table: RecordTable) throws {
        self.db = db
        self.table = table
        schema = table.schema
        codec = RowCodec(table.schema)
        hasher = RecordHasher(table.schema)
        let stored = table.storedNames
        let marks = Array(repeating: "?", count: stored.count).joined(separator: ",")
        let whereKey = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
        insert = try PreparedStatement(
            db, "INSERT INTO \(table.name) (\(stored.joined(separator: ","))) VALUES (\(marks)) ON CONFLICT DO NOTHING")
        let select = "SELECT \(table.columnNames.joined(separator: ",")), \"import\", \"row\" FROM \(table.name) WHERE"
        findByPrimaryKey = try PreparedStatement(db, "\(select) \(table.whereIsPrimaryKey)")
        findByNaturalKey = try PreparedStatement(db, "\(select) \(whereKey)")
        update = try PreparedStatement(
            db,
            """
            UPDATE \(table.name) SET \(stored.map { "\($0) = ?" }.joined(separator: ",")) WHERE \(table.whereIsPrimaryKey)
            """)
        noteMonth = try PreparedStatement(db, "INSERT OR IGNORE INTO record_month (table_key, month) VALUES (?,?)")
        keepVersion = try PreparedStatement(
            db,
            """
            INSERT INTO record_version (record, change, import, row, previous, previous_import, previous_row)
            VALUES (?,?,?,?,?,?,?)
            """)
    }

    /// Writes all rows: the first of equal keys becomes the record, and the others are compared with it.
    ///
    /// Many rows are inserted by member and day without the index of the natural key, which is then built as a whole.
    /// In that order, equal keys of one member and day still meet in arrival order; equal keys under different members
    /// or days make the index fail, and all rows are then written again in arrival order.
    ///
    /// - Parameters:
    ///   - files: the files by the numbers in the rows; dropped files are never looked up.
    ///   - progress: called now and then with the number of rows so far.
    package func write(
        _ rows: RowSorter, files: [Int: DeliveredFile], amend: Bool, progress: (Int) -> Void
    ) throws -> [Int: WriteOutcome] {
        var outcomes: [Int: WriteOutcome]?
        if try isWorthSorting(rows.count) {
            try db.inSavepoint {
                try table.dropKeyIndex(db)
                let sorted = try write(rows, in: .leaves, files, amend, progress)
                guard try table.buildKeyIndex(db) else { return .rollback }
                outcomes = sorted
                return .commit
            }
        }
        if let outcomes { return outcomes }
        notedMonths = []
        notedRange = nil
        digest = RecordDigest()
        return try write(rows, in: .arrival, files, amend, progress)
    }

    /// Whether there are enough rows, also relative to those in the table, to rebuild the whole index.
    private func isWorthSorting(_ count: Int) throws -> Bool {
        guard count >= 1000 else { return false }
        let there = try Int.fetchOne(
            db, sql: "SELECT sum(inserted) FROM import_file WHERE table_key = ?", arguments: [schema.key])
        return count >= (there ?? 0) / 8
    }

    private func write(
        _ rows: RowSorter, in order: RowSorter.Order, _ files: [Int: DeliveredFile], _ amend: Bool,
        _ progress: (Int) -> Void
    ) throws -> [Int: WriteOutcome] {
        var outcomes: [Int: WriteOutcome] = [:]
        var done = 0
        try rows.forEach(order) { block, row, origin in
            done += 1
            if done % 8192 == 0 { progress(done) }
            guard let file = files[origin.file] else { return }
            try write(row, block, origin, file, amend, &outcomes[origin.file, default: WriteOutcome()])
        }
        progress(done)
        return outcomes.mapValues { outcome in
            var outcome = outcome
            outcome.refused.sort { $0.row < $1.row }
            return outcome
        }
    }

    private func write(
        _ row: Int, _ block: RowBlock, _ origin: RowSorter.Origin, _ file: DeliveredFile, _ amend: Bool,
        _ outcome: inout WriteOutcome
    ) throws {
        try block.withTextBytes { bytes in
            bindRow(row, of: block, bytes, to: insert, file.importID, origin.row)
            if try insert.runCountingChanges() == 1 {
                outcome.inserted += 1
                digest.add(hasher.digest(row, of: block, importID: file.importID, rowNumber: Int64(origin.row)))
                try noteMonth(of: row, block)
            } else {
                try merge(row, block, bytes, origin, file, amend, &outcome)
            }
        }
    }

    /// Compares a row with the existing record.
    private func merge(
        _ row: Int, _ block: RowBlock, _ bytes: UnsafePointer<UInt8>, _ origin: RowSorter.Origin, _ file: DeliveredFile,
        _ amend: Bool, _ outcome: inout WriteOutcome
    ) throws {
        guard let stored = try record(row, block, bytes) else {
            throw DatabaseError(resultCode: .SQLITE_CONSTRAINT, message: "a key that is there and is not")
        }
        var isFilled = false
        var isAmended = false
        var merged: [Int64] = []
        var result = RowBlock(schema)
        for column in schema.columns.indices {
            let old = CellState(stored.block, 0, column)
            let new = CellState(block, row, column)
            var takesNew = false
            if !file.delivered[column] || old.isSame(as: new) {
                takesNew = false
            } else if old.isBlank {
                (isFilled, takesNew) = (true, true)
            } else if !new.isBlank || amend {
                guard amend else {
                    outcome.refused.append(
                        RefusedRow(row: Int(origin.row), column: schema.naturalKey.first ?? 0, breaksRule: false))
                    return
                }
                (isAmended, takesNew) = (true, true)
            }
            merged.append(takesNew ? new.copied(into: &result) : old.copied(into: &result))
        }
        guard isFilled || isAmended else {
            outcome.unchanged += 1
            return
        }
        if let broken = merged.withUnsafeBufferPointer({ schema.rowRule?.check($0) }) {
            outcome.refused.append(RefusedRow(row: Int(origin.row), column: broken, breaksRule: true))
            return
        }
        merged.withUnsafeBufferPointer { result.append($0) }
        keepVersion.bind(
            block.reference(row).text, isAmended ? "amend" : "fill", file.importID, Int(origin.row),
            previousVersion(stored.block), stored.importID, stored.row)
        try keepVersion.run()
        try result.withTextBytes { merged in
            bindRow(0, of: result, merged, to: update, file.importID, origin.row)
            try stored.block.withTextBytes { old in
                bindPrimaryKey(0, of: stored.block, old, to: update, from: Int32(table.storedNames.count + 1))
                try update.run()
            }
        }
        digest.remove(
            hasher.digest(0, of: stored.block, importID: stored.importID, rowNumber: Int64(stored.row)))
        digest.add(hasher.digest(0, of: result, importID: file.importID, rowNumber: Int64(origin.row)))
        try noteMonth(of: 0, result)
        if isAmended { outcome.amended += 1 } else { outcome.filled += 1 }
    }

    /// The record that a row contradicts or repeats: usually at the row's own place in the table's order; otherwise
    /// found by the index, when the key exists under another member or day.
    private func record(_ row: Int, _ block: RowBlock, _ bytes: UnsafePointer<UInt8>) throws -> StoredRecord? {
        bindPrimaryKey(row, of: block, bytes, to: findByPrimaryKey, from: 1)
        if let found = try record(findByPrimaryKey) { return found }
        for (offset, column) in schema.naturalKey.enumerated() {
            codec.bind(
                block.slot(row, column), column: column, to: findByNaturalKey.handle, at: Int32(1 + offset),
                bytes: bytes)
        }
        return try record(findByNaturalKey)
    }

    private func record(_ find: PreparedStatement) throws -> StoredRecord? {
        var found: StoredRecord?
        try find.forEachRow { found = try StoredRecord($0, codec, schema) }
        return found
    }

    private func bindRow(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: PreparedStatement,
        _ importID: Int64, _ rowNumber: Int32
    ) {
        var place: Int32 = 1
        for column in schema.columns.indices {
            codec.bind(block.slot(row, column), column: column, to: statement.handle, at: place, bytes: bytes)
            place += 1
        }
        if table.hasOwnDayColumn {
            sqlite3_bind_int64(statement.handle, place, block.attributionDate(row)?.packed ?? 0)
            place += 1
        }
        sqlite3_bind_int64(statement.handle, place, importID)
        sqlite3_bind_int64(statement.handle, place + 1, Int64(rowNumber))
    }

    private func bindPrimaryKey(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: PreparedStatement,
        from start: Int32
    ) {
        for (offset, column) in table.primaryKeyColumns.enumerated() {
            let place = start + Int32(offset)
            if let column {
                codec.bind(block.slot(row, column), column: column, to: statement.handle, at: place, bytes: bytes)
            } else {
                sqlite3_bind_int64(statement.handle, place, block.attributionDate(row)?.packed ?? 0)
            }
        }
    }

    /// Notes the month of a record's date.
    private func noteMonth(of row: Int, _ block: RowBlock) throws {
        guard let day = block.attributionDate(row), notedRange?.contains(day) != true else { return }
        notedRange = day.month.range
        guard notedMonths.insert(day.month).inserted else { return }
        noteMonth.bind(schema.key, day.month.year * 100 + day.month.number)
        try noteMonth.run()
    }

    /// The old version of a record, as a JSON object of its cells.
    private func previousVersion(_ block: RowBlock) -> String {
        let cells = schema.columns.indices.compactMap { column in
            block.canonicalText(0, column).map {
                "\(JSON.quoted(schema.columns[column].key)):\(JSON.quoted($0))"
            }
        }
        return "{\(cells.joined(separator: ","))}"
    }
}

/// A cell as seen by the merge rules.
private struct CellState {
    private let text: ArraySlice<UInt8>?
    private let slot: Int64

    init(_ block: RowBlock, _ row: Int, _ column: Int) {
        slot = block.slot(row, column)
        text = slot != RowBlock.empty && block.schema.holdsText[column] ? block.text(row, column) : nil
    }

    /// Empty, or a text of only white space.
    var isBlank: Bool { slot == RowBlock.empty || text.map(CellText.isBlank) == true }

    func isSame(as other: CellState) -> Bool {
        if isBlank && other.isBlank { return true }
        if let text, let theirs = other.text { return text == theirs }
        return text == nil && other.text == nil && slot == other.slot
    }

    func copied(into block: inout RowBlock) -> Int64 {
        guard let text else { return slot }
        return text.withUnsafeBufferPointer { block.store($0) }
    }
}

extension RowBlock {
    /// Calls the body with the texts' address, or with any valid address when there are none.
    func withTextBytes<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { return try body(base) }
            return try withUnsafePointer(to: UInt8(0)) { try body($0) }
        }
    }
}
