public import AssessmentKernel
package import GRDB
import GRDBSQLite
import TownshipTables

/// Reads records from the ledger in their clustered order; made by ``Ledger/reading(_:)`` and used on one thread.
public final class RecordReader {
    package let db: Database
    private var selections: [String: Selection] = [:]
    private var lookUps: [String: LookUp] = [:]
    private var sources: [String: SourceLookUp] = [:]

    package init(_ db: Database) { self.db = db }

    /// A prepared query of a table, with its last row count as an estimate for the next member.
    private final class Selection {
        let statement: PreparedStatement
        let codec: RowCodec
        let columns: [Int]
        let isMoment: Bool
        var rows = 0
        var bytes = 0
        var latest: RowBlock?

        init(_ statement: PreparedStatement, _ codec: RowCodec, _ columns: [Int], isMoment: Bool) {
            self.statement = statement
            self.codec = codec
            self.columns = columns
            self.isMoment = isMoment
        }
    }

    /// A prepared query for one record of a table.
    private final class LookUp {
        let statement: PreparedStatement
        let codec: RowCodec

        init(_ db: Database, _ schema: TableSchema) throws {
            let table = RecordTable(schema)
            let whereKey = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
            statement = try PreparedStatement(
                db,
                """
                SELECT \(table.columnNames.joined(separator: ",")), "import", "row" FROM \(table.name) WHERE \(whereKey)
                """)
            codec = RowCodec(schema)
        }
    }

    /// A prepared query for where one record of a table came from.
    private final class SourceLookUp {
        let statement: PreparedStatement
        let binding: RowBinding

        init(_ db: Database, _ table: RecordTable) throws {
            let query = "SELECT \"import\", \"row\" FROM \(table.name) WHERE \(table.whereIsPrimaryKey)"
            statement = try PreparedStatement(db, query)
            binding = RowBinding(table, RowCodec(table.schema))
        }
    }

    /// The roster with the removals, in the byte order of the codes.
    public func members() throws -> [Member] {
        Member.roster(
            try wholeTable(MemberTable.shared.schema), removals: try wholeTable(RemovalTable.shared.schema))
    }

    /// A whole table in its order; for the small core tables.
    public func wholeTable(_ schema: TableSchema) throws -> RowBlock {
        let table = RecordTable(schema)
        let statement = try PreparedStatement(
            db, "SELECT \(table.columnNames.joined(separator: ",")) FROM \(table.name) ORDER BY \(table.order)")
        return try fill(Selection(statement, RowCodec(schema), Array(schema.columns.indices), isMoment: false), schema)
    }

    /// A member's rows in a range of days, in the order of day, moment and key.
    ///
    /// Columns that no rule reads are left empty.
    public func rows(of schema: TableSchema, member: Text, in range: DateRange) throws -> RowBlock {
        let selection = try selection(schema)
        let (first, last) = RecordTable.bounds(range, isMoment: selection.isMoment)
        selection.statement.bind(member, first, last)
        let block = try fill(selection, schema)
        selection.latest = block
        return block
    }

    /// The rows of a table that were read last by member.
    package func latestRows(of table: String) -> RowBlock? { selections[table]?.latest }

    /// The import and the row from which one of the rows came that were read by member; nil when it is not there.
    ///
    /// It is found beside the others, and not by its natural key at another place of the file.
    package func source(of row: Int, in block: RowBlock) throws -> (importID: Int64, row: Int)? {
        let schema = block.schema
        let lookUp = try sources[schema.key] ?? SourceLookUp(db, RecordTable(schema))
        sources[schema.key] = lookUp
        var found: (importID: Int64, row: Int)?
        try block.withTextBytes { bytes in
            lookUp.binding.bindPrimaryKey(row, of: block, bytes, to: lookUp.statement.handle)
            try lookUp.statement.forEachRow { row in
                found = (sqlite3_column_int64(row, 0), Int(sqlite3_column_int64(row, 1)))
            }
        }
        return found
    }

    private func selection(_ schema: TableSchema) throws -> Selection {
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
        let selection = Selection(statement, RowCodec(schema), columns, isMoment: table.isDayAMoment)
        selections[schema.key] = selection
        return selection
    }

    private func fill(_ selection: Selection, _ schema: TableSchema) throws -> RowBlock {
        var block = RowBlock(schema, rowCapacity: selection.rows, byteCapacity: selection.bytes)
        let (codec, columns) = (selection.codec, selection.columns)
        try withUnsafeTemporaryAllocation(of: Int64.self, capacity: schema.columns.count) { slots in
            slots.initialize(repeating: RowBlock.empty)
            try selection.statement.forEachRow { handle in
                for place in columns.indices {
                    let column = columns[place]
                    slots[column] = try codec.read(handle, at: Int32(place), column: column, into: &block)
                }
                block.append(UnsafeBufferPointer(slots))
            }
        }
        selection.rows = block.count
        selection.bytes = block.bytes.count
        return block
    }

    /// Whether a table has a record in a range of days, with a given value in a choice column if one is named.
    public func hasAny(
        of schema: TableSchema, in range: DateRange, where choice: (column: ColumnSchema, key: String)? = nil
    ) throws -> Bool {
        let table = RecordTable(schema)
        guard let day = table.dayColumn else { return false }
        let (first, last) = RecordTable.bounds(range, isMoment: table.isDayAMoment)
        let isChosen = choice.map { " AND \(quoted($0.column.key)) = ?" } ?? ""
        return try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM \(table.name) WHERE \(quoted(day)) BETWEEN ? AND ?\(isChosen))",
            arguments: [first, last] + StatementArguments(choice.map { [$0.key] } ?? [])) == true
    }

    /// The number of a table's records in a range of days that were added or changed after an import; after the beginning
    /// when none is named.
    public func count(of schema: TableSchema, in range: DateRange, after importID: Int64 = 0) throws -> Int {
        let table = RecordTable(schema)
        guard let day = table.dayColumn else { return 0 }
        let (first, last) = RecordTable.bounds(range, isMoment: table.isDayAMoment)
        // A table that no later import wrote to need not be read.
        let isTouched = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM import_file WHERE id > ? AND table_key = ?)",
            arguments: [importID, schema.key])
        guard isTouched == true else { return 0 }
        return try Int.fetchOne(
            db, sql: "SELECT count(*) FROM \(table.name) WHERE \(quoted(day)) BETWEEN ? AND ? AND \"import\" > ?",
            arguments: [first, last, importID]) ?? 0
    }

    /// The months in which any of the tables has, or had, records, in order.
    public func monthsWithRecords(of tables: [TableSchema]) throws -> [Month] {
        let keys = Set(tables.map(\.key))
        var months: Set<Month> = []
        let rows = try DatabaseRow.fetchCursor(db, sql: "SELECT table_key, month FROM record_month")
        while let row = try rows.next() {
            let number: Int = row["month"]
            if keys.contains(row["table_key"]), let month = Month(year: number / 100, number: number % 100) {
                months.insert(month)
            }
        }
        return months.sorted()
    }

    /// One record with its origin; nil for an unknown reference.
    public func record(_ reference: RecordReference, of schema: TableSchema) throws -> StoredRecord? {
        let parts = reference.parts
        guard parts.count == schema.naturalKey.count else { return nil }
        var keyBlock = RowBlock(schema)
        let lookUp = try lookUps[schema.key] ?? LookUp(db, schema)
        lookUps[schema.key] = lookUp
        let (statement, codec) = (lookUp.statement, lookUp.codec)
        var keys: [Int64] = []
        for (part, column) in zip(parts, schema.naturalKey) {
            guard let slot = keyBlock.slot(of: part.utf8, column: column) else { return nil }
            keys.append(slot)
        }
        var found: StoredRecord?
        try keyBlock.withTextBytes { bytes in
            for (place, column) in schema.naturalKey.enumerated() {
                codec.bind(keys[place], column: column, to: statement.handle, at: Int32(place + 1), bytes: bytes)
            }
            try statement.forEachRow { found = try StoredRecord($0, codec, schema) }
        }
        return found
    }
}

/// A record and its origin.
public struct StoredRecord: Sendable {
    /// A block of this one row.
    public let block: RowBlock
    /// The import that added it or changed it last.
    public let importID: Int64
    /// The row in that import's file.
    public let row: Int

    /// A record as it is written.
    init(block: RowBlock, importID: Int64, row: Int) {
        self.block = block
        self.importID = importID
        self.row = row
    }

    /// Reads the columns of the table, the import and the row from the current row of a statement.
    init(_ handle: SQLiteStatement, _ codec: RowCodec, _ schema: TableSchema) throws {
        var block = RowBlock(schema, rowCapacity: 1)
        var slots: [Int64] = []
        for column in schema.columns.indices {
            slots.append(try codec.read(handle, at: Int32(column), column: column, into: &block))
        }
        slots.withUnsafeBufferPointer { block.append($0) }
        let next = Int32(schema.columns.count)
        self.block = block
        importID = sqlite3_column_int64(handle, next)
        row = Int(sqlite3_column_int64(handle, next + 1))
    }
}
