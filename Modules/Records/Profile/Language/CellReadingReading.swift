import AssessmentKernel
import Patterns
import StrictYAML

extension Profile {
    /// How the cells of each column are read: `values`, `blank`, `dates`, `extract`, `only_day` and `units`.
    static func readings(
        _ fields: YAMLSection, _ schema: TableSchema, hasMonth: Bool
    ) throws(Problem) -> [Int: CellReading] {
        var readings: [Int: CellReading] = [:]
        func change(_ column: Int, _ body: (inout CellReading) -> Void) {
            body(&readings[column, default: CellReading(schema.columns[column].kind)])
        }
        if let field = fields.optional("blank") {
            let words = try field.words()
            for column in schema.columns.indices { change(column) { $0.blanks = words } }
        }
        for pair in try fields.pairs("values") {
            let column = try pair.key(of: schema)
            let (values, meanings) = try pair.values(schema, column)
            change(column) { ($0.values, $0.meanings) = (values, meanings) }
        }
        for pair in try fields.pairs("extract") {
            let extraction = try pair.extraction()
            let column = try pair.key(of: schema)
            change(column) { $0.extraction = extraction }
        }
        for pair in try fields.pairs("dates") {
            let column = try pair.key(of: schema)
            let forms = try pair.dateForms(schema.columns[column].kind, hasMonth: hasMonth)
            change(column) { $0.forms = forms }
        }
        for field in try fields.parts("only_day") {
            let column = try field.column(of: schema)
            guard schema.columns[column].kind == .date else {
                throw field.refused("不是日期列", "this is no column of days")
            }
            change(column) { $0.onlyDay = true }
        }
        for pair in try fields.pairs("units") {
            let column = try pair.key(of: schema)
            guard schema.columns[column].kind == .number else {
                throw pair.refused("不是数字列", "this is no column of numbers")
            }
            guard let unit = NumberUnit(try pair.written()) else {
                throw pair.refused(
                    "应为 分钟、秒、时长，或分数如 1/60", "must be minutes, seconds, duration, or a fraction such as 1/60")
            }
            change(column) { $0.unit = unit }
        }
        return readings
    }
}

extension YAMLEntry {
    /// Reads the values of the file and what each means.
    fileprivate func values(_ schema: TableSchema, _ column: Int) throws(Problem) -> (Words, [String]) {
        var words = Words()
        var meanings: [String] = []
        for value in try pairs() {
            let text = try value.written(canBeEmpty: true)
            try value.check(text, for: schema, column)
            try value.add(value.key, meanings.count, to: &words)
            meanings.append(text)
        }
        return (words, meanings)
    }

    /// Reads the forms of a column's dates.
    fileprivate func dateForms(_ kind: ColumnKind, hasMonth: Bool) throws(Problem) -> [DateForm] {
        guard kind == .date || kind == .dateTime else {
            throw refused("不是日期或时间列", "this is no column of days or moments")
        }
        return try dateForms { form in
            if kind == .dateTime && !form.hasTime { return LocalText("时间列的样式要有时（hh）", "a moment needs its hour (hh)") }
            if form.needsMonth && !hasMonth {
                return LocalText("样式缺年或月，须另写 month", "the form lacks its year or month: say month too")
            }
            return nil
        }
    }

    /// Reads one form of dates or a list of them.
    func dateForms(_ check: (DateForm) -> LocalText?) throws(Problem) -> [DateForm] {
        var forms: [DateForm] = []
        for text in try writtenOrList() {
            guard let form = DateForm(text) else {
                throw refused(
                    "“\(text)”不是日期的样式，如 YY-MM-DD 星期", "\(text) is no form of dates, such as YY-MM-DD 星期")
            }
            let reason = form.hasDay ? check(form) : LocalText("样式要有日（DD）", "the form needs its day (DD)")
            if let reason { throw refused("“\(text)”：\(reason.chinese)", "\(text): \(reason.english)") }
            forms.append(form)
        }
        return forms
    }
}
