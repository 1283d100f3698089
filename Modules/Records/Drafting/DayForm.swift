import AssessmentKernel

/// A table with one row per member and day, and a choice for the day: what clocks and daily statistics fill.
struct DayTable {
    let schema: TableSchema
    let member: Int
    let day: Int
    let status: Int
    let hours: Int?

    /// The parts of such a table; nil for another one.
    init?(_ schema: TableSchema) {
        let choices = schema.columns.indices.filter {
            schema.columns[$0].isRequired && schema.columns[$0].kind.options != nil
        }
        guard let member = schema.memberColumn, schema.naturalKey.count == 2, schema.naturalKey.contains(member),
            let day = schema.naturalKey.first(where: { $0 != member }), schema.columns[day].kind == .date,
            let status = choices.first, choices.count == 1
        else { return nil }
        self.schema = schema
        (self.member, self.day, self.status) = (member, day, status)
        hours = schema.columns.firstIndex { $0.kind == .number && !$0.isRequired }
    }
}

/// The form in which a file has the days of such a table; columns are indices among the file's.
enum DayForm: Equatable {
    /// One row per member and day, with the day's result in one column.
    case result(Int)
    /// One row per member and day, with results of arriving and leaving; more than one pair is a shift with a break.
    case results([Int])
    /// One row per member and day, with times of arriving and leaving only.
    case times([Int])
    /// One row per punch: its time, its day where that is a column of its own, and its result.
    case punches(time: Int, result: Int?)
    /// One column per day.
    case matrix

    private static let arriving = ["上班", "签到", "首次", "最早", "上午"]
    private static let leaving = ["下班", "签退", "末次", "最晚", "下午"]

    /// Recognises the form; nil when there is none.
    ///
    /// - Parameters:
    ///   - match: the columns by their titles.
    ///   - isChosen: whether the table is known, so that words which it does not know may stand under the days.
    static func recognise(
        _ table: DayTable, _ header: DraftHeader, _ match: ColumnMatch, isChosen: Bool = false
    ) -> DayForm? {
        guard let member = match.places[table.member] else { return nil }
        if !header.days.isEmpty {
            return speaksOfDays(table, header, least: isChosen ? 3 : 7) && match.places[table.member] != nil
                ? .matrix : nil
        }
        guard let day = match.places[table.day] else { return nil }
        let columns = header.columns
        func isOneOf(_ index: Int, _ words: [String]) -> Bool { words.contains { columns[index].title.contains($0) } }
        let free = columns.indices.filter { $0 != member.index && $0 != day.index }
        let results = free.filter { speaks(columns[$0], table) }
        let paired = results.filter { isOneOf($0, arriving + leaving) }
        let sole = results.filter { !paired.contains($0) }
        if hasSeveralRows(columns[member.index], columns[day.index], header.body)
            || free.contains(where: { isPunchSort(columns[$0]) })
        {
            // The time may have the day with it, and no column of days stands beside it.
            let times = free + (columns[day.index].looksLike(.moment) ? [day.index] : [])
            guard let time = times.first(where: { isPunchTime(columns[$0]) }) else { return nil }
            return .punches(time: time, result: results.first)
        }
        if let status = match.places[table.status], sole.contains(status.index) { return .result(status.index) }
        // The day's own result goes before those of arriving and leaving, which it sums up.
        if sole.count == 1, let only = sole.first { return .result(only) }
        if !paired.isEmpty, paired.contains(where: { isOneOf($0, arriving) }) { return .results(paired) }
        let times = free.filter {
            isOneOf($0, arriving + leaving) && looksLikeTimes(columns[$0], table)
        }
        return times.count >= 2 ? .times(times) : nil
    }

    /// Whether a column's cells are times, but for words that say what the day was: 缺卡.
    private static func looksLikeTimes(_ column: DraftColumn, _ table: DayTable) -> Bool {
        let said = column.values.filter { !DraftWords.speaks($0, in: table.schema, table.status) }
        let times = said.count { [.time, .moment, .punches].contains(CellLook($0)) }
        return times > 0 && times * 10 >= said.count * 8
    }

    /// Whether a column is of leaving rather than of arriving.
    static func leaves(_ column: DraftColumn) -> Bool { leaving.contains { column.title.contains($0) } }

    /// Whether a column says of each row whether it is of arriving or leaving.
    private static func isPunchSort(_ column: DraftColumn) -> Bool {
        guard let words = column.words(atMost: 10), !words.isEmpty else { return false }
        return words.allSatisfy { word in
            (arriving + leaving).contains { word.contains($0) } && word.contains { !$0.isNumber && $0 != ":" }
        } && !column.looksLike(.time, .moment)
    }

    /// Whether cells under the days are times.
    static func hasTimes(_ header: DraftHeader) -> Bool {
        let places = Set(header.days.map(\.place))
        return header.columns.contains { places.contains($0.place) && $0.looksLike(.time, .punches) }
    }

    private static func isPunchTime(_ column: DraftColumn) -> Bool {
        // 考勤时间 is when one should have come.
        let isDue = ["考勤时间", "应打卡", "班次", "规定", "标准"].contains { column.title.contains($0) }
        return column.looksLike(.time, .moment) && !isDue
            && ["打卡", "签到", "时间", "刷卡"].contains { column.title.contains($0) }
    }

    private static func speaks(_ column: DraftColumn, _ table: DayTable) -> Bool {
        guard let words = column.words(), !words.isEmpty, !column.looksLike(.time, .moment, .day, .number) else {
            return false
        }
        let times = words.count { CellLook($0) == .time }
        let known = words.count { DraftWords.speaks($0, in: table.schema, table.status) }
        let isResult = ["结果", "状态", "情况", "打卡", "考勤"].contains { column.title.contains($0) }
        return isResult && times == 0 && !column.last.hasSuffix("时间") && known * 2 > words.count
    }

    private static func speaksOfDays(_ table: DayTable, _ header: DraftHeader, least: Int) -> Bool {
        var (all, known) = (0, 0)
        for (place, _) in header.days {
            for cells in header.body.prefix(100) where cells.indices.contains(place) {
                let look = CellLook(cells[place])
                // A day off says as little of the table as a blank cell.
                if look == .blank || DraftWords.daysOff.contains(Folding.folded(cells[place])) { continue }
                all += 1
                let isKnown = [.time, .punches, .mark].contains(look)
                known += isKnown || DraftWords.speaks(cells[place], in: table.schema, table.status) ? 1 : 0
            }
        }
        return all > 0 && known * 10 >= all * least
    }

    /// Whether a member has several rows on a day.
    private static func hasSeveralRows(_ member: DraftColumn, _ day: DraftColumn, _ body: [[String]]) -> Bool {
        var seen: Set<[Text]> = []
        for cells in body where cells.indices.contains(max(member.place, day.place)) {
            let key = [member.place, day.place].map { Text(utf8: CellText.normalised(cells[$0])) }
            // The day of a moment is its text before the time.
            let date = key[1].string.split(whereSeparator: { $0 == " " || $0 == "T" }).first.map(String.init) ?? ""
            if key[0].isBlank || date.isEmpty { continue }
            if !seen.insert([key[0], Text(date)]).inserted { return true }
        }
        return false
    }
}
