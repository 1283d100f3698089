import AssessmentKernel
import Parallel

/// Sums the digests of new records on a thread of its own, beside their writing: in whichever order they are added, the
/// sum is the same.
///
/// Unchecked, because `added` guards what the threads share.
final class RecordSum: @unchecked Sendable {
    /// A new record: its row in a block, and where it comes from.
    struct Record: Sendable {
        let place: Int32
        let row: Int32
        let importID: Int64
    }

    private struct Piece: Sendable {
        let rows: RowBlock
        let records: [Record]
    }

    private let added = BoundedQueue<Piece>(capacity: 4)
    private let work: BesideThis<RecordDigest, any Error>

    /// Begins at zero.
    init(_ schema: TableSchema) {
        work = BesideThis(RecordDigest()) { [added] sum in
            let hasher = RecordHasher(schema)
            while let piece = try added.take() {
                for record in piece.records {
                    sum.add(
                        hasher.digest(
                            Int(record.place), of: piece.rows, importID: record.importID,
                            rowNumber: Int64(record.row)))
                }
            }
        }
    }

    /// Adds some rows of a block.
    func add(_ records: [Record], of rows: RowBlock) {
        if !records.isEmpty { _ = added.put(Piece(rows: rows, records: records)) }
    }

    /// The sum of all that was added.
    func finish() throws -> RecordDigest {
        added.finish()
        return try work.wait()
    }

    /// Ends the work of a sum that is not wanted any more.
    func stop() { added.abandon() }
}
