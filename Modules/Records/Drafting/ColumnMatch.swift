import AssessmentKernel
import Intake

/// How well the columns of a file are those of a table.
struct ColumnMatch {
    /// How sure a match is.
    enum Strength: Int, Comparable {
        case none, hint, likely, contained, synonym, title

        static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
    }

    let schema: TableSchema
    /// The matched columns: the table's column to the index among the file's, with how sure it is.
    private(set) var places: [Int: (index: Int, strength: Strength)] = [:]
    /// The columns of the file that may be a column of the table, the likeliest first.
    private(set) var candidates: [Int: [Int]] = [:]
    /// The columns of choices whose values are known words.
    private(set) var spoken: Set<Int> = []

    /// Matches the columns; each of the file is used once.
    ///
    /// - Parameter members: the members, if there is a roster: a column of their codes is known by its cells.
    init(_ schema: TableSchema, _ columns: [DraftColumn], members: DraftMembers) {
        self.schema = schema
        var pairs: [(column: Int, index: Int, strength: Strength)] = []
        for column in schema.columns.indices {
            for index in columns.indices {
                let strength = ColumnMatch.strength(schema, column, columns[index], members)
                if strength > .none { pairs.append((column, index, strength)) }
            }
        }
        pairs.sort {
            $0.strength != $1.strength ? $0.strength > $1.strength : ($0.column, $0.index) < ($1.column, $1.index)
        }
        candidates = Dictionary(grouping: pairs, by: \.column).mapValues { $0.map(\.index) }
        var used: Set<Int> = []
        for level in [Strength.title, .synonym, .contained, .likely] {
            let atLevel = pairs.filter { $0.strength == level && !used.contains($0.index) && places[$0.column] == nil }
            for (column, group) in Dictionary(grouping: atLevel, by: \.column).sorted(by: { $0.key < $1.key }) {
                var free = group.filter { !used.contains($0.index) }
                // Of several with equal titles those with cells of the right kind, or any cells, are meant.
                let filled = free.filter { !columns[$0.index].values.isEmpty }
                if free.count > 1, !filled.isEmpty { free = filled }
                guard let first = free.first, free.count == 1 || level == .title else { continue }
                places[column] = (first.index, level)
                used.insert(first.index)
            }
        }
        for (column, place) in places where ColumnMatch.speaks(columns[place.index], schema, column) {
            spoken.insert(column)
        }
    }

    /// Whether each required column is found, and its cells do not speak against it.
    ///
    /// - Parameter least: how sure each must be; a choice is known by its values too.
    func isComplete(least: Strength = .contained) -> Bool {
        schema.columns.indices.allSatisfy { column in
            guard schema.columns[column].isRequired else { return true }
            guard let place = places[column] else { return false }
            if schema.columns[column].kind.options != nil {
                return spoken.contains(column) && place.strength >= .likely
            }
            return place.strength >= (column == schema.memberColumn ? .contained : least)
        }
    }

    /// The weight of what was found, for comparing tables on one file.
    var score: Int {
        var score = 0
        for column in schema.columns.indices {
            let isRequired = schema.columns[column].isRequired
            guard let place = places[column] else {
                score -= isRequired ? 6 : 0
                continue
            }
            score += place.strength.rawValue * (isRequired ? 2 : 1) + (spoken.contains(column) ? 3 : 0)
        }
        return score
    }

    // MARK: One pair

    private static func strength(
        _ schema: TableSchema, _ column: Int, _ file: DraftColumn, _ members: DraftMembers
    ) -> Strength {
        let named = self.named(schema, column, file)
        if column == schema.memberColumn { return members.strength(named, file) }
        switch DraftForm.each[schema.columns[column].kind] {
        case .days:
            return file.values.isEmpty || file.looksLike(.day, .moment) ? named : .none
        case .moments:
            if file.values.isEmpty || file.looksLike(.moment) { return named }
            return file.looksLike(.day, .moment) ? min(named, .hint) : .none
        case .amounts:
            return file.values.isEmpty || file.looksLike(.number) ? named : .none
        case .options:
            if file.values.isEmpty { return named }
            if file.looksLike(.day, .moment, .time, .number) { return .none }
            return speaks(file, schema, column) ? max(named, .likely) : min(named, .likely)
        case .yesOrNo:
            let words = file.words() ?? ["?"]
            let isEither = words.allSatisfy { DraftForm.eitherWords.contains(Text($0.lowercased())) }
            return isEither ? named : min(named, .hint)
        case .names where schema.naturalKey == [column]:
            // The key of a record is not on two rows, and the number of a row is no key.
            if file.title == "序号" { return .none }
            return Set(file.values.map { Text($0) }).count == file.values.count ? named : min(named, .hint)
        case .names, .prose:
            return file.looksLike(.time, .moment, .punches) ? .none : named
        }
    }

    /// Whether at least most of the cells are known words of a column of choices.
    private static func speaks(_ file: DraftColumn, _ schema: TableSchema, _ column: Int) -> Bool {
        guard schema.columns[column].kind.options != nil, let words = file.words(), !words.isEmpty else { return false }
        let known = words.count { DraftWords.speaks($0, in: schema, column) }
        return known * 2 > words.count
    }

    /// By the titles alone.
    private static func named(_ schema: TableSchema, _ column: Int, _ file: DraftColumn) -> Strength {
        let about = schema.columns[column]
        let titles = [file.title, file.last]
        let own = DraftColumn.plain(about.title.chinese)
        if titles.contains(where: { Text($0) == Text(own) || Text($0) == Text(about.key) }) { return .title }
        let synonyms = (schema.words.columns[about.key] ?? []).map { DraftColumn.plain($0) }
        if titles.contains(where: { title in synonyms.contains { Text($0) == Text(title) } }) { return .synonym }
        let (title, last) = (file.title, file.last)
        // Platforms number everything: the number of a person is a member's code, that of a record its key.
        let isNumber = ["编号", "编码", "工号", "账号", "单号", "流水号", "ID", "id"].contains { holds(title, $0) }
        let isPerson = ["工号", "员", "人"].contains { holds(title, $0) }
        if isNumber, isPerson { return column == schema.memberColumn ? .contained : .none }
        if isNumber, DraftForm.each[about.kind] == .names, schema.naturalKey.contains(column) {
            return column == schema.memberColumn ? .none : .contained
        }
        if column == schema.memberColumn { return .none }
        if ([own] + synonyms).contains(where: { $0.count > 1 && holds(last, $0) }) { return .contained }
        if last.count > 1, ([own] + synonyms).contains(where: { holds($0, last) }) { return .likely }
        return Set(last).intersection(own).count >= 2 ? .hint : .none
    }

    /// Whether a word stands in a title, by their bytes.
    ///
    /// `contains` compares as Unicode does, which took half of a draft.
    private static func holds(_ title: String, _ word: String) -> Bool {
        var (title, word) = (title, word)
        return title.withUTF8 { title in
            word.withUTF8 { word in
                title.indices.dropLast(max(0, word.count - 1)).contains { title[$0...].starts(with: word) }
            }
        }
    }
}

/// The members by whom a column of codes or names is known.
struct DraftMembers: Sendable {
    private let codes: Set<Text>
    private let names: Set<Text>

    /// Takes a roster; an empty one knows nothing.
    init(_ roster: Roster?) {
        codes = Set(roster?.members.map(\.code) ?? [])
        names = Set(roster?.members.map(\.name) ?? [])
    }

    /// How sure a column is that of the members, by its title and its cells.
    func strength(_ named: ColumnMatch.Strength, _ file: DraftColumn) -> ColumnMatch.Strength {
        if file.looksLike(.day, .moment, .time, .punches) { return .none }
        let isCode = DraftWords.memberCodes.contains { Text($0) == Text(file.last) }
        let isName = DraftWords.memberNames.contains { Text($0) == Text(file.last) }
        var strength = max(named, isCode ? .synonym : isName ? .contained : .none)
        guard !codes.isEmpty, !file.values.isEmpty else { return strength }
        // Half of the cells are enough: a file may have members who are not in the roster yet.
        let known = file.values.count { codes.contains(Text($0)) }
        if known * 2 >= file.values.count { return max(strength, .synonym) }
        if strength >= .synonym { strength = .contained }
        let named = file.values.count { names.contains(Text($0)) }
        if named * 2 >= file.values.count { return max(strength, .contained) }
        return isName ? .likely : strength
    }
}
