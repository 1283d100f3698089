public import AssessmentKernel
import Patterns
import StrictYAML

extension Profile {
    /// The keys of a table's profile beside `table`.
    private static let keys = [
        "file", "sheet", "header", "levels", "columns", "optional", "values", "constants", "extract", "blank", "dates",
        "month", "only_day", "units", "ignore_rows", "only_rows", "ignore", "days", "punches",
    ]
    /// The most tables of one profile.
    private static let mostTables = 40

    /// Reads a profile.
    ///
    /// - Parameters:
    ///   - yaml: the file's bytes.
    ///   - file: the file's name in messages.
    ///   - tables: the installed tables.
    /// - Throws: ``Problem`` with file, line and key for whatever is invalid: an unknown key, table, column or value,
    ///   or a column that is named twice.
    public init(yaml: [UInt8], file: String, tables: [TableSchema]) throws(Problem) {
        let root = YAMLEntry(
            try YAMLTree.read(yaml, file: file), file: file,
            help: LocalText("参见 docs/profiles.md", "see docs/profiles.md"))
        let several = try root.pairs().contains { $0.key == "tables" }
        let fields = try root.known(
            several ? ["profile", "tables"] : ["profile", "table"],
            optional: several ? ["name"] : ["name"] + Profile.keys)
        let version = try fields("profile")
        guard try version.written() == "1" else {
            throw version.refused("此版本的 kaohe 只认识 profile: 1", "this kaohe knows profile: 1 only")
        }
        let name = try fields.optional("name")?.written()
        guard several else {
            self = try Profile(fields, name: name, others: [], tables)
            return
        }
        let list = try fields("tables")
        var parts: [Profile] = []
        for entry in try list.list() {
            let fields = try entry.known(["table"], optional: Profile.keys)
            parts.append(try Profile(fields, name: name, others: [], tables))
        }
        guard let first = parts.first, parts.count <= Profile.mostTables else {
            throw list.refused("应有 1 至 \(Profile.mostTables) 张表", "must be 1 to \(Profile.mostTables) tables")
        }
        self.init(first, others: Array(parts.dropFirst()))
    }

    private init(_ fields: YAMLSection, name: String?, others: [Profile], _ tables: [TableSchema]) throws(Problem) {
        let table = try fields("table")
        let title = try table.written()
        guard let schema = Profile.table(title, tables) else {
            let known = tables.flatMap { [$0.title.chinese, $0.key] }
            throw table.refused(
                "没有名为“\(title)”的表" + Profile.hint(title, known).chinese,
                "there is no table named \(title)" + Profile.hint(title, known).english)
        }
        self.name = name
        self.schema = schema
        self.others = others
        files = try fields.optional("file")?.words()
        sheets = try fields.optional("sheet")?.words()
        sheetText = try fields.optional("sheet")?.writtenOrList().joined(separator: "、")
        headerRows = try fields.optional("header")?.rows()
        levels = try Profile.levels(fields.optional("levels"), headerRows)
        month = try fields.optional("month")?.month()
        columns = try Profile.columns(fields.pairs("columns"), schema)
        constants = try Profile.constants(fields.pairs("constants"), schema)
        ignoredRows = try Profile.conditions(fields.optional("ignore_rows"))
        onlyRows = try Profile.conditions(fields.optional("only_rows"))
        ignored =
            try fields.optional("ignore").map { field throws(Problem) in
                guard case .list = field.node.content else { return try field.emptyOrRefused("应为列表", "must be a list") }
                return try field.words()
            } ?? Words()
        optional = try Profile.optional(fields.parts("optional"), schema, columns.map(\.column))
        days = try fields.optional("days").map { field throws(Problem) in
            try DayRules(field, schema, punches: fields.optional("punches"))
        }
        let hasDays = days != nil
        punches = try fields.optional("punches").map { field throws(Problem) in
            try PunchRules(field, schema, hasDays: hasDays)
        }
        readings = try Profile.readings(fields, schema, hasMonth: month != nil)
        try checkColumns(fields)
    }

    private init(_ first: Profile, others: [Profile]) {
        name = first.name
        schema = first.schema
        self.others = others
        files = first.files
        sheets = first.sheets
        sheetText = first.sheetText
        headerRows = first.headerRows
        levels = first.levels
        columns = first.columns
        optional = first.optional
        readings = first.readings
        constants = first.constants
        month = first.month
        ignoredRows = first.ignoredRows
        onlyRows = first.onlyRows
        ignored = first.ignored
        days = first.days
        punches = first.punches
    }

    private static func table(_ name: String, _ tables: [TableSchema]) -> TableSchema? {
        tables.first { folded($0.key) == folded(name) } ?? tables.first { folded($0.title.chinese) == folded(name) }
    }

    /// “，是否想写…” for a name that is near to a known one; empty for any other.
    static func hint(_ name: String, _ known: [String]) -> LocalText {
        var nearest = NearestName(among: known.map { Text($0) }, as: .word)
        guard let name = nearest.name(to: Text(name)) else { return LocalText("", "") }
        return LocalText("，是否想写“\(name)”", "; did you mean \(name)")
    }

    private static func levels(_ field: YAMLEntry?, _ rows: ClosedRange<Int>?) throws(Problem) -> [Int] {
        guard let field else { return [rows?.count ?? 1] }
        if rows != nil {
            throw field.refused("已写 header，不必再写 levels", "header says the rows already; leave levels out")
        }
        return Array(try field.range(1...3))
    }

    private static func columns(
        _ pairs: [YAMLEntry], _ schema: TableSchema
    ) throws(Problem) -> [(column: Int, source: ColumnSource)] {
        var columns: [(column: Int, source: ColumnSource)] = []
        for pair in pairs {
            let column = try pair.key(of: schema)
            if columns.contains(where: { $0.column == column }) {
                throw pair.refused("此列重复", "this column stands twice")
            }
            columns.append((column, try pair.source(schema, column)))
        }
        return columns
    }

    private static func constants(
        _ pairs: [YAMLEntry], _ schema: TableSchema
    ) throws(Problem) -> [(column: Int, constant: Constant)] {
        var constants: [(column: Int, constant: Constant)] = []
        for pair in pairs { constants.append((try pair.key(of: schema), try pair.constant(schema))) }
        return constants
    }

    private static func conditions(_ field: YAMLEntry?) throws(Problem) -> [RowCondition] {
        guard let field, !field.isEmpty else { return [] }
        var conditions: [RowCondition] = []
        let entries: [YAMLEntry]
        if case .list = field.node.content { entries = try field.list() } else { entries = [field] }
        for entry in entries {
            var parts: [(title: TitleName, words: Words)] = []
            for pair in try entry.entries() {
                parts.append((TitleName(title: folded(pair.key)), try pair.words(canBeEmpty: true)))
            }
            if parts.isEmpty { throw entry.refused("应为“列名: 取值”", "must be titles and values") }
            conditions.append(RowCondition(parts: parts))
        }
        return conditions
    }

    private static func optional(
        _ parts: [YAMLEntry], _ schema: TableSchema, _ columns: [Int]
    ) throws(Problem) -> Set<Int> {
        var optional: Set<Int> = []
        for part in parts {
            let column = try part.column(of: schema)
            guard columns.contains(column) else {
                throw part.refused("此列没有写在 columns 中", "this column does not stand under columns")
            }
            guard !schema.columns[column].isRequired else {
                throw part.refused("此列必填，不能没有", "this column is required")
            }
            optional.insert(column)
        }
        return optional
    }

    /// Refuses columns that come from two sources.
    private func checkColumns(_ fields: YAMLSection) throws(Problem) {
        var taken = Set(columns.map(\.column))
        for field in try fields.pairs("constants") where !taken.insert(try field.key(of: schema)).inserted {
            throw field.refused("此列已在 columns 中，或重复", "this column stands in columns too, or twice")
        }
        guard let field = fields.optional("punches") ?? fields.optional("days") else { return }
        guard schema.memberColumn != nil else {
            throw field.refused("此表没有工号列，不能由打卡或一天一列得出", "a table without members cannot be made of punches or days")
        }
        for column in punches?.columns ?? [days?.day, days?.cell].compactMap(\.self) where taken.contains(column) {
            throw field.refused(
                "列 \(schema.columns[column].key) 由此处得出，不能再写在别处",
                "the column \(schema.columns[column].key) comes from here and can stand nowhere else")
        }
    }
}
