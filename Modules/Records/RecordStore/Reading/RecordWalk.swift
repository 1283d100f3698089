public import AssessmentKernel
import GRDB
import GRDBSQLite

/// Records read from the ledger, each with its origin.
public struct DeliveredRows: Sendable {
    /// The rows, with all columns.
    public let block: RowBlock
    /// For each row, the import that added it or changed it last, and the row in that import's file.
    public let origins: [(importID: Int64, row: Int)]
}

extension RecordReader {
    /// Reads the records of a table that is stored by member, in the given order of members and each member's in the
    /// order of day, moment and key.
    ///
    /// - Parameters:
    ///   - range: the days by which records count.
    ///   - body: called with runs of at least one row, at most one member's plus a thousand.
    public func walk(
        _ schema: TableSchema, members: [Text], in range: DateRange, _ body: (DeliveredRows) throws -> Void
    ) throws {
        let table = RecordTable(schema)
        guard let day = table.dayColumn else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "\(schema.key) is not read by member")
        }
        let statement = try PreparedStatement(
            db,
            """
            SELECT \(table.columnNames.joined(separator: ",")), "import", "row" FROM \(table.name)
            WHERE member = ? AND \(quoted(day)) BETWEEN ? AND ? ORDER BY \(table.order)
            """)
        let (first, last) = RecordTable.bounds(range, isMoment: table.isDayAMoment)
        var run = WalkedRun(schema)
        for member in members {
            statement.bind(member, first, last)
            try statement.forEachRow { try run.take($0) }
            if run.isFull { try run.handOver(to: body) }
        }
        try run.handOver(to: body)
    }

    /// Reads a small table as a whole, in its order.
    ///
    /// - Parameter range: the days by which records count, for a table whose records count by a day; nil for all.
    public func walk(
        whole schema: TableSchema, in range: DateRange? = nil, _ body: (DeliveredRows) throws -> Void
    ) throws {
        let table = RecordTable(schema)
        let statement = try PreparedStatement(
            db,
            """
            SELECT \(table.columnNames.joined(separator: ",")), "import", "row" FROM \(table.name)
            ORDER BY \(table.order)
            """)
        var run = WalkedRun(schema)
        try statement.forEachRow { handle in
            try run.take(handle)
            if let range, let day = run.lastDay, !range.contains(day) { run.forgetLast() }
            if run.isFull { try run.handOver(to: body) }
        }
        try run.handOver(to: body)
    }
}

/// Rows that were read and not handed over yet.
private struct WalkedRun {
    private let schema: TableSchema
    private let codec: RowCodec
    private var block: RowBlock
    private var slots: [Int64]
    private var origins: [(importID: Int64, row: Int)] = []

    init(_ schema: TableSchema) {
        self.schema = schema
        codec = RowCodec(schema)
        block = RowBlock(schema)
        slots = Array(repeating: RowBlock.empty, count: schema.columns.count)
    }

    var isFull: Bool { origins.count >= 1_024 || block.bytes.count >= 1 << 18 }
    var lastDay: CivilDate? { block.attributionDate(block.count - 1) }

    mutating func take(_ handle: SQLiteStatement) throws {
        for column in slots.indices {
            slots[column] = try codec.read(handle, at: Int32(column), column: column, into: &block)
        }
        slots.withUnsafeBufferPointer { block.append($0) }
        let next = Int32(slots.count)
        origins.append((sqlite3_column_int64(handle, next), Int(sqlite3_column_int64(handle, next + 1))))
    }

    mutating func forgetLast() {
        block.forgetLastRow()
        origins.removeLast()
    }

    mutating func handOver(to body: (DeliveredRows) throws -> Void) throws {
        if origins.isEmpty { return }
        try body(DeliveredRows(block: block, origins: origins))
        block = RowBlock(schema, rowCapacity: block.count, byteCapacity: block.bytes.count)
        origins.removeAll(keepingCapacity: true)
    }
}
