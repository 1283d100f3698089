import AssessmentKernel

/// Checks the optional capabilities of an item: verdicts on repeats, expected rows, an annual finding.
struct CapabilityCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] { judgement() + expectations() + finding() }

    private func judgement() -> [ConformanceFailure] {
        guard let judgement = (item as? any JudgesRepeats.Type)?.judgement else { return [] }
        let subject = "\(judgement.table.key).\(judgement.column.key)"
        var faults: [String] = []
        if !isOwn(judgement.table) { faults.append("verdicts go into a table that is not the item's") }
        if judgement.column.isRequired { faults.append("a verdict must be optional: nobody has judged yet") }
        if judgement.duplicate == judgement.valid { faults.append("the two verdicts are one") }
        if !item.warnings.contains(judgement.warning) { faults.append("the item does not declare the warning") }
        return faults.map { ConformanceFailure(.tables, subject, $0) }
    }

    private func expectations() -> [ConformanceFailure] {
        guard let expectations = (item as? any ExpectsRows.Type)?.expectations else { return [] }
        return expectations.flatMap { expected -> [ConformanceFailure] in
            var faults: [String] = []
            if !isOwn(expected.table) { faults.append("rows are expected in a table that is not the item's") }
            if let fault = Forms.fault(of: expected.title) { faults.append(fault) }
            return faults.map { ConformanceFailure(.tables, expected.table.key, $0) }
        }
    }

    private func finding() -> [ConformanceFailure] {
        item.findings.flatMap { kind in
            var faults: [String] = []
            if !Forms.isKey(kind.key, joint: Forms.hyphen) {
                faults.append("the key must be lower-case letters, digits and hyphens")
            }
            if kind.clause.citation.isEmpty { faults.append("the finding cites no clause") }
            if let fault = Forms.fault(of: kind.title) { faults.append(fault) }
            return faults.map { ConformanceFailure(.remarkKinds, kind.key, $0) }
        }
    }

    private func isOwn(_ table: TableSchema) -> Bool { item.tables.contains { $0 === table } }
}

extension SceneCheck {
    /// Checks the suspects of a scene: each once, with both records among the rows of the period that count.
    func suspects(_ rows: [RecordReference: CivilDate]) -> [ConformanceFailure] {
        guard let judge = item as? any JudgesRepeats, let evidence = try? scene.evidence() else { return [] }
        let suspects = judge.suspects(evidence)
        var faults: [String] = []
        if Set(suspects.map(\.suspect)).count < suspects.count { faults.append("a suspect is listed twice") }
        for pair in suspects {
            if pair.suspect == pair.first { faults.append("\(pair.suspect) repeats itself") }
            for reference in [pair.suspect, pair.first] where rows[reference].map(scene.setting.period.contains) != true
            {
                faults.append("\(reference) is a suspect's, and not among the rows that count")
            }
        }
        return faults.map { ConformanceFailure(.ledBack, scene.title, $0) }
    }
}

extension SceneCheck {
    /// Checks that the annual finding rests on something, and on existing rows that count.
    func finding(_ rows: [RecordReference: CivilDate]) -> [ConformanceFailure] {
        guard let basis = (try? scene.finding(item)) ?? nil else { return [] }
        if basis == .nothing || basis == .records([]) { return [fail(.ledBack, "the finding rests on nothing")] }
        return basis.records.filter { rows[$0] == nil }
            .map { fail(.ledBack, "the finding rests on \($0), which does not count") }
    }

    /// Checks that the annual finding is repeatable, independent of import order, and not based on excused rows.
    func findingUnderChanges() throws -> [ConformanceFailure] {
        func found(_ change: (inout ExampleRunner.Variation) -> Void) throws -> Basis? {
            var variation = ExampleRunner.Variation()
            change(&variation)
            return try scene.finding(item, variation)
        }
        let plain = try scene.finding(item)
        guard try plain == scene.finding(item), try plain == scene.finding(other) else {
            // A finding that varies from call to call would look like other breaches.
            return [fail(.pure, "a second run found something else about the year")]
        }
        var failures: [ConformanceFailure] = []
        for seed in 1...4 where try plain != found({ $0.shuffle = UInt64(seed) }) {
            failures.append(fail(.orderIndependent, "rows in another order gave another finding (seed \(seed))"))
        }
        if try plain != found({ $0.keepsOtherPeriods = true }) {
            failures.append(fail(.inThePeriod, "rows of other periods gave another finding"))
        }
        if let record = try found({ $0.excusesEveryRow = true })?.records.first {
            failures.append(fail(.excusesHonoured, "the finding rests on excused \(record)"))
        }
        return failures
    }
}
