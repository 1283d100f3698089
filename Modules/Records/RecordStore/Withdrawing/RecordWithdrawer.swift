package import AssessmentKernel
import Foundation
package import GRDB
import GRDBSQLite
import JSON

/// Takes records of one table back to what they were: removes those that an import inserted, and puts earlier versions
/// in the place of those that it changed.
package final class RecordWithdrawer {
    private let db: Database
    private let table: RecordTable
    private let schema: TableSchema
    private let codec: RowCodec
    private let reader: RecordReader
    private let hasher: RecordHasher
    private let delete: PreparedStatement
    private let update: PreparedStatement
    /// The table's digest so far.
    package private(set) var digest: RecordDigest

    /// - Parameter digest: the digest of the table as it is.
    package init(_ db: Database, _ schema: TableSchema, digest: RecordDigest) throws {
        self.db = db
        self.schema = schema
        self.digest = digest
        table = RecordTable(schema)
        codec = RowCodec(schema)
        reader = RecordReader(db)
        hasher = RecordHasher(schema)
        let whereKey = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
        delete = try PreparedStatement(db, "DELETE FROM \(table.name) WHERE \(whereKey)")
        let values = table.storedNames.map { "\($0) = ?" }.joined(separator: ",")
        update = try PreparedStatement(db, "UPDATE \(table.name) SET \(values) WHERE \(whereKey)")
    }

    /// Reads the records that one of some files delivered or changed last, in the table's order.
    package func each(of imports: ClosedRange<Int64>, _ body: (StoredRecord) throws -> Void) throws {
        let statement = try PreparedStatement(
            db,
            """
            SELECT \(table.columnNames.joined(separator: ",")), "import", "row" FROM \(table.name)
            WHERE "import" BETWEEN ? AND ? ORDER BY \(table.order)
            """)
        statement.bind(imports.lowerBound, imports.upperBound)
        try statement.forEachRow { try body(StoredRecord($0, codec, schema)) }
    }

    /// A record's cells as a JSON object, as old versions are kept.
    package static func content(of record: StoredRecord) -> String {
        let schema = record.block.schema
        let cells = schema.columns.indices.compactMap { column in
            record.block.canonicalText(0, column).map {
                "\(JSON.quoted(schema.columns[column].key)):\(JSON.quoted($0))"
            }
        }
        return "{\(cells.joined(separator: ","))}"
    }

    /// Removes a record.
    package func remove(_ reference: RecordReference) throws {
        let record = try take(reference)
        try bindKey(of: record.block, to: delete, from: 1)
    }

    /// Puts an earlier version in the place of a record.
    ///
    /// - Returns: the member whom it names, and the day by which it counts again.
    package func restore(
        _ reference: RecordReference, to content: String, importID: Int64, row: Int
    ) throws -> (member: Text?, day: CivilDate?) {
        let block = try version(content)
        guard block.reference(0) == reference else { throw corrupt }
        _ = try take(reference)
        digest.add(hasher.digest(0, of: block, importID: importID, rowNumber: Int64(row)))
        block.withTextBytes { bytes in
            var place: Int32 = 1
            for column in schema.columns.indices {
                codec.bind(block.slot(0, column), column: column, to: update.handle, at: place, bytes: bytes)
                place += 1
            }
            if table.hasOwnDayColumn {
                sqlite3_bind_int64(update.handle, place, block.attributionDate(0)?.packed ?? 0)
                place += 1
            }
            sqlite3_bind_int64(update.handle, place, importID)
            sqlite3_bind_int64(update.handle, place + 1, Int64(row))
        }
        try bindKey(of: block, to: update, from: Int32(table.storedNames.count + 1))
        return (member(of: block), block.attributionDate(0))
    }

    /// The member and the day of an earlier version.
    package func named(in content: String) throws -> (member: Text?, day: CivilDate?) {
        let block = try version(content)
        return (member(of: block), block.attributionDate(0))
    }

    private func member(of block: RowBlock) -> Text? {
        guard let column = schema.memberColumn, block.slot(0, column) != RowBlock.empty else { return nil }
        return Text(utf8: block.text(0, column))
    }

    /// Takes a record out of the digest.
    private func take(_ reference: RecordReference) throws -> StoredRecord {
        guard let record = try reader.record(reference, of: schema) else { throw corrupt }
        digest.remove(
            hasher.digest(0, of: record.block, importID: record.importID, rowNumber: Int64(record.row)))
        return record
    }

    private func version(_ content: String) throws -> RowBlock {
        let cells = try JSONDecoder().decode([String: String].self, from: Data(content.utf8))
        var block = RowBlock(schema, rowCapacity: 1)
        var slots: [Int64] = []
        for (place, column) in schema.columns.enumerated() {
            guard let cell = cells[column.key] else {
                if column.isRequired { throw corrupt }
                slots.append(RowBlock.empty)
                continue
            }
            guard let slot = block.slot(of: cell.utf8, column: place) else { throw corrupt }
            slots.append(slot)
        }
        slots.withUnsafeBufferPointer { block.append($0) }
        return block
    }

    /// Binds the natural key and runs the statement.
    private func bindKey(of block: RowBlock, to statement: PreparedStatement, from start: Int32) throws {
        try block.withTextBytes { bytes in
            for (offset, column) in schema.naturalKey.enumerated() {
                codec.bind(
                    block.slot(0, column), column: column, to: statement.handle, at: start + Int32(offset),
                    bytes: bytes)
            }
            guard try statement.runCountingChanges() == 1 else { throw corrupt }
        }
    }

    private var corrupt: DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an old version of a record cannot be read")
    }
}
