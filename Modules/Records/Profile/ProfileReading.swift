public import AssessmentKernel
import StrictYAML

extension Profile {
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
        let fields = try root.section(
            ["profile", "table"],
            optional: ["sheet", "header", "columns", "values", "constants", "only_day", "ignore", "punches"])
        let version = try fields("profile")
        guard try version.written() == "1" else {
            throw version.refused("此版本的 kaohe 只认识 profile: 1", "this kaohe knows profile: 1 only")
        }
        let table = try fields("table")
        let name = try table.written()
        guard let schema = Profile.table(name, tables) else {
            throw table.refused("没有名为“\(name)”的表", "there is no table named \(name)")
        }
        self.schema = schema
        sheet = try fields.optional("sheet")?.written()
        headerRow = try fields.optional("header")?.whole(1...1_048_576)
        columns = try Profile.columns(fields.pairs("columns"), schema)
        values = try Profile.values(fields.pairs("values"), schema)
        constants = try Profile.constants(fields.pairs("constants"), schema)
        var daysOnly: Set<Int> = []
        for field in try fields.parts("only_day") {
            let column = try field.column(of: schema)
            guard schema.columns[column].kind == .date else {
                throw field.refused("不是日期列", "this is no column of days")
            }
            daysOnly.insert(column)
        }
        self.daysOnly = daysOnly
        var ignored: Set<Text> = []
        for field in try fields.parts("ignore") { ignored.insert(Profile.folded(try field.written())) }
        self.ignored = ignored
        let punchFields = fields.optional("punches")
        punches = try punchFields.map { field throws(Problem) in try PunchRules(field, schema) }
        var taken: [Int: YAMLEntry] = [:]
        for field in try fields.pairs("columns") {
            let column = try field.key(of: schema)
            if taken.updateValue(field, forKey: column) != nil {
                throw field.refused("此列重复", "this column stands twice")
            }
        }
        for field in try fields.pairs("constants") {
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

    private static func columns(_ pairs: [YAMLEntry], _ schema: TableSchema) throws(Problem) -> [(
        column: Int, title: Text
    )] {
        var columns: [(column: Int, title: Text)] = []
        for pair in pairs { columns.append((try pair.key(of: schema), folded(try pair.written()))) }
        return columns
    }

    private static func values(_ pairs: [YAMLEntry], _ schema: TableSchema) throws(Problem) -> [Int: [Text: String]] {
        var values: [Int: [Text: String]] = [:]
        for pair in pairs {
            let column = try pair.key(of: schema)
            var meant: [Text: String] = [:]
            for value in try pair.pairs() {
                let text = try value.written(canBeEmpty: true)
                try value.check(text, for: schema, column)
                meant[Text(utf8: CellText.normalised(value.key))] = text
            }
            values[column] = meant
        }
        return values
    }

    private static func constants(_ pairs: [YAMLEntry], _ schema: TableSchema) throws(Problem) -> [(
        column: Int, value: String
    )] {
        var constants: [(column: Int, value: String)] = []
        for pair in pairs {
            let column = try pair.key(of: schema)
            let text = try pair.written()
            try pair.check(text, for: schema, column)
            constants.append((column, text))
        }
        return constants
    }
}

extension PunchRules {
    fileprivate init(_ field: YAMLEntry, _ schema: TableSchema) throws(Problem) {
        let fields = try field.section(
            ["at", "duty", "into", "outcomes"], optional: ["sort", "counts", "grace", "pause"])
        let moment = try fields("at")
        var at: [Text] = []
        for part in try moment.writtenOrList() { at.append(Profile.folded(part)) }
        guard at.count == 1 || at.count == 2 else {
            throw moment.refused("应为一列时间，或日期、时间两列", "must be one column of moments, or one of days and one of times")
        }
        self.at = at
        switch (fields.optional("sort"), fields.optional("counts")) {
        case (nil, nil): sort = nil
        case (let title?, _?):
            var counting: Set<Text> = []
            for value in try fields.parts("counts") {
                counting.insert(Text(utf8: CellText.normalised(try value.written())))
            }
            sort = (Profile.folded(try title.written()), counting)
        case (let one?, nil), (nil, let one?):
            throw one.refused("sort 和 counts 须同时写明", "sort and counts go together")
        }
        duty = try fields("duty").hours()
        grace = try fields.optional("grace")?.whole(0...720) ?? 0
        pause = try fields.optional("pause")?.hours()
        let into = try fields("into").section(["day", "status"], optional: ["hours"])
        day = try into("day").column(of: schema)
        status = try into("status").column(of: schema)
        hours = try into.optional("hours")?.column(of: schema)
        guard schema.columns[day].kind == .date else {
            throw try into("day").refused("不是日期列", "this is no column of days")
        }
        let optional: [Outcome] = [.early, .single]
        let written = try fields("outcomes").section(
            Outcome.allCases.filter { !optional.contains($0) }.map(\.rawValue), optional: optional.map(\.rawValue))
        var outcomes: [Outcome: String] = [:]
        for outcome in Outcome.allCases {
            guard let value = written.optional(outcome.rawValue) else { continue }
            let text = try value.written()
            try value.check(text, for: schema, status)
            outcomes[outcome] = text
        }
        self.outcomes = outcomes
    }
}
