import AssessmentKernel
import GRDB
import GRDBSQLite

/// What became of the rows that were put into a table.
public struct WriteOutcome: Sendable {
    /// New records.
    public var inserted = 0
    /// Rows whose record is there already and says the same.
    public var unchanged = 0
    /// Records in which a blank was filled.
    public var filled = 0
    /// Records that were changed, the old version kept.
    public var amended = 0
    /// The places of rows whose record is there already and says otherwise; nothing of them was written.
    public var conflicts: [Int] = []
}

/// Puts typed rows of one table into the ledger by the rules of the natural key.
///
/// Rows go in by member and day, which is the order of the file's leaves, so that a batch sweeps over them once. Rows
/// of one batch that share a natural key are kept apart and go in afterwards in their own order, because the first of
/// them is the record and the others are held against it.
final class RecordWriter {
    private let table: RecordTable
    private let schema: TableSchema
    private let codec: RowCodec
    private let insert: PreparedStatement
    private let find: PreparedStatement
    private let update: PreparedStatement
    private let keepVersion: PreparedStatement
    private let noteMonth: PreparedStatement
    private var notedMonths: Set<Month> = []

    init(_ db: Database, _ table: RecordTable) throws {
        self.table = table
        schema = table.schema
        codec = RowCodec(table.schema)
        let stored = table.storedNames
        let marks = Array(repeating: "?", count: stored.count).joined(separator: ",")
        let whereKey = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
        insert = try PreparedStatement(
            db, "INSERT INTO \(table.name) (\(stored.joined(separator: ","))) VALUES (\(marks)) ON CONFLICT DO NOTHING")
        find = try PreparedStatement(
            db, "SELECT \(table.columnNames.joined(separator: ",")), \"import\", \"row\" FROM \(table.name) WHERE \(whereKey)")
        update = try PreparedStatement(
            db, "UPDATE \(table.name) SET \(stored.map { "\($0) = ?" }.joined(separator: ",")) WHERE \(whereKey)")
        noteMonth = try PreparedStatement(db, "INSERT OR IGNORE INTO record_month (table_key, month) VALUES (?,?)")
        keepVersion = try PreparedStatement(
            db,
            """
            INSERT INTO record_version (record, change, import, row, previous, previous_import, previous_row)
            VALUES (?,?,?,?,?,?,?)
            """)
    }

    /// Puts a batch of rows in.
    ///
    /// - Parameters:
    ///   - members: for each row the member's place in the roster, by which rows are clustered; empty for no order.
    ///   - delivered: which columns the file had; a column that was not delivered says nothing.
    func write(
        _ block: RowBlock, rowNumbers: [Int32], members: [Int32], delivered: [Bool], importID: Int64, amend: Bool
    ) throws -> WriteOutcome {
        var outcome = WriteOutcome()
        let shared = rowsSharingAKey(block)
        try block.bytes.withUnsafeBufferPointer { buffer in
            try withUnsafePointerOrDummy(buffer) { bytes in
                for row in clusteredOrder(block, members) where !shared.contains(row) {
                    try write(row, block, bytes, rowNumbers, delivered, importID, amend, &outcome)
                }
                for row in shared.sorted() {
                    try write(row, block, bytes, rowNumbers, delivered, importID, amend, &outcome)
                }
            }
        }
        outcome.conflicts.sort()
        try noteMonths(block)
        return outcome
    }

    private func write(
        _ row: Int, _ block: RowBlock, _ bytes: UnsafePointer<UInt8>, _ rowNumbers: [Int32], _ delivered: [Bool],
        _ importID: Int64, _ amend: Bool, _ outcome: inout WriteOutcome
    ) throws {
        bindRow(row, of: block, bytes, to: insert, importID, rowNumbers[row])
        if try insert.runCountingChanges() == 1 {
            outcome.inserted += 1
        } else {
            try merge(row, block, bytes, rowNumbers[row], delivered, importID, amend, &outcome)
        }
    }

    /// Holds a row against the record that is there.
    private func merge(
        _ row: Int, _ block: RowBlock, _ bytes: UnsafePointer<UInt8>, _ rowNumber: Int32, _ delivered: [Bool],
        _ importID: Int64, _ amend: Bool, _ outcome: inout WriteOutcome
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
            if !delivered[column] || old.isSame(as: new) {
                takesNew = false
            } else if old.isBlank {
                (isFilled, takesNew) = (true, true)
            } else if !new.isBlank || amend {
                guard amend else {
                    outcome.conflicts.append(row)
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
        merged.withUnsafeBufferPointer { result.append($0) }
        keepVersion.bind(
            block.reference(row).text, isAmended ? "amend" : "fill", importID, Int(rowNumber),
            previousVersion(stored.block), stored.importID, Int(stored.row))
        try keepVersion.run()
        try result.bytes.withUnsafeBufferPointer { buffer in
            try withUnsafePointerOrDummy(buffer) { merged in
                bindRow(0, of: result, merged, to: update, importID, rowNumber)
                bindKey(row, of: block, bytes, to: update, from: Int32(table.storedNames.count + 1))
                try update.run()
            }
        }
        if isAmended { outcome.amended += 1 } else { outcome.filled += 1 }
    }

    private func record(
        _ row: Int, _ block: RowBlock, _ bytes: UnsafePointer<UInt8>
    ) throws -> (block: RowBlock, importID: Int64, row: Int64)? {
        bindKey(row, of: block, bytes, to: find, from: 1)
        var found: (RowBlock, Int64, Int64)?
        try find.forEachRow { statement in
            var stored = RowBlock(schema, rowCapacity: 1)
            var slots: [Int64] = []
            for column in schema.columns.indices {
                slots.append(try codec.read(statement, at: Int32(column), column: column, into: &stored))
            }
            slots.withUnsafeBufferPointer { stored.append($0) }
            let next = Int32(schema.columns.count)
            found = (stored, sqlite3_column_int64(statement, next), sqlite3_column_int64(statement, next + 1))
        }
        return found.map { (block: $0.0, importID: $0.1, row: $0.2) }
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

    private func bindKey(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: PreparedStatement, from start: Int32
    ) {
        for (offset, column) in schema.naturalKey.enumerated() {
            codec.bind(
                block.slot(row, column), column: column, to: statement.handle, at: start + Int32(offset), bytes: bytes)
        }
    }

    /// Notes the months of a batch's rows.
    private func noteMonths(_ block: RowBlock) throws {
        var last: DateRange?
        for row in 0..<block.count {
            guard let day = block.attributionDate(row), last?.contains(day) != true else { continue }
            last = day.month.range
            guard notedMonths.insert(day.month).inserted else { continue }
            noteMonth.bind(schema.key, day.month.year * 100 + day.month.number)
            try noteMonth.run()
        }
    }

    /// The places of the rows by member, then day or moment; as they stand where there is no member.
    private func clusteredOrder(_ block: RowBlock, _ members: [Int32]) -> [Int] {
        guard members.count == block.count, let attribution = schema.attribution.last else { return Array(0..<block.count) }
        var keys: [(UInt64, Int32)] = []
        keys.reserveCapacity(block.count)
        for row in 0..<block.count {
            // A required date or moment fits 40 bits, a roster 24.
            let time = UInt64(bitPattern: max(0, block.slot(row, attribution))) & 0xFF_FFFF_FFFF
            keys.append((UInt64(UInt32(max(0, members[row]))) << 40 | time, Int32(row)))
        }
        keys.sort { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }
        return keys.map { Int($0.1) }
    }

    /// The rows whose natural key another row of the batch has too (told by a hash: a false alarm does no harm).
    private func rowsSharingAKey(_ block: RowBlock) -> Set<Int> {
        var firstRow: [UInt64: Int32] = [:]
        firstRow.reserveCapacity(block.count)
        var shared: Set<Int> = []
        for row in 0..<block.count {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for column in schema.naturalKey {
                let slot = block.slot(row, column)
                if schema.columns[column].kind.isText {
                    for byte in block.bytes[RowBlock.textRange(slot)] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
                } else {
                    hash = (hash ^ UInt64(bitPattern: slot)) &* 0x100_0000_01B3
                }
                hash = (hash ^ 0xFF) &* 0x100_0000_01B3
            }
            if let first = firstRow.updateValue(Int32(row), forKey: hash) {
                shared.insert(Int(first))
                shared.insert(row)
            }
        }
        return shared
    }

    /// A record as it was, as a JSON object of its cells.
    private func previousVersion(_ block: RowBlock) -> String {
        let cells = schema.columns.indices.compactMap { column in
            block.canonicalText(0, column).map { "\(JSONText.quoted(schema.columns[column].key)):\(JSONText.quoted($0))" }
        }
        return "{\(cells.joined(separator: ","))}"
    }
}

/// A cell as the rules of merging see it.
private struct CellState {
    private let text: ArraySlice<UInt8>?
    private let slot: Int64

    init(_ block: RowBlock, _ row: Int, _ column: Int) {
        slot = block.slot(row, column)
        text = slot != RowBlock.empty && block.schema.columns[column].kind.isText ? block.text(row, column) : nil
    }

    /// Empty, or a text of white space alone.
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

/// Gives the address of a buffer, or any address when it is empty and has none.
func withUnsafePointerOrDummy<Result>(
    _ buffer: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<UInt8>) throws -> Result
) rethrows -> Result {
    if let base = buffer.baseAddress { return try body(base) }
    return try withUnsafePointer(to: UInt8(0)) { try body($0) }
}
