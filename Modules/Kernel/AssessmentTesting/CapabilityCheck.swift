import AssessmentKernel

/// What an item declares besides the contract of every item: verdicts on repeats, rows that should be there.
struct CapabilityCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] { judgement() + expectations() }

    private func judgement() -> [ConformanceFailure] {
        guard let judgement = (item as? any JudgesRepeats.Type)?.judgement else { return [] }
        let subject = "\(judgement.table.key).\(judgement.column.key)"
        var faults: [String] = []
        if !isOwn(judgement.table) { faults.append("verdicts go into a table that is not the item's") }
        if judgement.column.isRequired { faults.append("a verdict must be optional: nobody has judged yet") }
        if judgement.duplicate == judgement.valid { faults.append("the two verdicts are one") }
        if !judgement.warning.hasPrefix(item.about.key + ".") {
            faults.append("the warning's code must begin with \(item.about.key).")
        }
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

    private func isOwn(_ table: TableSchema) -> Bool { item.tables.contains { $0 === table } }
}

extension SceneCheck {
    /// The suspects of a scene: each once, both records among the rows of the period that count.
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
