public import AssessmentKernel

/// The header of a file, matched with a table's columns.
public struct TableHeader: Sendable {
    /// The header's row as a spreadsheet shows it: 1 in a CSV file.
    public let row: Int
    /// The header's cells as delivered.
    public let cells: [String]
    /// For each column of the file, the place of the schema's column; nil for a column unknown to the table.
    public let columns: [Int?]
    /// For each column of the schema, its place in the file; nil when the file lacks it.
    public let places: [Int?]
    /// The ignored columns that the table does not know, in file order; a column without a name is shown as its
    /// spreadsheet letters in parentheses.
    public let unknownColumns: [String]

    /// The extra column of a workbook of rejects: what was wrong.
    ///
    /// It is ignored without a warning.
    public static let reasonTitle = "原因"
    private static let reason = Text(reasonTitle)

    /// Matches the cells of a header with a table's columns.
    ///
    /// - Throws: the reject that refuses the file: the first duplicate column, else the first missing required one.
    init(_ cells: [String], row: Int = 1, of schema: TableSchema, file: String) throws(Reject) {
        let known = TableHeader.names(of: schema)
        var columns: [Int?] = []
        var places = [Int?](repeating: nil, count: schema.columns.count)
        var unknown: [String] = []
        for (place, cell) in cells.enumerated() {
            let name = HeaderText.plain(cell.utf8)
            let column = known[name]
            columns.append(column)
            guard let column else {
                if name == TableHeader.reason { continue }
                unknown.append(name.utf8.isEmpty ? "(\(TableHeader.letters(place)))" : cell)
                continue
            }
            guard places[column] == nil else {
                let title = schema.columns[column].title
                throw Reject(
                    file: file, row: row, column: schema.columns[column].key, value: cell,
                    code: Reject.Code.duplicateColumn.rawValue,
                    reason: LocalText(
                        "表头中“\(title.chinese)”出现两次", "the header names the column \(title.english) twice"))
            }
            places[column] = place
        }
        for (column, place) in zip(schema.columns, places) where column.isRequired && place == nil {
            throw Reject(
                file: file, row: row, column: column.key, value: "", code: Reject.Code.missingColumn.rawValue,
                reason: TableHeader.missing(column, among: cells, row))
        }
        self.row = row
        self.cells = cells
        self.columns = columns
        self.places = places
        unknownColumns = unknown
    }

    /// The places of a table's columns by their keys and Chinese titles.
    static func names(of schema: TableSchema) -> [Text: Int] {
        let keys = schema.columns.map { Text($0.key) }
        let titles = schema.columns.map { HeaderText.plain($0.title.chinese.utf8) }
        // The first column with a title or key wins; no table has two alike.
        var known: [Text: Int] = [:]
        for (column, name) in (keys + titles).enumerated() where known[name] == nil {
            known[name] = column % keys.count
        }
        return known
    }

    /// What each column of a file holds, by its header cell.
    public static func kinds(_ cells: [String], of schema: TableSchema) -> [ColumnKind?] {
        let known = names(of: schema)
        return cells.map { known[HeaderText.plain($0.utf8)].map { schema.columns[$0].kind } }
    }

    /// Which column is missing, and what the header has instead.
    private static func missing(_ column: ColumnSchema, among cells: [String], _ row: Int) -> LocalText {
        if cells.isEmpty { return LocalText("文件是空的", "the file is empty") }
        let there = cells.prefix(10).map { String($0.prefix(20)) }
        return LocalText(
            "缺少列“\(column.title.chinese)”，第 \(row) 行是：\(there.joined(separator: "、"))",
            "the column \(column.title.english) is missing; row \(row) has: \(there.joined(separator: ", "))")
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
