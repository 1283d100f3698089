import AssessmentKernel

/// Generates scenes: periods, posts, leave and excuses of many kinds, and rows from the schemas of an item's tables.
///
/// Equal seeds give equal scenes.
struct EvidenceGenerator {
    let item: any AssessmentItem.Type

    /// The scene for a seed.
    func scene(_ seed: UInt64) -> Scene {
        var dice = SeededGenerator(seed: seed)
        let period = Self.period(&dice)
        let tables = item.tables.compactMap { table(of: $0, around: period, &dice) }
        let days = Array(period.days)
        let excusesNothing = dice.happens(40)
        let records = tables.flatMap(\.references).filter { _ in !excusesNothing && dice.happens(15) }
        let excusedDays = days.filter { _ in !excusesNothing && dice.happens(5) }
        let leave = dice.happens(50) ? [Self.run(in: period, &dice)] : []
        let setting = Setting(
            period: period, inPost: Self.post(in: period, &dice), leave: leave, excusedRecords: Set(records),
            excusedDays: Set(excusedDays))
        let whole = Setting(period: period, inPost: (period.first, nil))
        guard let setting = setting ?? whole else { return scene(seed &+ 1) }
        return Scene(title: "generated evidence, seed \(seed), \(period)", setting, tables)
    }

    /// Quarters and months, also in leap years and around the New Year; sometimes a single day or a week.
    private static func period(_ dice: inout SeededGenerator) -> DateRange {
        let quarters = ["2021Q3", "2021Q4", "2022Q1", "2020Q1", "2021Q1"].compactMap { Quarter(text: $0) }
        let quarter = dice.pick(quarters)
        switch dice.pick(1...10) {
        case 1...5: return quarter.range
        case 6...8: return dice.pick(quarter.months).range
        default: return run(in: quarter.range, &dice)
        }
    }

    /// Consecutive days of a period.
    private static func run(in period: DateRange, _ dice: inout SeededGenerator) -> DateRange {
        let first = period.first.advanced(by: dice.pick(0...(period.count - 1)))
        let last = min(period.last, first.advanced(by: dice.pick([0, 1, 6, 20])))
        return DateRange(first, through: last) ?? period
    }

    /// In post throughout, from a day, up to a day, or for a few days only.
    private static func post(
        in period: DateRange, _ dice: inout SeededGenerator
    ) -> (first: CivilDate, last: CivilDate?) {
        let part = run(in: period, &dice)
        let before = period.first.advanced(by: -400)
        switch dice.pick(1...10) {
        case 1...6: return (before, nil)
        case 7: return (part.first, nil)
        case 8, 9: return (before, part.last)
        default: return (part.first, part.last)
        }
    }

    /// A table with no, few or many rows; nil for a table that was not delivered.
    private func table(
        of schema: TableSchema, around period: DateRange, _ dice: inout SeededGenerator
    ) -> SceneTable? {
        if dice.happens(10) { return nil }
        var keys: Set<RecordReference> = []
        var rows: [[[UInt8]]] = []
        for number in 0..<dice.pick([0, 1, 3, 12, 40]) {
            let row = self.row(of: schema, number, around: period, &dice)
            // A ledger would not hold a row that the table's own rule refuses, or with a duplicate key.
            guard let table = try? SceneTable(schema, [row]), keys.isDisjoint(with: table.references) else { continue }
            keys.formUnion(table.references)
            rows.append(row)
        }
        return try? SceneTable(schema, rows)
    }

    private func row(
        of schema: TableSchema, _ number: Int, around period: DateRange, _ dice: inout SeededGenerator
    ) -> [[UInt8]] {
        let day = Self.day(around: period, &dice)
        return schema.columns.enumerated().map { place, column in
            if place == schema.memberColumn { return Array(Setting.memberCode.utf8) }
            if !column.isRequired && dice.happens(30) { return [] }
            let isOfKey = schema.naturalKey.contains(place)
            return Array(Self.cells[column.kind](Place(number: number, day: day, isOfKey: isOfKey), &dice).utf8)
        }
    }

    /// A day mostly in the period, often on its edges, sometimes before or after it.
    private static func day(around period: DateRange, _ dice: inout SeededGenerator) -> CivilDate {
        switch dice.pick(1...10) {
        case 1...6: period.first.advanced(by: dice.pick(0...(period.count - 1)))
        case 7: dice.pick([period.first, period.last])
        case 8: dice.pick([period.first.advanced(by: -1), period.last.advanced(by: 1)])
        default: period.first.advanced(by: dice.pick(-200...200))
        }
    }

    /// The place of a cell.
    private struct Place {
        let number: Int
        let day: CivilDate
        let isOfKey: Bool
    }

    /// Generates the text of a cell for each kind.
    private static let cells = EachForm<@Sendable (Place, inout SeededGenerator) -> String>(
        code: { $0.isOfKey ? $1.pick(oddKeys) + String($0.number) : $1.pick(oddCodes) },
        text: { $1.happens(50) ? $1.pick(plainTexts) : $1.pick(oddTexts) },
        date: { near($0.day, &$1).description },
        dateTime: { "\(near($0.day, &$1)) \($1.pick(["00:00:00", "08:30:00", "08:30:01", "23:59:59"]))" },
        number: { $1.pick(["0", "0.01", "8", "7.5", "1000000"]) },
        percent: { $1.pick(["0", "0.01", "50", "79.99", "80", "80.01", "100%"]) },
        whole: { $1.pick(["0", "1", "2", "1000000"]) },
        yesNo: { $1.pick(["yes", "no"]) },
        choice: { options in { $1.pick(options).key } })

    /// The day itself as often as one near it, to reach the rules' edge cases.
    private static func near(_ day: CivilDate, _ dice: inout SeededGenerator) -> CivilDate {
        dice.happens(50) ? day : day.advanced(by: dice.pick([-30, -2, -1, 1, 2, 30]))
    }

    private static let oddKeys = ["R", "编号", "a/b:", "100%", "x y", "é", "e\u{301}"]
    private static let oddCodes = ["A", "a", "一级", "a b", "é", "e\u{301}"]
    /// Few texts, so that rows repeat one another, with and without white space.
    private static let plainTexts = ["村东路灯不亮", "村东 路灯不亮", "井盖破损"]
    private static let oddTexts = [
        "村东路灯不亮\u{3000}", " ", "\u{3000}", "a,b\"c\r\nd", "é", "e\u{301}",
        "\u{202E}反", "0", "=1+1", String(repeating: "长", count: 400),
    ]
}
