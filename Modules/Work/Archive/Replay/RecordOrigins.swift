package import AssessmentKernel
import Bundle
import Closing
import FileFormats
import Reports

/// The imports and rows of a bundle's records, noted while the records are read: the last two cells of each.
///
/// Unchecked, because a table is read by one thread at a time.
final class NotedOrigins: @unchecked Sendable {
    private var noted: [(file: Int64, row: Int64)?] = []
    /// The row of the first that is noted.
    private var first = 0

    /// Notes where a record comes from; nil for a record that does not say it.
    fileprivate func note(_ record: Record) {
        if noted.isEmpty { first = record.row }
        guard record.cells.count > 1, let file = Int64(counting: record.cells[record.cells.count - 2]),
            let row = Int64(counting: record.cells[record.cells.count - 1])
        else { return noted.append(nil) }
        noted.append((file, row))
    }

    /// Forgets those that were read so far.
    func forget() { noted.removeAll(keepingCapacity: true) }

    /// The import and row of the record in a row of the table, which must have been read since the last ``forget()``.
    func origin(row: Int, in path: String) throws(Problem) -> (file: Int64, row: Int64) {
        guard noted.indices.contains(row - first), let origin = noted[row - first] else {
            throw Problem(
                .badInput, LocalText("记录没有来源", "a record without its origin"), at: .init(file: path, row: row))
        }
        return origin
    }
}

/// The records of a bundle's table, whose origins are noted, or at which a witness looks.
final class RecordsWithOrigins: RecordSource {
    private let records: CSVRecords
    private let origins: NotedOrigins?
    private let witness: OriginWitness?

    init(_ records: CSVRecords, _ origins: NotedOrigins?, _ witness: OriginWitness?) {
        (self.records, self.origins, self.witness) = (records, origins, witness)
    }

    func next() throws(RecordFault) -> Record? {
        guard let record = try records.next() else { return nil }
        origins?.note(record)
        try witness?.look(record)
        return record
    }
}

/// A member's rows of one table, with where each came from.
package struct OriginalRows: Sendable {
    package let block: RowBlock
    package let origins: [(file: Int64, row: Int64)]
}

extension MemberReport {
    /// A member's result with the origins of the records behind its deductions, as its closing found them in the ledger.
    init(_ result: MemberResult, _ tables: [OriginalRows], files: [Int64: String]) {
        let cited = Set((result.assessed?.quarter.items ?? []).flatMap(\.deductions).flatMap(\.evidence))
        // The first part of each record's key by table: most rows are cited by none, and need no reference.
        var firsts: [String: Set<Int>] = [:]
        for record in cited {
            firsts[record.table, default: []].insert(EvidenceOrigins.hash((record.parts.first ?? "").utf8))
        }
        var origins: [RecordReference: RecordOrigin] = [:]
        for table in tables {
            let schema = table.block.schema
            guard let wanted = firsts[schema.key] else { continue }
            let code = schema.naturalKey.first.flatMap { schema.holdsText[$0] ? $0 : nil }
            for row in 0..<table.block.count {
                if let code, !wanted.contains(EvidenceOrigins.hash(table.block.text(row, code))) { continue }
                let reference = table.block.reference(row)
                guard cited.contains(reference), row < table.origins.count else { continue }
                let origin = table.origins[row]
                origins[reference] = RecordOrigin(table.block, row, file: files[origin.file], row: Int(origin.row))
            }
        }
        self.init(result) { origins[$0] }
    }
}
