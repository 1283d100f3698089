public import AssessmentKernel
package import GRDB
import GRDBSQLite
import TownshipTables

/// Reads records from the ledger in their clustered order; made by ``Ledger/reading(_:)`` and used on one thread.
public final class RecordReader {
    package let db: Database
    /// Whether it keeps the rows of a member that are read, with where each came from, of tables of which none was read before.
    package var keepsRows = false
    private var selections: [String: Selection] = [:]
    private var lookUps: [String: LookUp] = [:]

    package init(_ db: Database) { self.db = db }

    /// A prepared query of a table, with its last row count as an estimate for the next member.
    private final class Selection {
        let statement: PreparedStatement
        let codec: RowCodec
        let columns: [Int]
        let isMoment: Bool
        /// Whether import and row follow the columns.
        let hasSources: Bool
        var rows = 0
        var bytes = 0
        var kept: SourcedRows?

        init(
            _ statement: PreparedStatement, _ codec: RowCodec, _ columns: [Int], isMoment: Bool = false,
            hasSources: Bool = false
        ) {
            self.statement = statement
            self.codec = codec
            self.columns = columns
            self.isMoment = isMoment
            self.hasSources = hasSources
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
        return try fill(Selection(statement, RowCodec(schema), Array(schema.columns.indices)), schema)
    }

    /// A member's rows in a range of days, in the order of day, moment and key.
    ///
    /// Columns that no rule reads are left empty.
    public func rows(of schema: TableSchema, member: Text, in range: DateRange) throws -> RowBlock {
        let selection = try selection(schema)
        let (first, last) = RecordTable.bounds(range, isMoment: selection.isMoment)
        selection.statement.bind(member, first, last)
        return try fill(selection, schema)
    }

    /// The rows of a table that were read last, of one member; nil if they are not kept.
    package func keptRows(of table: String) -> SourcedRows? { selections[table]?.kept }

    private func selection(_ schema: TableSchema) throws -> Selection {
        if let known = selections[schema.key] { return known }
        let table = RecordTable(schema)
        guard let day = table.dayColumn else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "\(schema.key) is not read by member")
        }
        let columns = schema.columns.indices.filter { !schema.columns[$0].isRemark }
        let origin = keepsRows ? ["\"import\"", "\"row\""] : []
        let names = (columns.map { table.columnNames[$0] } + origin).joined(separator: ",")
        let statement = try PreparedStatement(
            db,
            """
            SELECT \(names) FROM \(table.name)
            WHERE member = ? AND \(quoted(day)) BETWEEN ? AND ? ORDER BY \(table.order)
            """)
        let selection = Selection(
            statement, RowCodec(schema), columns, isMoment: table.isDayAMoment, hasSources: keepsRows)
        selections[schema.key] = selection
        return selection
    }

    private func fill(_ selection: Selection, _ schema: TableSchema) throws -> RowBlock {
        var block = RowBlock(schema, rowCapacity: selection.rows, byteCapacity: selection.bytes)
        let (codec, columns, hasSources) = (selection.codec, selection.columns, selection.hasSources)
        var sources: [(importID: Int64, row: Int64)] = []
        try withUnsafeTemporaryAllocation(of: Int64.self, capacity: schema.columns.count) { slots in
            slots.initialize(repeating: RowBlock.empty)
            try selection.statement.forEachRow { handle in
                for place in columns.indices {
                    let column = columns[place]
                    slots[column] = try codec.read(handle, at: Int32(place), column: column, into: &block)
                }
                block.append(UnsafeBufferPointer(slots))
                guard hasSources else { return }
                let next = Int32(columns.count)
                sources.append((sqlite3_column_int64(handle, next), sqlite3_column_int64(handle, next + 1)))
            }
        }
        selection.rows = block.count
        selection.bytes = block.bytes.count
        if hasSources { selection.kept = SourcedRows(block: block, sources: sources) }
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

/// Rows of one member, and the import and row from which each came.
package struct SourcedRows: Sendable {
    /// The rows; columns that no rule reads are empty.
    package let block: RowBlock
    /// As many as there are rows.
    package let sources: [(importID: Int64, row: Int64)]
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
