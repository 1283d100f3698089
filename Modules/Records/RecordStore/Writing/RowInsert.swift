import AssessmentKernel
import GRDB

/// Inserts new rows of one table; rows whose keys are there already are left alone.
struct RowInsert {
    private let db: Database
    private let table: RecordTable
    private let binding: RowBinding
    private let one: PreparedStatement
    /// Nil until so many rows have come.
    private var many: PreparedStatement?
    private var references: MemberReferences

    /// The rows of one statement: enough that beginning and ending it costs little beside them.
    let rowsAtOnce: Int

    /// As many parameters as SQLite takes.
    private static let mostParameters = 32_766

    init(_ db: Database, _ table: RecordTable, _ binding: RowBinding, _ members: KnownMembers) throws {
        self.db = db
        self.table = table
        self.binding = binding
        references = MemberReferences(table.schema, members)
        rowsAtOnce = max(1, min(32, RowInsert.mostParameters / binding.width))
        one = try RowInsert.statement(rows: 1, db, table, binding)
    }

    private static func statement(
        rows: Int, _ db: Database, _ table: RecordTable, _ binding: RowBinding
    ) throws -> PreparedStatement {
        let marks = "(" + Array(repeating: "?", count: binding.width).joined(separator: ",") + ")"
        return try PreparedStatement(
            db,
            """
            INSERT INTO \(table.name) (\(table.storedNames.joined(separator: ",")))
            VALUES \(Array(repeating: marks, count: rows).joined(separator: ",")) ON CONFLICT DO NOTHING
            """)
    }

    /// Inserts a row; false when its key is there already.
    mutating func insert(_ row: Int, of block: RowBlock, importID: Int64, rowNumber: Int32) throws -> Bool {
        try references.check(row, of: block)
        return try block.withTextBytes { bytes in
            binding.bind(row, of: block, bytes, to: one.handle, importID: importID, rowNumber: rowNumber)
            return try one.runCountingChanges() == 1
        }
    }

    /// Inserts ``rowsAtOnce`` rows of a block.
    ///
    /// - Returns: whether all of them were new.
    mutating func insert(_ records: ArraySlice<RecordSum.Record>, of block: RowBlock) throws -> Bool {
        for record in records { try references.check(Int(record.place), of: block) }
        let many = try many ?? RowInsert.statement(rows: rowsAtOnce, db, table, binding)
        self.many = many
        // A copy for all rows, not for each.
        let binding = binding
        return try block.withTextBytes { bytes in
            var next: Int32 = 1
            for record in records {
                next = binding.bind(
                    Int(record.place), of: block, bytes, to: many.handle, importID: record.importID,
                    rowNumber: record.row, from: next)
            }
            return try many.runCountingChanges() == records.count
        }
    }
}
