import AssessmentKernel
import Patterns
import StrictYAML

extension PunchRules {
    init(_ field: YAMLEntry, _ schema: TableSchema, hasDays: Bool) throws(Problem) {
        let fields = try field.known(
            hasDays ? ["duty", "into", "outcomes"] : ["at", "duty", "into", "outcomes"],
            optional: hasDays
                ? ["counts", "no_punch", "grace", "pause"]
                : ["sort", "counts", "no_punch", "day_begins", "grace", "pause"])
        place = hasDays ? .days : try PunchRules.place(fields("at"))
        sort = try PunchRules.sort(fields)
        noPunch = try fields.optional("no_punch")?.words(canBeEmpty: true) ?? Words()
        dayBegins = try fields.optional("day_begins")?.time() ?? 0
        if let field = fields.optional("day_begins") {
            guard case .moment = place else {
                throw field.refused(
                    "考勤日期已在文件中，不能再写 day_begins", "the file says the attendance day; leave day_begins out")
            }
        }
        duty = try fields("duty").hours()
        grace = try fields.optional("grace")?.whole(0...720) ?? 0
        pause = try fields.optional("pause")?.hours()
        let into = try fields("into").known(["day", "status"], optional: ["hours"])
        day = try into("day").column(of: schema)
        status = try into("status").column(of: schema)
        hours = try into.optional("hours")?.column(of: schema)
        guard schema.columns[day].kind == .date else {
            throw try into("day").refused("不是日期列", "this is no column of days")
        }
        let optional: [Outcome] = [.early, .single]
        let written = try fields("outcomes").known(
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

    private static func place(_ field: YAMLEntry) throws(Problem) -> Place {
        if case .mapping = field.node.content, try !field.entries().contains(where: { $0.key == "title" }) {
            let fields = try field.known(["day"], optional: ["in", "out", "time"])
            var times: [TitleName] = []
            for key in ["in", "out", "time"] {
                if let entry = fields.optional(key) { times += try entry.titles() }
            }
            guard !times.isEmpty else {
                throw field.refused("应写 in、out 或 time 的列", "must name columns under in, out or time")
            }
            return .times(day: try fields("day").title(), times: times)
        }
        let titles = try field.titles()
        switch titles.count {
        case 1: return .moment(titles[0])
        case 2: return .times(day: titles[0], times: [titles[1]])
        default:
            throw field.refused("应为一列时间，或日期、时间两列", "must be one column of moments, or one of days and one of times")
        }
    }

    private static func sort(_ fields: YAMLSection) throws(Problem) -> (title: TitleName?, counting: Set<Text>)? {
        let title = fields.optional("sort")
        guard let counts = fields.optional("counts") else {
            guard let title else { return nil }
            throw title.refused("sort 和 counts 须同时写明", "sort and counts go together")
        }
        var counting: Set<Text> = []
        for value in try counts.list() { counting.insert(Text(utf8: CellText.normalised(try value.written()))) }
        return (try title?.title(), counting)
    }
}

extension DayRules {
    init(_ field: YAMLEntry, _ schema: TableSchema, punches: YAMLEntry?) throws(Problem) {
        let fields = try field.known(
            punches == nil ? ["into"] : [], optional: ["titles", "of", "ignore"])
        titles = try fields.optional("titles")?.dateForms { form in
            form.hasTime ? LocalText("日期列的样式不能有时间", "a column's day has no time") : nil
        }
        of = try fields.optional("of").map { entry throws(Problem) in Profile.folded(try entry.written()) }
        ignored = try fields.optional("ignore")?.words() ?? Words()
        if let punches {
            // The punches say which columns are filled.
            let into = try punches.known(["into"], optional: punches.pairs().map(\.key))("into")
            day = try into.known(["day", "status"], optional: ["hours"])("day").column(of: schema)
            cell = nil
            return
        }
        let into = try fields("into").known(["day", "cell"])
        day = try into("day").column(of: schema)
        cell = try into("cell").column(of: schema)
        guard schema.columns[day].kind == .date else {
            throw try into("day").refused("不是日期列", "this is no column of days")
        }
        guard cell != day else { throw try into("cell").refused("此列重复", "this column stands twice") }
    }
}
