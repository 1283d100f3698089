import AssessmentKernel

/// How the item behaves on its examples when something about them is changed.
struct BehaviourCheck {
    let item: any AssessmentItem.Type

    private typealias Variation = ExampleRunner.Variation

    func failures() throws -> [ConformanceFailure] {
        try item.examples.flatMap { example in
            var failures: [ConformanceFailure] = []
            do {
                failures += try ledBack(example) + repeated(example) + rearranged(example)
                failures += try excused(example) + withoutRows(example) + emptyQuarter(example)
            } catch is ExampleFault {
                // The examples' own check has said it.
            }
            return failures
        }
    }

    private func fail(_ rule: ConformanceFailure.Rule, _ example: Example, _ detail: String) -> ConformanceFailure {
        ConformanceFailure(rule, example.title.english, detail)
    }

    private func sheet(_ example: Example, _ change: (inout Variation) -> Void = { _ in }) throws -> ScoreSheet {
        var variation = Variation()
        change(&variation)
        return try ExampleRunner(item).sheet(for: example, variation)
    }

    /// Deductions are dated in the period, of declared kinds, and rest on rows that are there and count.
    private func ledBack(_ example: Example) throws -> [ConformanceFailure] {
        let sheet = try sheet(example)
        let (period, rows) = try citable(example)
        var failures: [ConformanceFailure] = []
        for deduction in sheet.deductions {
            let code = deduction.kind.code
            if !period.contains(deduction.date) {
                failures.append(fail(.inThePeriod, example, "\(code) is dated \(deduction.date)"))
            }
            if !item.deductions.contains(deduction.kind) {
                failures.append(fail(.ledBack, example, "\(code) is not declared"))
            }
            for reference in deduction.evidence {
                guard let day = rows[reference] else {
                    failures.append(fail(.ledBack, example, "\(code) rests on \(reference), which does not count"))
                    continue
                }
                if !period.contains(day) {
                    failures.append(fail(.inThePeriod, example, "\(code) charges \(reference) of \(day)"))
                }
            }
        }
        for reference in sheet.findings.flatMap(\.basis) + sheet.warnings.flatMap(\.evidence)
        where rows[reference] == nil {
            failures.append(fail(.ledBack, example, "a finding or warning rests on \(reference), which does not count"))
        }
        for finding in sheet.findings where !Forms.isKey(finding.key, joint: Forms.hyphen) {
            failures.append(fail(.ledBack, example, "the finding \(finding.key) has no well-formed key"))
        }
        for warning in sheet.warnings {
            if !warning.code.hasPrefix(item.about.key + ".") || Forms.fault(of: warning.title) != nil {
                failures.append(fail(.ledBack, example, "the warning \(warning.code) has no well-formed code or title"))
            }
        }
        return failures
    }

    /// The period, and the rows of the evidence that count, with their attribution dates.
    private func citable(_ example: Example) throws -> (DateRange, [RecordReference: CivilDate]) {
        let setting = try ExampleSetting(example)
        var rows: [RecordReference: CivilDate] = [:]
        for schema in item.tables {
            guard let text = example.tables[schema.key] else { continue }
            let block = try ExampleTable(schema, text).block(shuffle: nil) {
                setting.isRead($0, of: schema) && setting.counts($0, of: schema)
            }
            for row in 0..<block.count { rows[block.reference(row)] = block.attributionDate(row) }
        }
        return (setting.period, rows)
    }

    /// The same evidence gives the same sheet, from another item and from the same one with other evidence between.
    private func repeated(_ example: Example) throws -> [ConformanceFailure] {
        let runner = ExampleRunner(item)
        var empty = Variation()
        empty.leavesOutRows = true
        let item = try runner.item(for: example)
        let evidence = try [
            runner.evidence(for: example), runner.evidence(for: example, empty), runner.evidence(for: example),
        ]
        let sheets = try evidence.map { evidence in
            var sheet = try runner.emptySheet(for: example)
            try item.assess(evidence, &sheet)
            return sheet
        }
        let isPure = try areEqual(sheets[0], sheets[2]) && areEqual(sheets[0], sheet(example))
        return isPure ? [] : [fail(.pure, example, "a second run gave another sheet")]
    }

    /// Neither the order of rows nor rows of other periods show.
    private func rearranged(_ example: Example) throws -> [ConformanceFailure] {
        let plain = try sheet(example)
        var failures: [ConformanceFailure] = []
        for seed in 1...4 where !areEqual(plain, try sheet(example) { $0.shuffle = UInt64(seed) }) {
            failures.append(fail(.orderIndependent, example, "rows in another order gave another sheet (seed \(seed))"))
        }
        if !areEqual(plain, try sheet(example) { $0.keepsOtherPeriods = true }) {
            failures.append(fail(.inThePeriod, example, "rows of other periods gave another sheet"))
        }
        return failures
    }

    /// Excused rows raise nothing; without duty days nothing is absent.
    private func excused(_ example: Example) throws -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        for deduction in try sheet(example, { $0.excusesEveryRow = true }).deductions where !deduction.evidence.isEmpty
        {
            failures.append(
                fail(.excusesHonoured, example, "\(deduction.kind.code) rests on excused \(deduction.evidenceText)"))
        }
        let idle = try sheet(example) {
            $0.excusesEveryRow = true
            $0.excusesEveryDay = true
        }
        for deduction in idle.deductions where deduction.evidence.isEmpty {
            failures.append(fail(.excusesHonoured, example, "\(deduction.kind.code) though there is no duty day"))
        }
        return failures
    }

    /// Without rows a deduction can rest on nothing, and only an item that reads absences makes one.
    private func withoutRows(_ example: Example) throws -> [ConformanceFailure] {
        let reads = try ExampleRunner(item).item(for: example).tablesReadForAbsence
        var failures = Forms.repeated(reads).map { fail(.absence, example, "\($0) is named twice") }
        for key in reads where !item.tables.contains(where: { $0.key == key }) {
            failures.append(fail(.absence, example, "the item has no table \(key) to read for absence"))
        }
        for deduction in try sheet(example, { $0.leavesOutRows = true }).deductions {
            if !deduction.evidence.isEmpty {
                failures.append(fail(.ledBack, example, "\(deduction.kind.code) rests on rows where there is none"))
            } else if reads.isEmpty {
                failures.append(fail(.absence, example, "\(deduction.kind.code) though no table is read for absence"))
            }
        }
        return failures
    }

    /// Under the example's parameters a quarter without rows costs points just when some table is read for absence.
    private func emptyQuarter(_ example: Example) throws -> [ConformanceFailure] {
        let quarter = Example(
            example.title.chinese, example.title.english, period: ("2021-07-01", "2021-09-30"),
            parameters: example.parameters, tables: [:], costs: [])
        let reads = try ExampleRunner(item).item(for: example).tablesReadForAbsence
        let sheet = try sheet(quarter)
        if sheet.deductions.isEmpty != reads.isEmpty {
            return [
                fail(
                    .absence, example,
                    "a quarter without rows costs \(sheet.deductions.count) deductions, read: \(reads)")
            ]
        }
        return []
    }

    private func areEqual(_ one: ScoreSheet, _ other: ScoreSheet) -> Bool {
        one.deductions == other.deductions && one.findings == other.findings && one.warnings == other.warnings
    }
}
