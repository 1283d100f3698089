public import AssessmentKernel
import Intake

/// A draft of a profile, guessed from a file: its columns by their titles and by their cells.
///
/// What cannot be guessed is in ``questions``; ``answer(_:with:)`` adds an answer to the draft.
public struct ProfileDraft: Sendable {
    /// A question that only a person can answer.
    public enum Question: Hashable, Sendable {
        /// Which column of the file is this table column: its place, and the candidate titles.
        case column(Int, among: [String])
        /// What a value means in a column of choices.
        case value(Int, String)
    }

    /// The table.
    public let schema: TableSchema
    /// The row of the header.
    public private(set) var headerRow = 1
    /// The sheet, for a workbook with several.
    public let sheet: String?
    /// The open questions, in the order of the table's columns.
    public private(set) var questions: [Question] = []
    /// How well the file's columns match the table's, for choosing the likeliest table.
    public private(set) var score = 0

    private var titles: [String] = []
    /// For each column of the table the place of the file's column; ``guessed`` tells whether it was guessed.
    private var places: [Int: Int] = [:]
    private var guessed: Set<Int> = []
    /// Optional columns, with their candidates.
    private var hints: [Int: Int] = [:]
    private var daysOnly: Set<Int> = []
    private var meanings: [Int: [(value: String, meaning: String)]] = [:]
    private var hasManyADay = false

    /// Drafts a profile.
    ///
    /// - Parameters:
    ///   - rows: the first rows of the file with their numbers; the first twenty are searched for the header.
    public init(_ schema: TableSchema, rows: [(row: Int, cells: [String])], sheet: String?) {
        self.schema = schema
        self.sheet = sheet
        var best: (place: Int, count: Int) = (0, -1)
        for (place, row) in rows.prefix(20).enumerated() {
            let count = row.cells.count { title in schema.columns.indices.contains { likeness(title, $0) >= 2 } }
            if count > best.count { best = (place, count) }
        }
        if !rows.isEmpty { (headerRow, titles) = rows[best.place] }
        let body = rows.dropFirst(best.place + 1).prefix(500).map(\.cells)
        match(Array(body))
    }

    // MARK: Guessing

    private mutating func match(_ body: [[String]]) {
        let samples = titles.indices.map { place in
            body.compactMap { $0.indices.contains(place) && !Text($0[place]).isBlank ? $0[place] : nil }
        }
        for column in schema.columns.indices {
            if let place = titles.firstIndex(where: { likeness($0, column) == 4 }) {
                places[column] = place
            }
        }
        for column in schema.columns.indices where places[column] == nil {
            let free = titles.indices.filter { !places.values.contains($0) && !Text(titles[$0]).isBlank }
            let likely = free.map { (place: $0, likeness: likeness(of: $0, to: column, samples[$0])) }
                .sorted { $0.likeness > $1.likeness }
            if let first = likely.first, first.likeness >= 2, likely.count < 2 || likely[1].likeness < first.likeness {
                if first.likeness == 2 && !schema.columns[column].isRequired {
                    hints[column] = first.place
                } else {
                    places[column] = first.place
                    guessed.insert(column)
                }
            } else if schema.columns[column].isRequired {
                let among = likely.filter { $0.likeness > 0 }.map { titles[$0.place] }
                questions.append(.column(column, among: among.isEmpty ? free.map { titles[$0] } : among))
            }
        }
        for column in schema.columns.indices { readValues(column, samples) }
        score = schema.columns.indices.reduce(0) { sum, column in
            guard places[column] != nil else { return sum - (schema.columns[column].isRequired ? 2 : 0) }
            return sum + (guessed.contains(column) ? 1 : 2) * (schema.columns[column].isRequired ? 2 : 1)
        }
        lookForSeveralADay(body)
    }

    /// How similar a title is to a column's: 4 the same, 3 one contains the other, 2 two characters in common, 0 not at
    /// all.
    private func likeness(_ title: String, _ column: Int) -> Int {
        let about = schema.columns[column]
        let written = Profile.folded(title).string
        let own = Profile.folded(about.title.chinese).string
        if written.isEmpty { return 0 }
        if Text(written) == Text(own) || Text(written) == Text(Profile.folded(about.key).string) { return 4 }
        // Platforms number everything: the number of a person is a member's code, that of a record its key.
        let isNumber = ["编号", "编码", "工号", "账号", "单号", "流水号", "ID", "id"].contains { written.contains($0) }
        let isPerson = written.contains("工号") || ["员", "人"].contains { written.contains($0) }
        if isNumber && isPerson { return column == schema.memberColumn ? 3 : 0 }
        if isNumber, about.kind == .code, schema.naturalKey.contains(column) {
            return column == schema.memberColumn ? 0 : 3
        }
        if written.contains(own) || (own.contains(written) && written.count > 1) { return 3 }
        return Set(written).intersection(own).count >= 2 ? 2 : 0
    }

    private func likeness(of place: Int, to column: Int, _ sample: [String]) -> Int {
        let likeness = likeness(titles[place], column)
        switch DraftForm.each[schema.columns[column].kind].sample {
        case .saysNothing: return likeness
        case .mayTell: return likeness == 0 && fit(sample, column) == 2 && sample.count > 2 ? 2 : likeness
        case .mustFit: return fit(sample, column) == 0 && !sample.isEmpty ? 0 : likeness
        }
    }

    /// How many cells are valid values of a column: 2 all, 1 more than half, 0 fewer; moments are valid in a day
    /// column.
    private func fit(_ sample: [String], _ column: Int) -> Int {
        let fitting = sample.count { parses($0, column) || (isDay(column) && parses(day(of: $0), column)) }
        return fitting == sample.count ? 2 : fitting * 2 > sample.count ? 1 : 0
    }

    private func isDay(_ column: Int) -> Bool { schema.columns[column].kind == .date }

    private func day(of text: String) -> String {
        Text(text).withBytes { String(decoding: CellReading.day($0), as: UTF8.self) }
    }

    private func parses(_ text: String, _ column: Int) -> Bool {
        let parser = CellParser(schema)
        var block = RowBlock(schema)
        return Text(text).withBytes { (try? parser.parse($0, column: column, into: &block)) != nil }
    }

    /// Checks the values of a matched column for unknown choices and for moments in a day column.
    private mutating func readValues(_ column: Int, _ samples: [[String]]) {
        guard let place = places[column] else { return }
        if !options(column).isEmpty {
            let values = Set(samples[place].map { Text(utf8: CellText.normalised($0)) })
            guard values.count <= 50 else { return }
            for value in values.sorted() where !parses(value.string, column) {
                questions.append(.value(column, value.string))
            }
        } else if isDay(column),
            samples[place].contains(where: { !parses($0, column) && parses(day(of: $0), column) })
        {
            daysOnly.insert(column)
        }
    }

    /// Whether a table with one row per member and day has several such rows in this file.
    private mutating func lookForSeveralADay(_ body: [[String]]) {
        let key = schema.naturalKey
        guard let member = schema.memberColumn, key.count == 2, key.contains(member),
            let dayColumn = key.first(where: { $0 != member }), isDay(dayColumn), let first = places[member]
        else { return }
        guard let second = places[dayColumn] else { return }
        var seen: Set<[String]> = []
        for row in body where row.indices.contains(max(first, second)) {
            if !seen.insert([row[first], day(of: row[second])]).inserted { hasManyADay = true }
        }
    }

    // MARK: Answers

    /// Accepts an answer: the title of the file's column, or the key or title of a choice.
    ///
    /// - Returns: false for an invalid answer; the question stays open.
    public mutating func answer(_ question: Question, with text: String) -> Bool {
        guard let number = questions.firstIndex(of: question) else { return false }
        switch question {
        case .column(let column, _):
            guard let place = titles.firstIndex(where: { Profile.folded($0) == Profile.folded(text) }) else {
                return false
            }
            places[column] = place
        case .value(let column, let value):
            guard parses(text, column) else { return false }
            meanings[column, default: []].append((value, text))
        }
        questions.remove(at: number)
        return true
    }

    /// The valid answers to a question about a value.
    public func options(_ column: Int) -> [String] {
        DraftForm.each[schema.columns[column].kind].words
    }

    // MARK: Text

    /// The profile as YAML, with the open questions as comments.
    public var text: String {
        var lines = ["profile: 1", "table: \(schema.key)  # \(schema.title.chinese)"]
        if let sheet { lines.append("sheet: \(ProfileDraft.quoted(sheet))") }
        if headerRow > 1 { lines.append("header: \(headerRow)") }
        if hasManyADay {
            lines.append("# 同一人同一天有多行。若为逐次打卡，请按 docs/profiles.md 写 punches。")
            lines.append("# Several rows a member and day: for single punches see punches in docs/profiles.md.")
        }
        lines.append("columns:")
        for (column, about) in schema.columns.enumerated() {
            if let place = places[column] {
                let mark = guessed.contains(column) ? "  # \(about.title.chinese)，猜测，请核对" : ""
                lines.append("  \(about.key): \(ProfileDraft.quoted(titles[place]))\(mark)")
            }
            if let place = hints[column], places[column] == nil {
                lines.append(
                    "  # \(about.key): \(ProfileDraft.quoted(titles[place]))  # \(about.title.chinese)，可不填；或许是此列")
            }
            for case .column(column, let among) in questions {
                let titles = among.prefix(8).map { ProfileDraft.quoted($0) }.joined(separator: " ")
                lines.append("  # \(about.key): ?  # \(about.title.chinese)，必填；可能是 \(titles)")
            }
        }
        let unknown = questions.compactMap { question -> (column: Int, value: String)? in
            if case .value(let column, let value) = question { (column, value) } else { nil }
        }
        if !unknown.isEmpty || !meanings.isEmpty { lines.append(meanings.isEmpty ? "# values:" : "values:") }
        for (column, about) in schema.columns.enumerated() {
            let known = meanings[column] ?? []
            let open = unknown.filter { $0.column == column }
            if known.isEmpty && open.isEmpty { continue }
            lines.append((known.isEmpty ? "  # " : "  ") + "\(about.key):")
            for (value, meaning) in known {
                lines.append("    \(ProfileDraft.quoted(value)): \(ProfileDraft.quoted(meaning))")
            }
            for (_, value) in open {
                lines.append("    # \(ProfileDraft.quoted(value)): ?  # \(options(column).joined(separator: " / "))")
            }
        }
        if !daysOnly.isEmpty {
            lines.append("only_day: [\(daysOnly.sorted().map { schema.columns[$0].key }.joined(separator: ", "))]")
        }
        let used = Set(places.values).union(hints.values)
        var asked: Set<String> = []
        for case .column(_, let among) in questions { asked.formUnion(among) }
        let rest = titles.indices.filter {
            !used.contains($0) && !asked.contains(titles[$0]) && !Text(titles[$0]).isBlank
        }
        if !rest.isEmpty {
            lines.append("ignore: [\(rest.map { ProfileDraft.quoted(titles[$0]) }.joined(separator: ", "))]")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A quoted text that YAML reads back; white space and control characters of a title are insignificant and left
    /// out.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
                || scalar.value == 0x2029
            {
                continue
            }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
