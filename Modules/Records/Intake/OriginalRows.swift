public import AssessmentKernel
public import FileFormats

/// Rows of a file as delivered, for explaining the rows that a deduction rests on.
public enum OriginalRows {
    /// The cells of some rows, each with its header cell, which is empty where a row is longer than the header.
    ///
    /// - Parameters:
    ///   - rows: row numbers as a spreadsheet shows them; reading stops at the last of them. Rows that the file does
    ///     not have are left out.
    ///   - sharesRows: whether a profile may have made several records of a row, such as one with a column a day; such a row
    ///     then has no cells.
    ///   - schema: the table as which the file was read, so that a workbook's days are rendered as on import; nil for
    ///     cells as displayed.
    /// - Throws: ``Problem`` when the file cannot be read that far.
    public static func cells(
        of rows: Set<Int>, in source: TableSource, schema: TableSchema? = nil, sharesRows: Bool = false
    ) throws(Problem) -> [Int: [(header: String, value: String)]] {
        var found: [Int: [(header: String, value: String)]] = [:]
        guard let last = rows.max() else { return found }
        let records = try source.open()
        var header: [String]?
        while let record = try next(records, source.file), record.row <= last {
            if header != nil && !rows.contains(record.row) { continue }
            let cells = record.cells.map { String(decoding: $0, as: UTF8.self) }
            let titles = header ?? cells
            if header == nil, let schema { records.expect(TableHeader.kinds(titles, of: schema)) }
            header = titles
            guard rows.contains(record.row) else { continue }
            if found[record.row] != nil {
                found[record.row] = []
                continue
            }
            found[record.row] = cells.enumerated().map { place, cell in
                (header: place < titles.count ? titles[place] : "", value: cell)
            }
            if record.row == last, !sharesRows { break }
        }
        return found
    }

    private static func next(_ records: any RecordSource, _ file: String) throws(Problem) -> Record? {
        do throws(RecordFault) { return try records.next() } catch { throw error.problem(in: file) }
    }
}
