import AssessmentKernel
import Bundle
import RecordStore
import ZIP

/// A table whose records were written into a bundle.
struct StreamedTable: Sendable {
    let schema: TableSchema
    let path: String
    /// The imports that delivered its records.
    private(set) var imports: Set<Int64> = []
    /// Its records that are decided on.
    private(set) var found: Set<RecordReference> = []

    /// Writes the records that are handed out into the table's file, and ends it.
    ///
    /// - Parameter decided: the records to look for; nil for none.
    init(
        _ schema: TableSchema, _ path: String, to file: PayloadWriter, _ decided: Set<RecordReference>?,
        _ walk: ((DeliveredRows) throws -> Void) throws -> Void
    ) throws {
        (self.schema, self.path) = (schema, path)
        try file.write(EvidenceLines.header(schema))
        var latest: Int64?
        try walk { rows in
            try file.write(EvidenceLines(rows.block, origins: rows.origins).bytes)
            for origin in rows.origins where origin.importID != latest {
                imports.insert(origin.importID)
                latest = origin.importID
            }
            guard let decided else { return }
            for row in 0..<rows.block.count {
                let record = rows.block.reference(row)
                if decided.contains(record) { found.insert(record) }
            }
        }
        try file.end()
    }
}
