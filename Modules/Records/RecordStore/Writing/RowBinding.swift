import AssessmentKernel
import GRDB
import GRDBSQLite

/// Binds the values of rows to the statements that write one table.
struct RowBinding {
    private let table: RecordTable
    private let codec: RowCodec
    private let columns: Int
    private let primaryKey: [Int?]

    init(_ table: RecordTable, _ codec: RowCodec) {
        self.table = table
        self.codec = codec
        columns = table.schema.columns.count
        primaryKey = table.primaryKeyColumns
    }

    /// The parameters of a row: its columns, then where it comes from.
    var width: Int { table.storedNames.count }

    /// Binds a row's values from a parameter on.
    ///
    /// - Parameter bytes: the block's texts, which must stay valid until the next step.
    /// - Returns: the parameter after the last.
    @discardableResult
    func bind(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: SQLiteStatement,
        importID: Int64, rowNumber: Int32, from first: Int32 = 1
    ) -> Int32 {
        var place = first
        for column in 0..<columns {
            codec.bind(block.slot(row, column), column: column, to: statement, at: place, bytes: bytes)
            place += 1
        }
        if table.hasOwnDayColumn {
            sqlite3_bind_int64(statement, place, block.attributionDate(row)?.packed ?? 0)
            place += 1
        }
        sqlite3_bind_int64(statement, place, importID)
        sqlite3_bind_int64(statement, place + 1, Int64(rowNumber))
        return place + 2
    }

    /// Binds a row's primary key from a parameter on.
    func bindPrimaryKey(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: SQLiteStatement,
        from start: Int32 = 1
    ) {
        for (offset, column) in primaryKey.enumerated() {
            let place = start + Int32(offset)
            if let column {
                codec.bind(block.slot(row, column), column: column, to: statement, at: place, bytes: bytes)
            } else {
                sqlite3_bind_int64(statement, place, block.attributionDate(row)?.packed ?? 0)
            }
        }
    }

    /// Binds a row's natural key from the first parameter on.
    func bindNaturalKey(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: SQLiteStatement
    ) {
        for (offset, column) in table.schema.naturalKey.enumerated() {
            codec.bind(
                block.slot(row, column), column: column, to: statement, at: Int32(1 + offset), bytes: bytes)
        }
    }
}
