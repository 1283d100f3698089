public import AssessmentKernel
import FileFormats

/// The header of a file, matched with a table's columns.
public struct TableHeader: Sendable {
    /// The header's row as a spreadsheet shows it.
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
    /// - Parameters:
    ///   - refusedAt: the row at which a file without a header is refused; nil for the header's own.
    ///   - tables: other tables, one of which may be the file's.
    /// - Throws: the reject that refuses the file: the first duplicate column, else the first missing required one.
    init(
        _ cells: [String], row: Int = 1, of schema: TableSchema, file: String, refusedAt: Int? = nil,
        tables: [TableSchema] = []
    ) throws(Reject) {
        let known = TableHeader.names(of: schema)
        var columns: [Int?] = []
        var places = [Int?](repeating: nil, count: schema.columns.count)
        var unknown: [String] = []
        for (place, cell) in cells.enumerated() {
            let readings = HeaderText.readings(cell.utf8)
            let column = readings.lazy.compactMap { known[$0] }.first
            columns.append(column)
            guard let column else {
                if readings.first == TableHeader.reason { continue }
                unknown.append(readings.isEmpty ? "(\(TableHeader.letters(place)))" : cell)
                continue
            }
            if let first = places[column] {
                throw Reject(
                    file: file, row: row, column: schema.columns[column].key, value: cell,
                    code: Reject.Code.duplicateColumn.rawValue,
                    reason: TableHeader.twice(schema.columns[column], cells[first], cell))
            }
            places[column] = place
            if let refusal = TableHeader.otherUnit(schema.columns[column], cell, file: file, row: row) { throw refusal }
        }
        let missing = schema.columns.indices.filter { schema.columns[$0].isRequired && places[$0] == nil }
        if let first = missing.first {
            let search = MissingColumns(missing, of: schema, among: cells, columns, row: row, tables: tables)
            throw Reject(
                file: file, row: refusedAt ?? row, column: schema.columns[first].key, value: "",
                code: Reject.Code.missingColumn.rawValue, reason: search.reason)
        }
        self.row = row
        self.cells = cells
        self.columns = columns
        self.places = places
        unknownColumns = unknown
    }

    /// The reject of a header whose column of numbers is in another unit than the table's.
    private static func otherUnit(_ column: ColumnSchema, _ cell: String, file: String, row: Int) -> Reject? {
        guard column.kind == .number,
            let unit = HeaderText.otherUnit(in: cell.utf8)
        else { return nil }
        return Reject(
            file: file, row: row, column: column.key, value: cell, code: "other-unit",
            reason: LocalText(
                "“\(column.title.chinese)”的标题注明单位是“\(unit.string)”，与本表不同；请换算后改正标题，或用对照文件的 units 换算",
                "the title of \(column.title.english) names the unit \(unit.string), which is not the table's; convert the numbers and correct the title, or let a profile convert them (units)"
            ))
    }

    /// That two cells name one column; they are shown where they differ from its title.
    private static func twice(_ column: ColumnSchema, _ first: String, _ second: String) -> LocalText {
        let shown = [first, second].map { String($0.prefix(40)) }
        let differ = shown.contains { !$0.utf8.elementsEqual(column.title.chinese.utf8) }
        return LocalText(
            "表头中“\(column.title.chinese)”出现两次" + (differ ? "：“\(shown[0])”“\(shown[1])”" : ""),
            "the header names the column \(column.title.english) twice"
                + (differ ? ": \(shown[0]), \(shown[1])" : ""))
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
        return cells.map { cell in
            HeaderText.readings(cell.utf8).lazy.compactMap { known[$0] }.first.map { schema.columns[$0].kind }
        }
    }

    /// A column's letters in a spreadsheet: A, …, Z, AA, ….
    static func letters(_ place: Int) -> String {
        var rest = place
        var letters = ""
        repeat {
            letters = String(UnicodeScalar(UInt8(0x41 + rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }
}
