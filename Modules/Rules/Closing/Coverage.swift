import AssessmentKernel

/// What tells a table that was not delivered from people who did nothing.
///
/// One member's share is taken down with the decision; the quarter's blockers come from their sum.
struct Coverage: Sendable {
    /// Bits of months 0 to 2, and bit 3 for the quarter's last three workdays.
    typealias Spans = UInt8
    static let lastWorkdays: Spans = 0b1000

    /// Where the member has a duty day.
    let onDuty: Spans
    /// Where the member has a row that counts, by the key of a table that is read for absence.
    let delivered: [String: Spans]

    /// Of a member who is not assessed: nothing.
    init() {
        onDuty = 0
        delivered = [:]
    }

    init(_ subject: MemberCase, dutyDays: [CivilDate], rules: QuarterRules) {
        let months = rules.quarter.months
        var onDuty: Spans = 0
        for day in dutyDays {
            for (place, month) in months.enumerated() where day.month == month { onDuty |= 1 << place }
            if rules.lastWorkdays.contains(day) { onDuty |= Coverage.lastWorkdays }
        }
        var delivered: [String: Spans] = [:]
        for key in rules.tablesReadForAbsence {
            guard let evidence = subject.tables[key] else { continue }
            var spans: Spans = 0
            for (place, month) in months.enumerated() where evidence.countedRows(month.range) > 0 {
                spans |= 1 << place
            }
            for day in rules.lastWorkdays {
                if let range = DateRange(day, through: day), evidence.countedRows(range) > 0 {
                    spans |= Coverage.lastWorkdays
                }
            }
            delivered[key] = spans
        }
        self.onDuty = onDuty
        self.delivered = delivered
    }

    /// The tables read for absence in which a member who had duty days has no row at all.
    func emptyTables(_ member: Member, rules: QuarterRules) -> [Warning] {
        guard onDuty != 0 else { return [] }
        return rules.tablesReadForAbsence.compactMap { key in
            delivered[key, default: 0] == 0 ? Warning(member.code, "no-rows", key) : nil
        }
    }
}

/// The sum of the members' coverage: for the township and for each office.
struct CoverageSum: Sendable {
    private struct Place {
        var members = 0
        var onDuty: Coverage.Spans = 0
        var delivered: [String: Coverage.Spans] = [:]

        mutating func add(_ coverage: Coverage) {
            members += 1
            onDuty |= coverage.onDuty
            delivered.merge(coverage.delivered, uniquingKeysWith: |)
        }

        func lacks(_ table: String, in span: Coverage.Spans) -> Bool {
            onDuty & span != 0 && delivered[table, default: 0] & span == 0
        }
    }

    private var township = Place()
    private var offices: [Text: Place] = [:]

    /// The number of assessed members.
    var assessed: Int { township.members }

    mutating func add(_ result: MemberResult) {
        guard result.assessed != nil else { return }
        township.add(result.coverage)
        offices[result.member.office, default: Place()].add(result.coverage)
    }

    /// The tables that seem not to have been delivered, or not to their end; `accepted` names those that a person says
    /// really have no rows.
    func blockers(_ rules: QuarterRules, accepted: Set<String>) -> [Blocker] {
        var blockers: [Blocker] = []
        for table in rules.tablesReadForAbsence where !accepted.contains(table) {
            for (place, month) in rules.quarter.months.enumerated() {
                let span: Coverage.Spans = 1 << place
                if township.lacks(table, in: span) {
                    blockers.append(.noRows(table: table, month: month, office: nil))
                    continue
                }
                for (name, office) in offices.sorted(by: { $0.key < $1.key })
                where office.members >= 3 && office.lacks(table, in: span) {
                    blockers.append(.noRows(table: table, month: month, office: name))
                }
            }
            if township.lacks(table, in: Coverage.lastWorkdays),
                !blockers.contains(.noRows(table: table, month: rules.quarter.months[2], office: nil))
            {
                blockers.append(.noRowsAtTheEnd(table: table, days: rules.lastWorkdays))
            }
        }
        return blockers
    }
}
