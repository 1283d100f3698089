import AssessmentKernel

/// The lines of a draft, and what is open in them.
struct DraftContent {
    let schema: TableSchema?
    private(set) var lines: [String] = []
    private(set) var questions: [ProfileDraft.Question] = []
    private(set) var columnChoices: [ProfileDraft.ColumnChoice] = []
    private(set) var valueChoices: [ProfileDraft.ValueChoice] = []
    private(set) var hasRules = false

    let reading: SheetReading
    let state: ProfileDraft.State
    /// The columns of the file that are used, or asked about.
    private var used: Set<Int> = []

    init(_ reading: SheetReading, _ state: ProfileDraft.State) {
        self.reading = reading
        self.state = state
        schema = state.table ?? reading.guess?.certain?.schema
        lines = ["profile: 1"]
        guard let schema, let header = reading.header, let candidate = reading.candidate(schema) else {
            if let schema {
                lines.append("table: \(schema.key)  # \(schema.title.chinese)")
            } else {
                leaveTableOpen()
            }
            return
        }
        lines.append("table: \(schema.key)  # \(schema.title.chinese)")
        if reading.sample.isOneOfSeveral, let sheet = reading.sample.sheet {
            lines.append("sheet: \(DraftContent.quoted(sheet))")
        }
        let place = lines.count
        if let days = DayTable(schema), let form = candidate.form {
            write(days, form, candidate, header)
        } else {
            writeRecords(schema, candidate, header)
        }
        ignoreTheRest(header)
        if let line = headerLine(header) { lines.insert(line, at: place) }
    }

    /// How an import finds the header: by how many rows it has, or, where that would lead elsewhere, by their numbers.
    private func headerLine(_ header: DraftHeader) -> String? {
        let (first, last) = (header.rows.lowerBound, header.rows.upperBound)
        if state.header != nil, first < last || isSeenAbove(header) {
            return "header: \(first == last ? "\(first)" : "\(first)-\(last)")"
        }
        return first < last ? "levels: \(header.rows.count)" : nil
    }

    /// Whether a row above the header has all titles that the draft uses.
    private func isSeenAbove(_ header: DraftHeader) -> Bool {
        let titles = Set(used.flatMap { header.columns[$0].levels }.map { Folding.folded($0) })
        return !titles.isEmpty
            && reading.sample.rows.contains { row in
                row.row < header.rows.lowerBound && titles.isSubset(of: row.cells.map { Folding.folded($0) })
            }
    }

    // MARK: Parts

    mutating func add(_ line: String) { lines.append(line) }

    mutating func ask(_ question: ProfileDraft.Question) { questions.append(question) }

    mutating func use(_ index: Int) { used.insert(index) }

    mutating func note(_ choice: ProfileDraft.ValueChoice) { valueChoices.append(choice) }

    mutating func noteRules() { hasRules = true }

    /// A column of the file in YAML.
    func reference(_ index: Int) -> String {
        guard let header = reading.header else { return "" }
        let name = reading.reference(header.columns[index])
        let alike = header.columns.indices.filter { Text(reading.reference(header.columns[$0])) == Text(name) }
        guard alike.count > 1, let nth = alike.firstIndex(of: index) else { return DraftContent.quoted(name) }
        return "{title: \(DraftContent.quoted(name)), nth: \(nth + 1)}"
    }

    /// The column of the file for a column of the table: what a person said, else what was matched.
    func place(_ column: Int, _ candidate: TableCandidate) -> Int? {
        state.without.contains(column) ? nil : state.columns[column] ?? candidate.match.places[column]?.index
    }

    /// A line of `columns:` for a column of the table; a question when it is required and not found.
    mutating func addColumn(_ column: Int, _ candidate: TableCandidate, _ header: DraftHeader) {
        let about = candidate.schema.columns[column]
        if let index = place(column, candidate) {
            let strength = state.columns[column] == nil ? candidate.match.places[column]?.strength ?? .title : .title
            columnChoices.append(
                .init(
                    column: column, chosen: reading.reference(header.columns[index]),
                    isGuess: strength <= .contained))
            let mark = strength <= .contained ? "  # \(about.title.chinese)，猜测，请核对" : ""
            add("  \(about.key): \(reference(index))\(mark)")
            use(index)
            return
        }
        columnChoices.append(.init(column: column, chosen: nil, isGuess: false))
        let likely = (candidate.match.candidates[column] ?? []).filter { !used.contains($0) }
        if !about.isRequired {
            guard let hint = likely.first, !candidate.match.places.values.contains(where: { $0.index == hint }) else {
                return
            }
            add("  # \(about.key): \(reference(hint))  # \(about.title.chinese)，可不填；或许是此列")
            return
        }
        let taken = Set(candidate.match.places.values.map(\.index))
        let among = (likely.isEmpty ? header.columns.indices.filter { !taken.contains($0) } : likely)
            .map { reading.reference(header.columns[$0]) }
        ask(.column(candidate.schema, column, among: among))
        for index in likely { use(index) }
        let shown = among.prefix(8).map { DraftContent.quoted($0) }.joined(separator: " ")
        add("  # \(about.key): ?  # \(about.title.chinese)，必填；可能是 \(shown)")
    }

    /// The columns that were neither used nor asked about.
    private mutating func ignoreTheRest(_ header: DraftHeader) {
        let days = Set(header.days.map(\.place))
        var seen: Set<Text> = []
        let rest = header.columns.indices.filter {
            !used.contains($0) && !days.contains(header.columns[$0].place)
                && seen.insert(Text(reading.reference(header.columns[$0]))).inserted
        }
        if rest.isEmpty { return }
        let names = rest.map { DraftContent.quoted(Folding.folded(reading.reference(header.columns[$0])).string) }
        add("ignore: [\(names.joined(separator: ", "))]")
    }

    private mutating func leaveTableOpen() {
        let close = reading.guess?.close ?? []
        let among = close.isEmpty ? reading.tables : close.map(\.schema)
        ask(.table(among: among))
        add("table: \"?\"  # \(DraftContent.doubt(reading.guess?.doubt))")
        for candidate in close {
            let missing = candidate.missing.map { "“\(candidate.schema.columns[$0].title.chinese)”" }
            let lack =
                if !missing.isEmpty {
                    "缺 \(missing.joined(separator: "、"))"
                } else if case .times? = candidate.form {
                    "只有打卡时间，没有结果"
                } else {
                    candidate.isComplete ? "所需的列都有" : "有的列对不上"
                }
            let named = candidate.isNamed ? "，名称相符" : ""
            add("# ? \(candidate.schema.key) \(candidate.schema.title.chinese)：\(lack)\(named)")
        }
        if close.isEmpty { add("# ? \(among.map { "\($0.key) \($0.title.chinese)" }.joined(separator: "、"))") }
        add("# 选定表后重新起草，如 \(among.first?.key ?? "")")
        let titles = (reading.header?.columns ?? []).prefix(40).map { DraftContent.quoted(reading.reference($0)) }
        if !titles.isEmpty { add("# 文件的列：\(titles.joined(separator: "、"))") }
    }

    private static func doubt(_ doubt: TableGuess.Doubt?) -> String {
        switch doubt {
        case .contradiction: "名称与列不一致，请选定"
        case .several: "与几张表都相近，请选定"
        case .incomplete: "名称相符的表缺少所需的列，请选定"
        case .unnamed, nil: "看不出是哪张表，请选定"
        }
    }

    // MARK: Texts

    /// The key of a choice, or yes or no, by its key or Chinese title.
    static func choice(_ text: String, _ schema: TableSchema, _ column: Int) -> String? {
        let wanted = Folding.folded(text)
        if let options = schema.columns[column].kind.options {
            return options.first { Text($0.key) == wanted || Folding.folded($0.title.chinese) == wanted }?.key
        }
        guard DraftForm.each[schema.columns[column].kind] == .yesOrNo else { return nil }
        return ["yes", "是"].contains(wanted) ? "是" : ["no", "否"].contains(wanted) ? "否" : nil
    }

    /// A choice as a profile writes it: by its Chinese title.
    static func title(of key: String, _ about: ColumnSchema) -> String {
        about.choiceTitle(of: key)?.chinese ?? key
    }

    /// Whether a text is a beginning and an end: `08:30-17:30`.
    static func isDuty(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
            let digits = part.split(separator: ":", omittingEmptySubsequences: false)
            guard digits.count == 2, (1...2).contains(digits[0].utf8.count), digits[1].utf8.count == 2,
                let hour = Int(digits[0]), let minute = Int(digits[1]), (0..<24).contains(hour),
                (0..<60).contains(minute)
            else { return nil }
            return hour * 60 + minute
        }
        guard parts.count == 2, let start = parts[0], let end = parts[1] else { return false }
        return start < end
    }

    /// Whether a text is a month: `2021-07`.
    static func isMonth(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]),
            (1...2).contains(parts[1].utf8.count),
            let month = Int(parts[1])
        else { return false }
        return (1900...9999).contains(year) && (1...12).contains(month)
    }

    /// A quoted text that YAML reads back; line breaks and control characters, which do not count in a title, are left
    /// out.
    static func quoted(_ text: String) -> String {
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
