import AssessmentKernel
import GRDB

/// Finds where a value of a record comes from, for the message of a row that differs from it.
struct ValueOrigins {
    private let db: Database
    private let schema: TableSchema
    private let reference: RecordReference
    /// The record of the ledger; nil when the import brought it.
    private let record: StoredRecord?

    init(_ db: Database, _ schema: TableSchema, _ reference: RecordReference, _ record: StoredRecord?) {
        self.db = db
        self.schema = schema
        self.reference = reference
        self.record = record
    }

    /// A difference in words, and where the other value stands.
    func described(
        _ difference: RecordMerge.Difference, _ row: Int, _ block: RowBlock
    ) throws -> RefusedRow.Difference {
        let (own, other) = block.excerpts(row, difference.column, against: difference.other)
        let place: RefusedRow.Place
        if let row = difference.row {
            place = .delivered(importID: row.importID, row: row.row)
        } else {
            let given = try record.map { try origin(of: difference.column, in: $0) }
            place = .ledger(importID: given?.importID ?? 0, row: given?.row ?? 0)
        }
        return RefusedRow.Difference(column: difference.column, own: own, other: other, place: place)
    }

    /// The file and row that gave the record its value in a column: later ones may have filled or amended others.
    private func origin(of column: Int, in record: StoredRecord) throws -> (importID: Int64, row: Int) {
        let value = record.block.canonicalText(0, column).map { Text($0) }
        var origin = (importID: record.importID, row: record.row)
        let versions = try DatabaseRow.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT json_extract(previous, ?) AS value, import, row, previous_import, previous_row
                    FROM record_version WHERE record = ? ORDER BY id DESC
                    """),
            arguments: ["$.\"\(schema.columns[column].key)\"", reference.text.string])
        while let version = try versions.next() {
            // Changes by the running import come after the record as it was before it.
            guard version["import"] == origin.importID, version["row"] == origin.row else { continue }
            let before: String? = version["value"]
            guard before.map({ Text($0) }) == value else { break }
            origin = (version["previous_import"], version["previous_row"])
        }
        return origin
    }
}
