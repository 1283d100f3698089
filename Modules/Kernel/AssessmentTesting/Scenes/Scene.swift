import AssessmentKernel

/// One member's unsorted evidence for one period: from an example, or generated from a seed.
struct Scene {
    /// How failures refer to it.
    let title: String
    let setting: Setting
    let tables: [SceneTable]

    init(title: String, _ setting: Setting, _ tables: [SceneTable]) {
        self.title = title
        self.setting = setting
        self.tables = tables
    }

    /// The scene of an item's example.
    init(_ example: Example, of type: any AssessmentItem.Type) throws(ExampleFault) {
        setting = try Setting(example)
        title = example.title.english
        var tables: [SceneTable] = []
        for (key, text) in example.tables.sorted(by: { Text($0.key) < Text($1.key) }) {
            guard let schema = type.tables.first(where: { $0.key == key }) else {
                throw ExampleFault("the item has no table \(key)")
            }
            tables.append(try SceneTable(schema, text))
        }
        self.tables = tables
        if let stranger = setting.excusedRecords.subtracting(tables.flatMap(\.references)).min() {
            throw ExampleFault("the excused record \(stranger) is in none of the tables")
        }
    }

    /// The scene as an item's evidence.
    func evidence(_ variation: ExampleRunner.Variation = .init()) throws(ExampleFault) -> MemberEvidence {
        var evidence: [String: TableEvidence] = [:]
        for table in variation.leavesOutRows ? [] : tables {
            let schema = table.schema
            let block = try table.block(shuffle: variation.shuffle) { day in
                variation.keepsOtherPeriods || setting.isRead(day, of: schema)
            }
            evidence[schema.key] = TableEvidence(block) { row, day in
                var status: TableEvidence.RowStatus = []
                let reference = block.reference(row)
                if variation.excusesEveryRow || variation.excuses.contains(reference)
                    || setting.excusedRecords.contains(reference)
                {
                    status.insert(.excused)
                }
                if !setting.counts(day, of: schema) { status.insert(.passedOver) }
                return status
            }
        }
        return MemberEvidence(
            member: setting.member, period: setting.period, window: setting.window,
            dutyDays: variation.excusesEveryDay || variation.hasNoDutyDay
                ? [] : setting.dutyDays.filter { !variation.excusesDays.contains($0) },
            isRunning: variation.isRunning, tables: evidence)
    }

    /// The item's score sheet for it.
    func sheet(
        _ item: any AssessmentItem, _ variation: ExampleRunner.Variation = .init(),
        noting notes: ScoreSheet.Notes = .reasons
    ) throws -> ScoreSheet {
        var sheet = ScoreSheet(noting: notes)
        try item.assess(evidence(variation), &sheet)
        return sheet
    }

    /// The item's finding about the year for it; nil without one, or without such a rule.
    func finding(
        _ item: any AssessmentItem, _ variation: ExampleRunner.Variation = .init()
    ) throws(ExampleFault) -> Basis? {
        guard let judge = item as? any JudgesYear else { return nil }
        return judge.judgeYear(try evidence(variation))
    }

    /// The rows that a deduction may rest on: those that are read and count, with their attribution dates.
    var citable: [RecordReference: CivilDate] {
        var rows: [RecordReference: CivilDate] = [:]
        for table in tables {
            for (reference, day) in zip(table.references, table.days) {
                guard let day, setting.isRead(day, of: table.schema), setting.counts(day, of: table.schema) else {
                    continue
                }
                rows[reference] = day
            }
        }
        return rows
    }
}
