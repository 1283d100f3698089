public import AssessmentKernel
import StrictYAML

extension Profile {
    /// Reads a profile.
    ///
    /// - Parameters:
    ///   - yaml: the file's bytes.
    ///   - file: the file as the caller named it.
    ///   - tables: the tables that there are.
    /// - Throws: ``Problem`` with file, line and key for whatever is not understood: an unknown key, a table, column or
    ///   value that there is not, a column that is named twice.
    public init(yaml: [UInt8], file: String, tables: [TableSchema]) throws(Problem) {
        let root = Field(try YAMLTree.read(yaml, file: file), file: file, path: "")
        let fields = try root.mapping([
            "profile", "table", "sheet", "header", "columns", "values", "constants", "only_day", "ignore", "punches",
        ])
        let version = try fields.required("profile")
        guard try version.text() == "1" else {
            throw version.refused("此版本的 kaohe 只认识 profile: 1", "this kaohe knows profile: 1 only")
        }
        let table = try fields.required("table")
        let name = try table.text()
        guard let schema = Profile.table(name, tables) else {
            throw table.refused("没有名为“\(name)”的表", "there is no table named \(name)")
        }
        self.schema = schema
        sheet = try fields["sheet"]?.text()
        headerRow = try fields["header"]?.whole(1...1_048_576)
        columns = try Profile.columns(fields["columns"], schema)
        values = try Profile.values(fields["values"], schema)
        constants = try Profile.constants(fields["constants"], schema)
        var daysOnly: Set<Int> = []
        for field in try fields["only_day"]?.list() ?? [] {
            let column = try field.column(of: schema)
            guard schema.columns[column].kind == .date else {
                throw field.refused("不是日期列", "this is no column of days")
            }
            daysOnly.insert(column)
        }
        self.daysOnly = daysOnly
        var ignored: Set<Text> = []
        for field in try fields["ignore"]?.list() ?? [] { ignored.insert(Profile.folded(try field.text())) }
        self.ignored = ignored
        let punchFields = fields["punches"]
        punches = try punchFields.map { field throws(Problem) in try PunchRules(field, schema) }
        var taken: [Int: Field] = [:]
        for field in try fields["columns"]?.pairs() ?? [] {
            let column = try field.key(of: schema)
            if taken.updateValue(field, forKey: column) != nil {
                throw field.refused("此列重复", "this column stands twice")
            }
        }
        for field in try fields["constants"]?.pairs() ?? [] {
            let column = try field.key(of: schema)
            if taken.updateValue(field, forKey: column) != nil {
                throw field.refused("此列已在 columns 中，或重复", "this column stands in columns too, or twice")
            }
        }
        if let punches, let field = punchFields {
            guard schema.memberColumn != nil else {
                throw field.refused("此表没有工号列，不能由打卡记录得出", "a table without members cannot be made of punches")
            }
            for column in [punches.day, punches.status, punches.hours].compactMap(\.self) where taken[column] != nil {
                throw field.refused(
                    "列 \(schema.columns[column].key) 由打卡规则得出，不能再写在别处",
                    "the column \(schema.columns[column].key) comes from the punches and can stand nowhere else")
            }
        }
    }

    private static func table(_ name: String, _ tables: [TableSchema]) -> TableSchema? {
        tables.first { folded($0.key) == folded(name) } ?? tables.first { folded($0.title.chinese) == folded(name) }
    }

    private static func columns(_ field: Field?, _ schema: TableSchema) throws(Problem) -> [(column: Int, title: Text)]
    {
        var columns: [(column: Int, title: Text)] = []
        for pair in try field?.pairs() ?? [] { columns.append((try pair.key(of: schema), folded(try pair.text()))) }
        return columns
    }

    private static func values(_ field: Field?, _ schema: TableSchema) throws(Problem) -> [Int: [Text: String]] {
        var values: [Int: [Text: String]] = [:]
        for pair in try field?.pairs() ?? [] {
            let column = try pair.key(of: schema)
            var meant: [Text: String] = [:]
            for value in try pair.pairs() {
                let text = try value.text(canBeEmpty: true)
                try value.check(text, for: schema, column)
                meant[Text(utf8: CellText.normalised(value.name))] = text
            }
            values[column] = meant
        }
        return values
    }

    private static func constants(_ field: Field?, _ schema: TableSchema) throws(Problem) -> [(
        column: Int, value: String
    )] {
        var constants: [(column: Int, value: String)] = []
        for pair in try field?.pairs() ?? [] {
            let column = try pair.key(of: schema)
            let text = try pair.text()
            try pair.check(text, for: schema, column)
            constants.append((column, text))
        }
        return constants
    }
}

extension PunchRules {
    fileprivate init(_ field: Field, _ schema: TableSchema) throws(Problem) {
        let fields = try field.mapping(["at", "sort", "counts", "duty", "grace", "pause", "into", "outcomes"])
        let moment = try fields.required("at")
        var at: [Text] = []
        for part in try moment.textOrList() { at.append(Profile.folded(part)) }
        guard at.count == 1 || at.count == 2 else {
            throw moment.refused("应为一列时间，或日期、时间两列", "must be one column of moments, or one of days and one of times")
        }
        self.at = at
        switch (fields["sort"], fields["counts"]) {
        case (nil, nil): sort = nil
        case (let title?, let counts?):
            var counting: Set<Text> = []
            for value in try counts.list() { counting.insert(Text(utf8: CellText.normalised(try value.text()))) }
            sort = (Profile.folded(try title.text()), counting)
        case (let one?, nil), (nil, let one?):
            throw one.refused("sort 和 counts 须同时写明", "sort and counts go together")
        }
        duty = try fields.required("duty").hours()
        grace = try fields["grace"]?.whole(0...720) ?? 0
        pause = try fields["pause"]?.hours()
        let into = try fields.required("into").mapping(["day", "status", "hours"])
        day = try into.required("day").column(of: schema)
        status = try into.required("status").column(of: schema)
        hours = try into["hours"]?.column(of: schema)
        guard schema.columns[day].kind == .date else {
            throw try into.required("day").refused("不是日期列", "this is no column of days")
        }
        let written = try fields.required("outcomes").mapping(Outcome.allCases.map(\.rawValue))
        var outcomes: [Outcome: String] = [:]
        for outcome in Outcome.allCases {
            let value =
                outcome == .early || outcome == .single
                ? written[outcome.rawValue] : try written.required(outcome.rawValue)
            guard let value else { continue }
            let text = try value.text()
            try value.check(text, for: schema, status)
            outcomes[outcome] = text
        }
        self.outcomes = outcomes
    }
}
