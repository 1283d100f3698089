import AssessmentKernel
import FileFormats
import Intake

/// Which sheets of a workbook an import reads, and as which tables.
struct WorkbookSheets {
    /// The sheets that are tables.
    private(set) var tables: [(sheet: String, schema: TableSchema)] = []
    /// The sheets that are left out although they are not empty, and why.
    private(set) var leftOut: [(sheet: String, reason: LocalText)] = []
    /// The names of the sheets that are not empty and not hidden.
    private(set) var filled: [String] = []

    private let all: [TableSchema]
    private let columns: Columns
    private let lacks: Lacks

    /// The known columns of a sheet's header as a table; nil where it lacks a required one.
    typealias Columns = (_ sheet: String, _ table: TableSchema) -> Set<Int>?
    /// The one required column that the header of a sheet lacks, which has all others; nil for any other sheet.
    typealias Lacks = (_ sheet: String, _ table: TableSchema) -> LocalText?

    /// Matches the sheets of a workbook with tables: by their names, or, in a workbook that the caller or the file's
    /// name gives a table, by their headers.
    ///
    /// - Parameters:
    ///   - wanted: the table given by the caller.
    ///   - isWanted: whether a sheet is read as the wanted table, by its name; nil when the names decide.
    ///   - byFile: the table according to the file's name.
    /// - Throws: ``RecordFault`` when names and headers leave the table open.
    init(
        _ workbook: any Workbook, wanted: TableSchema?, isWanted: ((String) -> Bool)? = nil, byFile: TableMatch,
        among all: [TableSchema], lacks: @escaping Lacks = { _, _ in nil }, columns: @escaping Columns
    ) throws(RecordFault) {
        self.all = all
        self.columns = columns
        self.lacks = lacks
        for (place, sheet) in workbook.sheets.enumerated() {
            guard let name = sheet.name, WorkbookSheets.isFilled(place, workbook) else { continue }
            if sheet.isHidden {
                leftOut.append((name, LocalText("工作表已隐藏", "a hidden sheet")))
            } else {
                filled.append(name)
            }
        }
        let all = all
        if let isWanted {
            take { isWanted($0) ? wanted : nil }
        } else if let wanted {
            if filled.count == 1 {
                take { _ in wanted }
            } else if filled.contains(where: { TableMatch($0, among: all).table?.key == wanted.key }) {
                take { TableMatch($0, among: all).table?.key == wanted.key ? wanted : nil }
            } else {
                try takeEach(of: wanted)
            }
        } else {
            try match(byFile)
        }
    }

    private mutating func match(_ byFile: TableMatch) throws(RecordFault) {
        let (all, fileTable) = (all, byFile.table)
        if filled.count == 1, let sheet = filled.first {
            if let schema = TableMatch(sheet, among: all).table, let fileTable, schema.key != fileTable.key {
                let chosen = try WorkbookSheets.choose(
                    [schema, fileTable].filter { columns(sheet, $0) != nil }, sheet: schema, file: fileTable)
                take { _ in chosen }
            } else {
                let schema = TableMatch(sheet, among: all).table ?? fileTable
                take { _ in schema }
            }
        } else if filled.contains(where: { TableMatch($0, among: all).table != nil }) {
            take { TableMatch($0, among: all).table }
        } else if let fileTable {
            try takeEach(of: fileTable)
        } else {
            take { _ in nil }
        }
    }

    /// The table that the header allows, where file and sheet are named after two.
    private static func choose(
        _ fitting: [TableSchema], sheet: TableSchema, file: TableSchema
    ) throws(RecordFault) -> TableSchema {
        if let only = fitting.first, fitting.count == 1 { return only }
        throw .refused(
            Refusal(
                row: nil, code: "unclear-table",
                reason: LocalText(
                    "文件名像“\(file.title.chinese)”，工作表名却是“\(sheet.title.chinese)”，不能确定是哪张表",
                    "the file is named like \(file.key) and its sheet like \(sheet.key): which table it is cannot be told"
                ),
                next: Advice(
                    "\(by: .table(nil))指定其中之一，或改成一致的名称",
                    "name one of them \(by: .table(nil)), or give both the same name")))
    }

    /// Takes each sheet with the header of a table; all of them must have the same columns.
    private mutating func takeEach(of schema: TableSchema) throws(RecordFault) {
        let headers = filled.map { ($0, columns($0, schema)) }
        let fitting = headers.compactMap { name, columns in columns.map { (name, $0) } }
        guard let first = fitting.first else {
            throw .refused(
                Refusal(
                    row: nil, code: "missing-column",
                    reason: LocalText(
                        "没有一个工作表有“\(schema.title.chinese)”的全部必填列（工作表：\(shown.chinese)）",
                        "no sheet has all required columns of \(schema.key) (sheets: \(shown.english))"),
                    next: LocalText(
                        "必填列：\(schema.columns.filter(\.isRequired).map(\.title.chinese).joined(separator: "、"))；请改正表头",
                        "correct the header; required: \(schema.columns.filter(\.isRequired).map(\.key).joined(separator: ", "))"
                    )))
        }
        // An office's sheet with a title that is misspelt is not one of notes.
        for (name, columns) in headers where columns == nil {
            guard let title = lacks(name, schema) else { continue }
            throw .refused(
                Refusal(
                    row: nil, code: "missing-column",
                    reason: LocalText(
                        "工作表“\(name)”像“\(schema.title.chinese)”，但缺少列“\(title.chinese)”",
                        "the sheet \(name) looks like \(schema.key), but lacks the column \(title.english)"),
                    next: LocalText(
                        "补上或改正这一列的标题；这个工作表不导入的，请删去或隐藏",
                        "correct its titles; if it is not to be imported, delete or hide it")))
        }
        if let other = fitting.first(where: { $0.1 != first.1 }) {
            throw .refused(
                Refusal(
                    row: nil, code: "unclear-table",
                    reason: LocalText(
                        "工作表“\(first.0)”与“\(other.0)”都像“\(schema.title.chinese)”，表头却不同",
                        "the sheets \(first.0) and \(other.0) both look like \(schema.key), but their headers differ"),
                    next: LocalText(
                        "统一表头，或把要导入的工作表改名为“\(schema.title.chinese)”",
                        "give them one header, or rename the sheet to import to \(schema.key)")))
        }
        for (name, columns) in headers {
            if columns != nil {
                tables.append((name, schema))
            } else {
                leftOut.append(
                    (name, LocalText("没有“\(schema.title.chinese)”的表头", "has no header of \(schema.key)")))
            }
        }
    }

    private mutating func take(_ table: (String) -> TableSchema?) {
        for sheet in filled {
            if let schema = table(sheet) {
                tables.append((sheet, schema))
            } else {
                leftOut.append((sheet, reason(for: sheet)))
            }
        }
    }

    /// Why a sheet is passed over.
    private func reason(for sheet: String) -> LocalText {
        switch TableMatch(sheet, among: all) {
        case .table: LocalText("不是要导入的表", "not the table to import")
        case .doubtful(let tables, _):
            LocalText(
                "工作表名可能是\(tables.map { "“\($0.title.chinese)”" }.joined(separator: "或"))，不能确定",
                "its name may be that of \(tables.map(\.key).joined(separator: " or ")); that cannot be told")
        case .none: LocalText("工作表名不是任何表的名称", "no table's name")
        }
    }

    /// The first sheets by name.
    var shown: LocalText {
        let names = filled.prefix(5)
        let rest = filled.count > 5 ? LocalText("等", " and others") : LocalText("", "")
        return LocalText(names.joined(separator: "、") + rest.chinese, names.joined(separator: ", ") + rest.english)
    }

    /// Whether a sheet has any content; a damaged one is refused later, when it is read as its table.
    private static func isFilled(_ place: Int, _ workbook: any Workbook) -> Bool {
        do throws(RecordFault) { return try workbook.rows(ofSheet: place).next() != nil } catch { return true }
    }
}
