import AssessmentKernel
import GRDB
import GRDBSQLite

/// Reads records from the ledger in their clustered order; made by ``Ledger/reading(_:)`` and used on one thread.
public final class RecordReader {
    private let db: Database
    private var selections: [String: (statement: PreparedStatement, codec: RowCodec, columns: [Int])] = [:]

    init(_ db: Database) { self.db = db }

    /// The roster with the removals, by the bytes of the codes.
    public func members() throws -> [Member] {
        let removals = try removalDates()
        let block = try wholeTable(MemberTable.shared.schema)
        let evidence = TableEvidence(block) { _, _ in [] }
        return Rows<MemberTable>(all: evidence).map { row in
            Member(
                code: row.member, name: row.name, post: row.post, office: row.office, village: row.village,
                grid: row.grid, joinedOn: row.joinedOn, leftOn: row.leftOn, removedOn: removals[row.member])
        }
    }

    private func removalDates() throws -> [Text: CivilDate] {
        let block = try wholeTable(RemovalTable.shared.schema)
        let pairs = Rows<RemovalTable>(all: TableEvidence(block) { _, _ in [] }).map { ($0.member, $0.date) }
        return Dictionary(pairs, uniquingKeysWith: min)
    }

    /// A table as a whole, in its order; for the small core tables.
    public func wholeTable(_ schema: TableSchema) throws -> RowBlock {
        let table = RecordTable(schema)
        let statement = try PreparedStatement(
            db, "SELECT \(table.columnNames.joined(separator: ",")) FROM \(table.name) ORDER BY \(table.order)")
        return try fill(statement, RowCodec(schema), schema, Array(schema.columns.indices))
    }

    /// A member's rows that are dated in a run of days, in the order of day, moment and key.
    ///
    /// Columns that no rule reads are left empty.
    public func rows(of schema: TableSchema, member: Text, in range: DateRange) throws -> RowBlock {
        let (statement, codec, columns) = try selection(schema)
        let isMoment = schema.attribution.count == 1 && schema.columns[schema.attribution[0]].kind == .dateTime
        let scale: Int64 = isMoment ? 1_000_000 : 1
        statement.bind(member, range.first.packed * scale, range.last.packed * scale + (isMoment ? 235_959 : 0))
        return try fill(statement, codec, schema, columns)
    }

    private func selection(
        _ schema: TableSchema
    ) throws -> (statement: PreparedStatement, codec: RowCodec, columns: [Int]) {
        if let known = selections[schema.key] { return known }
        let table = RecordTable(schema)
        guard let day = table.dayColumn else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "\(schema.key) is not read by member")
        }
        let columns = schema.columns.indices.filter { !schema.columns[$0].isRemark }
        let names = columns.map { table.columnNames[$0] }.joined(separator: ",")
        let statement = try PreparedStatement(
            db,
            """
            SELECT \(names) FROM \(table.name)
            WHERE member = ? AND \(quoted(day)) BETWEEN ? AND ? ORDER BY \(table.order)
            """)
        let selection = (statement: statement, codec: RowCodec(schema), columns: columns)
        selections[schema.key] = selection
        return selection
    }

    private func fill(
        _ statement: PreparedStatement, _ codec: RowCodec, _ schema: TableSchema, _ columns: [Int]
    ) throws -> RowBlock {
        var block = RowBlock(schema)
        try withUnsafeTemporaryAllocation(of: Int64.self, capacity: schema.columns.count) { slots in
            slots.initialize(repeating: RowBlock.empty)
            try statement.forEachRow { handle in
                for (place, column) in columns.enumerated() {
                    slots[column] = try codec.read(handle, at: Int32(place), column: column, into: &block)
                }
                block.append(UnsafeBufferPointer(slots))
            }
        }
        return block
    }

    /// The number of records of a table whose day lies in a run of days.
    public func count(of schema: TableSchema, in range: DateRange) throws -> Int {
        let table = RecordTable(schema)
        guard let day = table.dayColumn else { return 0 }
        let isMoment = schema.attribution.count == 1 && schema.columns[schema.attribution[0]].kind == .dateTime
        let scale: Int64 = isMoment ? 1_000_000 : 1
        return try Int.fetchOne(
            db, sql: "SELECT count(*) FROM \(table.name) WHERE \(quoted(day)) BETWEEN ? AND ?",
            arguments: [range.first.packed * scale, range.last.packed * scale + (isMoment ? 235_959 : 0)]) ?? 0
    }

    /// The first and last day that records of a table are dated; nil when it has none.
    public func span(of schema: TableSchema) throws -> DateRange? {
        let table = RecordTable(schema)
        guard let day = table.dayColumn else { return nil }
        let isMoment = schema.attribution.count == 1 && schema.columns[schema.attribution[0]].kind == .dateTime
        let scale: Int64 = isMoment ? 1_000_000 : 1
        guard
            let row = try DatabaseRow.fetchOne(
                db, sql: "SELECT min(\(quoted(day))) AS a, max(\(quoted(day))) AS b FROM \(table.name)"),
            let first = row["a"] as Int64?, let last = row["b"] as Int64?,
            let from = CivilDate(packed: first / scale), let through = CivilDate(packed: last / scale)
        else { return nil }
        return DateRange(from, through: through)
    }

    /// One record with where it came from; nil when there is none of that reference.
    public func record(_ reference: RecordReference, of schema: TableSchema) throws -> StoredRecord? {
        let table = RecordTable(schema)
        let parts = reference.parts
        guard parts.count == schema.naturalKey.count else { return nil }
        var keyBlock = RowBlock(schema)
        let parser = CellParser(schema)
        var keys: [Int64] = []
        for (part, column) in zip(parts, schema.naturalKey) {
            let bytes = Array(part.utf8)
            guard
                let slot = try? bytes.withUnsafeBufferPointer({ try parser.parse($0, column: column, into: &keyBlock) })
            else { return nil }
            keys.append(slot)
        }
        let whereKey = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
        let statement = try PreparedStatement(
            db,
            """
            SELECT \(table.columnNames.joined(separator: ",")), "import", "row" FROM \(table.name) WHERE \(whereKey)
            """)
        let codec = RowCodec(schema)
        var found: StoredRecord?
        try keyBlock.bytes.withUnsafeBufferPointer { buffer in
            try withUnsafePointerOrDummy(buffer) { bytes in
                for (place, column) in schema.naturalKey.enumerated() {
                    codec.bind(keys[place], column: column, to: statement.handle, at: Int32(place + 1), bytes: bytes)
                }
                try statement.forEachRow { handle in
                    var block = RowBlock(schema, rowCapacity: 1)
                    var slots: [Int64] = []
                    for column in schema.columns.indices {
                        slots.append(try codec.read(handle, at: Int32(column), column: column, into: &block))
                    }
                    slots.withUnsafeBufferPointer { block.append($0) }
                    let next = Int32(schema.columns.count)
                    found = StoredRecord(
                        block: block, importID: sqlite3_column_int64(handle, next),
                        row: Int(sqlite3_column_int64(handle, next + 1)))
                }
            }
        }
        return found
    }
}

/// A record and where it came from.
public struct StoredRecord: Sendable {
    /// A block of this one row.
    public let block: RowBlock
    /// The import that delivered it, or changed it last.
    public let importID: Int64
    /// The row of that import's file.
    public let row: Int
}
