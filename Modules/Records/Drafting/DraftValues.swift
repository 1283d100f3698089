import AssessmentKernel
import Cells

/// What a draft says of the values of a column: choices, dates, units, blank words.
extension DraftContent {
    /// The meanings of the words of columns of choices.
    struct Words {
        /// The entries of `values`, in the order in which they are tried.
        var entries: [(value: String, meaning: String)] = []
        /// Values that are open.
        var open: [String] = []
        /// Values whose rows are left out.
        var ignored: [String] = []
    }

    /// Interprets the words of a column of choices.
    mutating func words(_ values: [String], _ schema: TableSchema, _ column: Int) -> Words {
        var words = Words()
        var patterns: Set<Text> = []
        let answered = state.meanings[column] ?? [:]
        let open = values.filter {
            answered[Text($0)] == nil && DraftWords.meaning(of: $0, in: schema, column) == .unknown
        }
        for value in values {
            note(choice(for: value, schema, column, answered[Text(value)]))
            if let answer = answered[Text(value)] {
                if let answer { words.entries.append((value, answer)) } else { words.ignored.append(value) }
                continue
            }
            switch DraftWords.meaning(of: value, in: schema, column) {
            case .own: continue
            case .means(let key, let word):
                let pattern = Folding.folded(value) == Text(word) ? word : pattern(word, of: value, besides: open)
                if patterns.insert(Text(pattern)).inserted { words.entries.append((pattern, key)) }
            case .unknown: words.open.append(value)
            }
        }
        // Exact values go before patterns, the longer pattern before the shorter.
        words.entries.sort { left, right in
            let patterns = (left.value.hasSuffix("*"), right.value.hasSuffix("*"))
            if patterns.0 != patterns.1 { return patterns.1 }
            return left.value.utf8.count != right.value.utf8.count
                ? left.value.utf8.count > right.value.utf8.count : Text(left.value) < Text(right.value)
        }
        return words
    }

    /// What a value means by now.
    private func choice(
        for value: String, _ schema: TableSchema, _ column: Int, _ answer: String??
    ) -> ProfileDraft.ValueChoice {
        let meaning: String? =
            switch answer {
            case .some(let said): said
            case nil:
                switch DraftWords.meaning(of: value, in: schema, column) {
                case .own: DraftContent.choice(value, schema, column)
                case .means(let key, _): key
                case .unknown: nil
                }
            }
        return .init(
            column: column, value: value, meaning: meaning, isLeftOut: answer != nil && meaning == nil)
    }

    /// What is written for a value that begins with a word, so that nothing is read by it that is still open.
    ///
    /// A sign with something behind it may mean anything (√×). Where an open value begins with the word and goes on behind
    /// a comma (迟到、缺卡), the pattern ends before one.
    private func pattern(_ word: String, of value: String, besides open: [String]) -> String {
        if word.count < 2 { return value }
        let others = open.map { Folding.folded($0).string }.filter { $0.hasPrefix(word) }
        if others.isEmpty { return word + "*" }
        let commas = "、，,;；"
        let isPlain = word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
        guard isPlain, others.allSatisfy({ other in other.contains { commas.contains($0) } }),
            !value.contains(where: { commas.contains($0) })
        else { return value }
        return "/^\(word)[^\(commas)]*$/"
    }

    /// Writes `values:` for columns of choices, with questions for what is open.
    mutating func addValues(_ all: [(column: Int, words: Words)], _ schema: TableSchema, canIgnore: Bool) {
        let filled = all.filter { !$0.words.entries.isEmpty || !$0.words.open.isEmpty }
        if filled.isEmpty { return }
        add(filled.allSatisfy { $0.words.entries.isEmpty } ? "# values:" : "values:")
        for (column, words) in filled {
            let about = schema.columns[column]
            add((words.entries.isEmpty ? "  # " : "  ") + "\(about.key):")
            for (value, meaning) in words.entries {
                add("    \(DraftContent.quoted(value)): \(DraftContent.title(of: meaning, about))")
            }
            let options = about.kind.options?.map(\.title.chinese) ?? ["是", "否"]
            for value in words.open {
                ask(.value(schema, column, value))
                let ignoring = canIgnore ? "；不要这样的行则写在 ignore_rows" : ""
                add("    # \(DraftContent.quoted(value)): ?  # \(options.joined(separator: " / "))\(ignoring)")
            }
        }
    }

    // MARK: Blanks, dates, units

    /// Writes `blank:` for the words in used columns that stand for nothing.
    mutating func addBlanks(_ columns: [DraftColumn], _ body: [[String]]) {
        var found: Set<Text> = []
        for column in columns {
            for cells in body where cells.indices.contains(column.place) {
                let text = Text(utf8: CellText.normalised(cells[column.place]))
                if !text.isBlank, CellLook.blankWords.contains(text) { found.insert(text) }
            }
        }
        if found.isEmpty { return }
        add("blank: [\(found.sorted().map { DraftContent.quoted($0.string) }.joined(separator: ", "))]")
    }

    /// Writes `dates:`, `only_day:` and, where days lack their month, `month:`.
    mutating func addDates(_ columns: [(column: Int, index: Int)], _ schema: TableSchema, _ header: DraftHeader) {
        var forms: [(key: String, forms: [String])] = []
        var days: [String] = []
        var lacksYear = false
        for (column, index) in columns {
            let kind = DraftForm.each[schema.columns[column].kind]
            guard kind == .days || kind == .moments else { continue }
            var written: [String] = []
            for value in header.columns[index].values where !CellForms.parses(value, schema, column) {
                if kind == .days, CellLook(value) == .moment, CellForms.parses(CellForms.day(of: value), schema, column)
                {
                    if days.last != schema.columns[column].key { days.append(schema.columns[column].key) }
                    continue
                }
                guard let form = CellForms.dateForm(value) else { continue }
                if !form.contains("YY") { lacksYear = true }
                if !written.contains(form) { written.append(form) }
                if written.count == 4 { break }
            }
            if !written.isEmpty { forms.append((schema.columns[column].key, written)) }
        }
        if lacksYear { addMonth(header) }
        if !forms.isEmpty {
            let parts = forms.map { "\($0.key): [\($0.forms.map { DraftContent.quoted($0) }.joined(separator: ", "))]" }
            add("dates: {\(parts.joined(separator: ", "))}")
        }
        if !days.isEmpty { add("only_day: [\(days.joined(separator: ", "))]") }
    }

    /// Writes where the month of the file stands, or asks.
    mutating func addMonth(_ header: DraftHeader) {
        if let month = state.month { return add("month: \(month)") }
        let places = [
            header.above.contains(where: CellForms.namesMonth) ? "title" : nil,
            CellForms.namesMonth(reading.sample.file) ? "file" : nil,
            (reading.sample.sheet.map(CellForms.namesMonth) ?? false) ? "sheet" : nil,
        ].compactMap(\.self)
        if places.isEmpty {
            ask(.month)
            add("month: \"?\"  # 这份文件的月份，如 2021-07；写 file 则取自文件名，写 title 则取自标题行")
        } else {
            add("month: \(places[0])")
        }
    }

    /// Writes `units:` for a column of hours that is in minutes or spelt out.
    mutating func addUnits(_ column: Int, _ file: DraftColumn, _ schema: TableSchema) {
        guard schema.columns[column].kind == .number else { return }
        let title = file.levels.joined()
        let key = schema.columns[column].key
        if title.contains("分钟") {
            add("units: {\(key): 分钟}")
        } else if !file.values.isEmpty,
            file.values.allSatisfy({ $0.contains("时") || $0.contains("分钟") || CellLook($0) == .time })
        {
            add("units: {\(key): 时长}")
        } else if file.values.contains(where: { $0.utf8.count >= 3 && (Int($0) ?? 0) > 24 }) {
            add("# units: {\(key): ?}  # 数值大于 24，或许是 分钟")
        }
    }
}

/// Forms of single cells.
enum CellForms {
    /// Whether a table reads a cell as it is.
    static func parses(_ text: String, _ schema: TableSchema, _ column: Int) -> Bool {
        let parser = CellParser(schema)
        var block = RowBlock(schema)
        return Text(text).withBytes { (try? parser.parse($0, column: column, into: &block)) != nil }
    }

    /// The day of a moment: the text before the first white space or `T`, or up to 日.
    static func day(of text: String) -> String {
        if let day = text.firstIndex(of: "日"), day != text.startIndex { return String(text[...day]) }
        return String(text.prefix { !$0.isWhitespace && $0 != "T" })
    }

    /// Whether a text names a month with its year: `2021年7月`, `2021-07-01`, `202107`.
    static func namesMonth(_ text: String) -> Bool {
        var runs: [String] = []
        var run = ""
        for character in text + " " {
            if character.isASCII, character.isNumber {
                run.append(character)
            } else if !run.isEmpty {
                runs.append(run)
                run = ""
            }
        }
        func year(_ text: Substring) -> Bool { Int(text).map { (2000...2099).contains($0) } ?? false }
        func month(_ text: Substring) -> Bool { Int(text).map { (1...12).contains($0) } ?? false }
        return runs.enumerated().contains { place, run in
            if [6, 8].contains(run.count) { return year(run.prefix(4)) && month(run.dropFirst(4).prefix(2)) }
            return run.count == 4 && year(run[...]) && place + 1 < runs.count && runs[place + 1].count <= 2
                && month(runs[place + 1][...])
        }
    }

    /// The form of a date as `dates` writes it; nil for a text that is none.
    ///
    /// `21-07-01 星期四` is `YY-MM-DD 星期`.
    static func dateForm(_ text: String) -> String? {
        let look = CellLook(text)
        guard look == .day || look == .moment, !text.contains("上午"), !text.contains("下午") else { return nil }
        var weekless = text
        var hasWeek = false
        for word in ["星期", "周", "礼拜"] {
            guard let range = weekless.firstRange(of: word), range.upperBound < weekless.endIndex else { continue }
            weekless.replaceSubrange(range.lowerBound...range.upperBound, with: "W")
            hasWeek = true
            break
        }
        let colon = weekless.firstIndex { $0 == ":" || $0 == "：" || $0 == "时" } ?? weekless.endIndex
        var runs = 0
        var isRun = false
        var dayRuns = 0
        for place in weekless.indices {
            let isDigit = weekless[place].isASCII && weekless[place].isNumber
            if isDigit && !isRun { runs += 1 }
            if place < colon { dayRuns = runs }
            isRun = isDigit
        }
        if colon < weekless.endIndex { dayRuns -= 1 }
        let shape = CellShape(text).text
        let tokens: [String] =
            (shape.hasPrefix("Y") ? ["YYYY", "MM", "DD"] : dayRuns == 3 ? ["YY", "MM", "DD"] : ["MM", "DD"])
            + ["hh", "mm", "ss"]
        guard shape.hasPrefix("D") == false, runs <= tokens.count else { return nil }
        var form = ""
        var number = 0
        isRun = false
        for character in weekless {
            let isDigit = character.isASCII && character.isNumber
            if isDigit {
                if !isRun { form += tokens[number]; number += 1 }
            } else {
                form += character == "W" ? "星期" : String(character)
            }
            isRun = isDigit
        }
        return hasWeek || !form.isEmpty ? form : nil
    }
}
