public import AssessmentKernel

/// Where a sheet's header is.
public enum HeaderPlace: Sendable {
    /// In this row, as the spreadsheet shows it.
    case row(Int)
    /// In the first of the first twenty rows that has all required titles; titles and notes may be above it.
    ///
    /// Without such a row, the row with most of them, so that the message can name what is missing. A plain text has
    /// its header in the first row.
    case names(HeaderNames)

    /// How many non-empty rows are searched.
    private static let searched = 20

    /// By the titles of a table.
    public static func titles(_ schema: TableSchema) -> HeaderPlace { .names(HeaderNames(schema)) }

    /// The row of the header; nil in a sheet without cells.
    func row(in records: any RecordSource) throws(RecordFault) -> Int? {
        guard case .names(let names) = self else {
            if case .row(let row) = self { return row }
            return nil
        }
        var best: (row: Int, count: Int)?
        for _ in 0..<HeaderPlace.searched {
            guard let record = try records.next() else { break }
            let titles = Set(record.cells.map { HeaderText.plain($0) })
            if names.required.allSatisfy({ !$0.isDisjoint(with: titles) }) { return record.row }
            let count = titles.intersection(names.known).count
            if count > best?.count ?? -1 { best = (record.row, count) }
        }
        return best?.row
    }
}

/// The titles by which a header is recognised.
public struct HeaderNames: Sendable {
    /// The required columns, each by any of its names.
    let required: [Set<Text>]
    /// All names that a header may have.
    let known: Set<Text>

    /// Lists the required columns, each by any of its names: without white space, and with ASCII for full-width forms.
    public init(required: [Set<Text>]) {
        self.required = required
        known = required.reduce(into: []) { $0.formUnion($1) }
    }

    /// By the keys and Chinese titles of a table.
    public init(_ schema: TableSchema) {
        let names = TableHeader.names(of: schema)
        let byColumn = Dictionary(grouping: names.keys) { names[$0] ?? 0 }
        required = schema.columns.indices.filter { schema.columns[$0].isRequired }.map { Set(byColumn[$0] ?? []) }
        known = Set(names.keys)
    }
}
