import AssessmentKernel

extension Scene {
    /// The scene as it was known on a day of its period, and what was to come; nil before the member is in post, and
    /// on the period's last day.
    ///
    /// - Parameter seed: hides some of the cells that a row need not have and that no day tells of: they are filled later.
    func known(
        on day: CivilDate, hiding seed: UInt64
    ) throws(ExampleFault) -> (evidence: MemberEvidence, rest: RestOfPeriod)? {
        let period = setting.period
        guard let until = DateRange(period.first, through: day),
            let after = DateRange(day.advanced(by: 1), through: period.last),
            let window = setting.member.window(in: until)
        else { return nil }
        var dice = SeededGenerator(seed: seed)
        var rows: [String: TableEvidence] = [:]
        for table in tables {
            let schema = table.schema
            let all = try table.block(shuffle: nil) { setting.isRead($0, of: schema) }
            let block = all.known(on: day).hidingSome(&dice)
            rows[schema.key] = TableEvidence(block) { row, day in
                var status: TableEvidence.RowStatus = []
                if setting.excusedRecords.contains(block.reference(row)) { status.insert(.excused) }
                if !setting.counts(day, of: schema) { status.insert(.passedOver) }
                return status
            }
        }
        let evidence = MemberEvidence(
            member: setting.member, period: until, window: window, dutyDays: setting.dutyDays.filter { $0 <= day },
            isRunning: true, tables: rows)
        let rest = setting.member.window(in: after).map { window in
            MemberEvidence(
                member: setting.member, period: after, window: window,
                dutyDays: setting.dutyDays.filter { $0 > day }, tables: rows)
        }
        return (evidence, RestOfPeriod(after, rest))
    }
}

extension RowBlock {
    /// The rows with some of their optional cells without a day still blank.
    fileprivate func hidingSome(_ dice: inout SeededGenerator) -> RowBlock {
        let hidden = schema.columns.indices.filter { column in
            let shape = schema.columns[column]
            return !shape.isRequired && shape.kind != .date && shape.kind != .dateTime
        }
        var block = RowBlock(schema, rowCapacity: count)
        bytes.withUnsafeBufferPointer { _ = block.store($0) }
        for row in 0..<count {
            var slots = schema.columns.indices.map { slot(row, $0) }
            for column in hidden where dice.happens(30) { slots[column] = RowBlock.empty }
            slots.withUnsafeBufferPointer { block.append($0) }
        }
        return block
    }
}
