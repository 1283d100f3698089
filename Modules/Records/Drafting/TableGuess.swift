import AssessmentKernel

/// A table that a sheet may be, and how much speaks for it.
struct TableCandidate {
    let schema: TableSchema
    let match: ColumnMatch
    /// The form of the days, in a table of days.
    let form: DayForm?
    /// Whether all that the table needs is in the sheet.
    let isComplete: Bool
    /// Whether names of file, sheet or title rows name it.
    let isNamed: Bool
    let score: Int
    /// Whether it is complete by known titles, and a title that no other table has, or values that are known words,
    /// speak for it: enough where nothing is named.
    let hasOwnMark: Bool
    /// Whether anything but a member and days speaks for it, which any list has.
    let saysMore: Bool

    /// Weighs a table.
    ///
    /// - Parameter isChosen: whether the table is certain or a person chose it, so that less is asked of the form of its days.
    init(
        _ schema: TableSchema, _ header: DraftHeader, members: DraftMembers, isNamed: Bool, isChosen: Bool = false,
        among tables: [TableSchema]
    ) {
        self.schema = schema
        self.isNamed = isNamed
        let match = ColumnMatch(schema, header.columns, members: members)
        self.match = match
        if let days = DayTable(schema) {
            let form = DayForm.recognise(days, header, match, isChosen: isChosen)
            self.form = form
            // Times of coming and going are a clock's where a title says so.
            isComplete =
                form.map { if case .times = $0 { TableCandidate.isTitled(days, header, among: tables) } else { true } }
                ?? false
            let missing = [days.day, days.status].count { match.places[$0] == nil }
            score = match.score + (form == nil ? 0 : 6 * missing + 10)
            saysMore = true
            hasOwnMark = isComplete && TableCandidate.isClock(form, days, header, among: tables)
        } else {
            form = nil
            isComplete = match.isComplete()
            score = match.score
            // Any list of members and days has all that some tables require.
            let others = schema.columns.indices.filter { column in
                column != schema.memberColumn && !schema.dates.contains { $0.column == column }
            }
            let says = others.contains { schema.columns[$0].isRequired || match.places[$0] != nil }
            saysMore = says
            hasOwnMark =
                says && match.isComplete(least: .synonym)
                && (!match.spoken.isEmpty
                    || match.places.contains { column, place in
                        place.strength >= .synonym && column != schema.memberColumn
                            && TableCandidate.isOwn(header.columns[place.index], schema, among: tables)
                    })
        }
    }

    /// Whether a form of days is a clock's: a title says so, or its words are not such as anything may have.
    private static func isClock(
        _ form: DayForm?, _ days: DayTable, _ header: DraftHeader, among tables: [TableSchema]
    ) -> Bool {
        let isTitled = isTitled(days, header, among: tables)
        switch form {
        case .result(let index):
            let best = days.schema.columns[days.status].kind.options?.first?.key
            let words = header.columns[index].words() ?? []
            return isTitled
                || words.contains { word in
                    switch DraftWords.meaning(of: word, in: days.schema, days.status) {
                    case .own: DraftContent.choice(word, days.schema, days.status) != best
                    case .means(let key, _): key != best
                    case .unknown: false
                    }
                }
        case .results: return true
        case .punches: return isTitled
        // Marks in days may be of anything; times are of a clock.
        case .matrix: return DayForm.hasTimes(header)
        case .times: return isTitled
        case nil: return false
        }
    }

    /// Whether a title names the table: 上班打卡.
    private static func isTitled(_ days: DayTable, _ header: DraftHeader, among tables: [TableSchema]) -> Bool {
        header.columns.contains { column in
            DraftWords.tables(in: column.title, among: tables, takesWeak: false).contains(days.schema)
        }
    }

    /// The columns whose titles speak of other tables alone, and which are not known to be this one's.
    func strangers(_ header: DraftHeader, among tables: [TableSchema]) -> [DraftColumn] {
        header.columns.enumerated().filter { index, column in
            let isKnown = match.places.contains { $0.value.index == index && $0.value.strength >= .synonym }
            let named = DraftWords.tables(in: column.title, among: tables, takesWeak: false)
            return !isKnown && !named.isEmpty && !named.contains(schema)
        }.map(\.element)
    }

    /// The required columns that were not found.
    var missing: [Int] {
        let made = form == nil ? [] : DayTable(schema).map { [$0.day, $0.status] } ?? []
        return schema.columns.indices.filter {
            schema.columns[$0].isRequired && match.places[$0] == nil && !made.contains($0)
        }
    }

    /// Whether a title belongs to one table only.
    private static func isOwn(_ file: DraftColumn, _ schema: TableSchema, among tables: [TableSchema]) -> Bool {
        let titles = [Text(file.title), Text(file.last)]
        return !tables.contains { table in
            table.key != schema.key
                && table.columns.contains { column in
                    ([column.title.chinese] + (table.words.columns[column.key] ?? []))
                        .contains { titles.contains(Text(DraftColumn.plain($0))) }
                }
        }
    }
}

/// Which table a sheet is, by the names around it and by its columns; or the doubt.
///
/// A table is taken only when names and columns agree, or when nothing is named and the columns fit one table far better
/// than any other. Whatever else is a question: a wrong table costs members points.
struct TableGuess {
    /// The tables from the likeliest on; those that are far off are left out.
    let close: [TableCandidate]
    /// The table; nil in doubt.
    let certain: TableCandidate?
    /// Why it is in doubt.
    let doubt: Doubt?

    /// Why a table is in doubt.
    enum Doubt: Hashable {
        /// Nothing names a table, and the columns do not tell.
        case unnamed
        /// The names speak for one table, the columns for another.
        case contradiction
        /// Several tables fit.
        case several
        /// The named table lacks columns in this sheet.
        case incomplete
    }

    init(_ sample: SheetSample, _ header: DraftHeader, tables: [TableSchema], members: DraftMembers) {
        let named = TableGuess.named(sample, header, among: tables)
        let strong = TableGuess.named(sample, header, among: tables, takesWeak: false)
        let all = tables.map {
            TableCandidate($0, header, members: members, isNamed: named.contains($0), among: tables)
        }.sorted { $0.isComplete != $1.isComplete ? $0.isComplete : $0.score > $1.score }
        let complete = all.filter(\.isComplete)
        // A named table stays in the list however little of it is found.
        let top = all.map(\.score).max() ?? 0
        let incomplete = all.filter { !$0.isComplete }
        // What is named goes first, and a table for which nothing but members and days speaks only where no other comes close.
        let near =
            complete + incomplete.filter(\.isNamed)
            + incomplete.filter { !$0.isNamed && $0.score * 3 >= top * 2 && $0.score > 0 }
        let telling = near.filter { $0.isNamed || $0.saysMore }
        let ranked = telling.isEmpty ? near : telling
        close = Array((ranked.filter(\.isNamed) + ranked.filter { !$0.isNamed }).prefix(5))
        let agreed = complete.filter(\.isNamed)
        func leads(_ one: TableCandidate, over others: [TableCandidate], by percent: Int) -> Bool {
            others.allSatisfy {
                $0.schema.key == one.schema.key || one.score * 100 >= max(0, $0.score) * (100 + percent)
            }
        }
        if let one = agreed.first {
            // What else is complete must not fit better, and nothing else may be named: 会议考勤 is not 考勤.
            // A word that may mean something else needs the columns to speak for it too.
            let isSure =
                strong.contains(one.schema) || one.hasOwnMark && one.strangers(header, among: tables).isEmpty
            let isAlone = isSure && named.count == 1 && leads(one, over: complete, by: 0)
            certain = isAlone ? one : nil
            doubt = isAlone ? nil : named.count > 1 ? .several : .contradiction
        } else if !named.isEmpty {
            certain = nil
            doubt = complete.isEmpty ? .incomplete : .contradiction
        } else if let one = complete.first {
            let isAlone =
                one.hasOwnMark && one.strangers(header, among: tables).isEmpty && leads(one, over: all, by: 25)
            certain = isAlone ? one : nil
            doubt = isAlone ? nil : complete.count > 1 ? .several : .unnamed
        } else {
            certain = nil
            doubt = .unnamed
        }
    }

    /// The tables that are named: what the sheet and its title rows say goes before what the file is called.
    private static func named(
        _ sample: SheetSample, _ header: DraftHeader, among tables: [TableSchema], takesWeak: Bool = true
    ) -> Set<TableSchema> {
        func found(in text: String) -> Set<TableSchema> {
            DraftWords.tables(in: text, among: tables, takesWeak: takesWeak)
        }
        let stem = sample.file.split(separator: ".").dropLast().joined(separator: ".")
        let byFile = found(in: stem.isEmpty ? sample.file : stem)
        var near = sample.sheet.map { found(in: $0) } ?? []
        for text in header.above { near.formUnion(found(in: text)) }
        if near.isEmpty || byFile.isEmpty { return near.union(byFile) }
        let both = near.intersection(byFile)
        return both.isEmpty ? near.union(byFile) : both
    }
}
