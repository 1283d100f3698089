import AssessmentKernel

/// What the header of a file says: which of its columns is which of the table's.
public struct TableHeader: Sendable {
    /// The header's cells as they were delivered.
    public let cells: [String]
    /// For each column of the file the place of the schema's column; nil where no table knows it.
    public let columns: [Int?]
    /// For each column of the schema its place in the file; nil where the file lacks it.
    public let places: [Int?]
    /// The columns that no table knows and that are left out, in their order; one without a name is called by the letters
    /// that a spreadsheet shows, in parentheses.
    public let unknownColumns: [String]

    /// Matches the cells of a header with a table's columns.
    ///
    /// - Throws: the reject by which the file is refused: the first column that is there twice, else the first required
    ///   one that is not there.
    init(_ cells: [String], of schema: TableSchema, file: String) throws(Reject) {
        let keys = schema.columns.map { Text($0.key) }
        let titles = schema.columns.map { HeaderText.plain($0.title.chinese.utf8) }
        // The first column of a title or key wins; no table has two alike.
        var known: [Text: Int] = [:]
        for (column, name) in (keys + titles).enumerated() where known[name] == nil {
            known[name] = column % keys.count
        }
        var columns: [Int?] = []
        var places = [Int?](repeating: nil, count: keys.count)
        var unknown: [String] = []
        for (place, cell) in cells.enumerated() {
            let name = HeaderText.plain(cell.utf8)
            let column = known[name]
            columns.append(column)
            guard let column else {
                unknown.append(name.utf8.isEmpty ? "(\(TableHeader.letters(place)))" : cell)
                continue
            }
            guard places[column] == nil else {
                throw Reject(file: file, row: 1, column: schema.columns[column].key, value: cell, .duplicateColumn)
            }
            places[column] = place
        }
        for (column, place) in zip(schema.columns, places) where column.isRequired && place == nil {
            throw Reject(
                file: file, row: 1, column: column.key, value: "", code: Reject.Code.missingColumn.rawValue,
                reason: TableHeader.missing(column, among: cells))
        }
        self.cells = cells
        self.columns = columns
        self.places = places
        unknownColumns = unknown
    }

    /// Which column is missing, and what stands there instead.
    private static func missing(_ column: ColumnSchema, among cells: [String]) -> LocalText {
        if cells.isEmpty { return LocalText("文件是空的", "the file is empty") }
        let there = cells.prefix(10).map { String($0.prefix(20)) }
        return LocalText(
            "缺少列“\(column.title.chinese)”，第 1 行是：\(there.joined(separator: "、"))",
            "the column \(column.key) is missing; row 1 has: \(there.joined(separator: ", "))")
    }

    /// A column's letters in a spreadsheet: A, …, Z, AA, ….
    private static func letters(_ place: Int) -> String {
        var rest = place
        var letters = ""
        repeat {
            letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }
}
