import AssessmentKernel

/// The parts of a draft that depend on the form of the file.
extension DraftContent {
    // MARK: One row per record

    /// Writes a file with one row per record.
    mutating func writeRecords(_ schema: TableSchema, _ candidate: TableCandidate, _ header: DraftHeader) {
        add("columns:")
        var found: [(column: Int, index: Int)] = []
        for column in schema.columns.indices {
            addColumn(column, candidate, header)
            if let index = place(column, candidate) { found.append((column, index)) }
        }
        var ignored: [(index: Int, values: [String])] = []
        var words: [(column: Int, words: Words)] = []
        for (column, index) in found {
            guard DraftForm.each[schema.columns[column].kind].isOfWords, let values = header.columns[index].words()
            else { continue }
            let unread = values.filter { !CellForms.parses($0, schema, column) }
            let meant = self.words(unread, schema, column)
            words.append((column, meant))
            if !meant.ignored.isEmpty { ignored.append((index, meant.ignored)) }
        }
        addValues(words, schema, canIgnore: true)
        addBlanks(found.map { header.columns[$0.index] }, header.body)
        addDates(found, schema, header)
        for (column, index) in found { addUnits(column, header.columns[index], schema) }
        addIgnoredRows(ignored.map { [$0] })
    }

    /// Writes `ignore_rows:`; each condition holds when all its columns do.
    mutating func addIgnoredRows(_ conditions: [[(index: Int, values: [String])]]) {
        if conditions.isEmpty { return }
        add("ignore_rows:")
        for condition in conditions {
            let parts = condition.map { index, values in
                let list = values.map { DraftContent.quoted($0) }.joined(separator: ", ")
                return "\(DraftContent.quoted(reading.reference(of: index))): \(values.count == 1 ? list : "[\(list)]")"
            }
            add("  - {\(parts.joined(separator: ", "))}")
        }
    }

    // MARK: Days

    /// Writes a file with the days of members, in whatever form.
    mutating func write(_ days: DayTable, _ form: DayForm, _ candidate: TableCandidate, _ header: DraftHeader) {
        switch form {
        case .result(let index): writeResults([index], days, candidate, header)
        case .results(let indices): writeResults(indices, days, candidate, header)
        case .times(let indices): writeTimes(indices, days, candidate, header)
        case .punches(let time, let result): writePunches(time, result, days, candidate, header)
        case .matrix: writeMatrix(days, candidate, header)
        }
    }

    private mutating func writeResults(
        _ results: [Int], _ days: DayTable, _ candidate: TableCandidate, _ header: DraftHeader
    ) {
        let schema = days.schema
        let results = state.columns[days.status].map { [$0] } ?? results
        var values: Set<Text> = []
        for index in results { values.formUnion((header.columns[index].words() ?? []).map { Text($0) }) }
        let meant = words(values.sorted().map(\.string), schema, days.status)
        add("columns:")
        var found: [(column: Int, index: Int)] = []
        for column in schema.columns.indices {
            if column == days.status {
                for index in results { use(index) }
                if results.count == 1 {
                    add("  \(schema.columns[column].key): \(reference(results[0]))")
                } else {
                    let titles = results.map(reference).joined(separator: ", ")
                    let order = preferred(days).joined(separator: ", ")
                    add("  \(schema.columns[column].key): {titles: [\(titles)], prefer: [\(order)]}  # 几列不同时，取写在前面的")
                }
                continue
            }
            addColumn(column, candidate, header)
            if let index = place(column, candidate) { found.append((column, index)) }
        }
        addValues([(days.status, meant)], schema, canIgnore: true)
        addBlanks((found.map(\.index) + results).map { header.columns[$0] }, header.body)
        addDates(found, schema, header)
        if let hours = days.hours, let index = place(hours, candidate) {
            addUnits(hours, header.columns[index], schema)
        }
        // A day without a result is no record: a day off, or one that the platform does not judge.
        let isBlank = header.body.contains { cells in
            results.allSatisfy { index in
                let place = header.columns[index].place
                return !cells.indices.contains(place) || CellLook(cells[place]) == .blank
            }
        }
        if isBlank || !meant.ignored.isEmpty {
            let left = [""] + blankWords(results, header) + meant.ignored
            addIgnoredRows([results.map { ($0, left) }])
        }
    }

    private func blankWords(_ indices: [Int], _ header: DraftHeader) -> [String] {
        var found: Set<Text> = []
        for index in indices {
            for cells in header.body where cells.indices.contains(header.columns[index].place) {
                let text = Text(utf8: CellText.normalised(cells[header.columns[index].place]))
                if !text.isBlank, CellLook.blankWords.contains(text) { found.insert(text) }
            }
        }
        return found.sorted().map(\.string)
    }

    /// The choices of a day's status, the gravest first: as they are declared, the other way round.
    private func preferred(_ days: DayTable) -> [String] {
        (days.schema.columns[days.status].kind.options ?? []).reversed().map(\.title.chinese)
    }

    private mutating func writeTimes(
        _ times: [Int], _ days: DayTable, _ candidate: TableCandidate, _ header: DraftHeader
    ) {
        guard let day = place(days.day, candidate) else { return }
        writeMember(days, candidate, header)
        var (arriving, leaving): ([Int], [Int]) = ([], [])
        for index in times {
            if DayForm.leaves(header.columns[index]) { leaving.append(index) } else { arriving.append(index) }
            use(index)
        }
        use(day)
        addBlanks((times + [day]).map { header.columns[$0] }, header.body)
        addDates([(days.day, day)], days.schema, header)
        func list(_ indices: [Int]) -> String {
            indices.count == 1 ? reference(indices[0]) : "[\(indices.map(reference).joined(separator: ", "))]"
        }
        add("punches:")
        add("  at: {day: \(reference(day)), in: \(list(arriving)), out: \(list(leaving))}")
        addNoPunch(times.flatMap { header.columns[$0].values }, days)
        addRules(days, header)
    }

    private mutating func writePunches(
        _ time: Int, _ result: Int?, _ days: DayTable, _ candidate: TableCandidate, _ header: DraftHeader
    ) {
        writeMember(days, candidate, header)
        let day = place(days.day, candidate)
        for index in [time, day, result].compactMap(\.self) { use(index) }
        let dated = [day].compactMap(\.self).map { (column: days.day, index: $0) }
        addBlanks(([time] + dated.map(\.index)).map { header.columns[$0] }, header.body)
        addDates(dated.filter { $0.index != time }, days.schema, header)
        add("punches:")
        if let day, day != time {
            add("  at: [\(reference(day)), \(reference(time))]")
        } else {
            add("  at: \(reference(time))")
        }
        addNoPunch(header.columns[time].values, days)
        if let result {
            let words = header.columns[result].words() ?? []
            // A row that says that there was no punch does not count as one.
            let found = words.filter { !DraftContent.isMissing($0, days) }
            // The next month's file may have words that this one has not.
            let counting = found + DraftWords.punches.filter { !found.contains($0) }
            add("  sort: \(reference(result))")
            add("  counts: [\(counting.map { DraftContent.quoted($0) }.joined(separator: ", "))]  # 其中哪些算打卡，请核对")
        }
        addRules(days, header)
    }

    private static func isMissing(_ word: String, _ days: DayTable) -> Bool {
        let missed = DraftContent.meant("未打卡", days)
        if case .means(let key, _) = DraftWords.meaning(of: word, in: days.schema, days.status) {
            return key == missed
        }
        return DraftContent.choice(word, days.schema, days.status) == missed
    }

    private mutating func writeMatrix(_ days: DayTable, _ candidate: TableCandidate, _ header: DraftHeader) {
        let isComplete = header.days.allSatisfy {
            CellShape($0.title).text.hasPrefix("Y") || CellShape($0.title).text == "D"
        }
        if !isComplete { addMonth(header) }
        writeMember(days, candidate, header)
        let places = Set(header.days.map(\.place))
        var (times, words): (Int, Set<Text>) = (0, [])
        for column in header.columns where places.contains(column.place) {
            for value in column.values {
                if [.time, .punches].contains(CellLook(value)) { times += 1 } else { words.insert(Text(value)) }
            }
        }
        // A cell of a day off makes no record, as a blank one makes none.
        let off = words.filter { DraftWords.daysOff.contains($0) }
        let indices = header.columns.indices.filter { places.contains(header.columns[$0].place) }
        let values = words.subtracting(off).sorted().prefix(40).map(\.string)
        var meant = self.words(values, days.schema, days.status)
        meant.ignored = blankWords(indices, header) + off.sorted().map(\.string) + meant.ignored
        if times > 0 { addValues([(days.status, meant)], days.schema, canIgnore: false) }
        let hasParts = times == 0 || !meant.ignored.isEmpty
        add(hasParts ? "days:" : "days: {}")
        if times == 0 {
            let schema = days.schema
            add("  into: {day: \(schema.columns[days.day].key), cell: \(schema.columns[days.status].key)}")
        }
        if !meant.ignored.isEmpty {
            add("  ignore: [\(meant.ignored.map { DraftContent.quoted($0) }.joined(separator: ", "))]")
        }
        if !meant.open.isEmpty {
            add("  # ignore: [\(meant.open.map { DraftContent.quoted($0) }.joined(separator: ", "))]  # 这样的格没有记录")
        }
        if times == 0 {
            addValues([(days.status, meant)], days.schema, canIgnore: false)
        } else {
            add("punches:")
            addRules(days, header)
        }
    }

    private mutating func writeMember(_ days: DayTable, _ candidate: TableCandidate, _ header: DraftHeader) {
        add("columns:")
        addColumn(days.member, candidate, header)
    }

    /// Writes the words that say that there was no punch; what other words mean for the day only a person can tell.
    private mutating func addNoPunch(_ values: [String], _ days: DayTable) {
        let words = Set(
            values.filter { CellLook($0) == .text && !$0.unicodeScalars.contains { ("0"..."9").contains($0) } }
                .map { Text($0) })
        if words.isEmpty || words.count > 10 { return }
        func list(_ words: [Text]) -> String {
            words.map { DraftContent.quoted($0.string) }.joined(separator: ", ")
        }
        let missing = words.sorted().filter { DraftContent.isMissing($0.string, days) }
        let others = words.sorted().filter { !missing.contains($0) }
        if !missing.isEmpty { add("  no_punch: [\(list(missing))]") }
        if !others.isEmpty { add("  # no_punch: [\(list(missing + others))]  # 表示没有打卡的词才写入；不写则那一天拒收，不判定") }
    }

    /// The rules of duty, which are the township's own.
    private mutating func addRules(_ days: DayTable, _ header: DraftHeader) {
        if let duty = state.duty {
            add("  duty: \(duty)")
        } else {
            let seen = shifts(header)
            ask(.duty(seen: seen))
            let hint = seen.isEmpty ? "如 08:30-17:30" : "文件中有 \(seen.joined(separator: "、"))"
            add("  duty: \"?\"  # 上下班时间，\(hint)")
        }
        noteRules()
        add(state.grace.map { "  grace: \($0)" } ?? "  # grace: 0  # 可以迟到的分钟数")
        let schema = days.schema
        let hours = days.hours.map { ", hours: \(schema.columns[$0].key)" } ?? ""
        add("  into: {day: \(schema.columns[days.day].key), status: \(schema.columns[days.status].key)\(hours)}")
        let outcomes = [("on_time", "正常"), ("late", "迟到"), ("missed", "未打卡")].map { outcome, word in
            let key = DraftContent.meant(word, days)
            return "\(outcome): \(key.map { DraftContent.title(of: $0, schema.columns[days.status]) } ?? "\"?\"")"
        }
        let single = state.single.map { ["single: \(DraftContent.title(of: $0, schema.columns[days.status]))"] } ?? []
        let more = single.isEmpty ? "early（早退）、single（全天一次）" : "early（早退）"
        add("  outcomes: {\((outcomes + single).joined(separator: ", "))}  # 可加 \(more)")
    }

    /// The choice that a word means.
    private static func meant(_ word: String, _ days: DayTable) -> String? {
        if let own = DraftContent.choice(word, days.schema, days.status) { return own }
        if case .means(let key, _) = DraftWords.meaning(of: word, in: days.schema, days.status) { return key }
        return nil
    }

    /// The shifts that the file mentions: `08:30-17:30`.
    private func shifts(_ header: DraftHeader) -> [String] {
        var found: Set<Text> = []
        for column in header.columns where column.title.contains("班次") || column.title.contains("班制") {
            for value in column.values {
                for part in value.split(whereSeparator: \.isWhitespace) where DraftContent.isDuty(String(part)) {
                    found.insert(Text(String(part)))
                }
            }
        }
        return found.count > 5 ? [] : found.sorted().map(\.string)
    }
}

extension SheetReading {
    /// How a profile names the column at an index.
    func reference(of index: Int) -> String { header.map { reference($0.columns[index]) } ?? "" }
}
