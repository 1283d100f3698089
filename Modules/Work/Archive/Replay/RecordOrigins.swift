import AssessmentKernel
import Bundle
import CSV
import Closing
import Reports

/// The imports and rows of a bundle's table, read beside its records: one for each record, in their order.
final class OriginStream {
    private var reader: CSVReader
    private let path: String

    init(_ path: String, in bundle: OpenBundle) throws(Problem) {
        let stream = try bundle.open(path)
        self.path = path
        reader = CSVReader(delimiter: .comma) { room in try stream.read(into: room) }
        _ = try? reader.next()
    }

    /// The next record's import and row.
    func next() throws(Problem) -> (file: Int64, row: Int64) {
        guard (try? reader.next()) == true, reader.cells.count > 1,
            let file = EvidenceOrigins.number(reader.cells[reader.cells.count - 2]),
            let row = EvidenceOrigins.number(reader.cells[reader.cells.count - 1])
        else {
            throw Problem(
                .badInput, LocalText("记录没有来源", "a record without its origin"), at: .init(file: path))
        }
        return (file, row)
    }
}

/// A member's rows of one table, with where each came from.
struct OriginalRows: Sendable {
    let block: RowBlock
    let origins: [(file: Int64, row: Int64)]
}

extension MemberReport {
    /// A member's result with the origins of the records behind its deductions, as its closing found them in the ledger.
    init(_ result: MemberResult, _ tables: [OriginalRows], files: [Int64: String]) {
        let cited = Set((result.assessed?.quarter.items ?? []).flatMap(\.deductions).flatMap(\.evidence))
        let keys = Set(cited.map(\.table))
        var origins: [RecordReference: RecordOrigin] = [:]
        for table in tables where keys.contains(table.block.schema.key) {
            for row in 0..<table.block.count {
                let reference = table.block.reference(row)
                guard cited.contains(reference), row < table.origins.count else { continue }
                let origin = table.origins[row]
                origins[reference] = RecordOrigin(table.block, row, file: files[origin.file], row: Int(origin.row))
            }
        }
        self.init(result, origins: origins)
    }
}
