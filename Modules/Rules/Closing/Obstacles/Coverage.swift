package import AssessmentKernel

extension WarningKind {
    /// A member with duty days but no row in a table that is read for absence.
    package static let noRows = WarningKind(
        "no-rows", "有工作日但表中无任何记录", "has duty days and no row in a table",
        next: LocalText("核对这些人的记录是否漏导", "see whether their rows were left out"))
}

/// Distinguishes a table that was not delivered from members who did nothing.
///
/// Recorded for each member with the decision; the sum gives the quarter's blockers.
struct Coverage: Sendable {
    /// Bits of months 0 to 2, and bit 3 for the quarter's last three workdays.
    typealias Spans = UInt8
    static let lastWorkdays: Spans = 0b1000

    /// The spans with a duty day.
    let onDuty: Spans
    /// The spans with a row that counts, by the table that is read for absence.
    let delivered: [TableSchema: Spans]

    /// Makes an empty coverage, for a member who is not assessed.
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
        var delivered: [TableSchema: Spans] = [:]
        for table in rules.tablesReadForAbsence {
            guard let evidence = subject.tables[table.key] else { continue }
            var spans: Spans = 0
            for (place, month) in months.enumerated() where evidence.countedRows(month.range) > 0 {
                spans |= 1 << place
            }
            for day in rules.lastWorkdays {
                if let range = DateRange(day, through: day), evidence.countedRows(range) > 0 {
                    spans |= Coverage.lastWorkdays
                }
            }
            delivered[table] = spans
        }
        self.onDuty = onDuty
        self.delivered = delivered
    }

    /// The tables read for absence in which a member with duty days has no row at all.
    func emptyTables(_ subject: MemberCase, rules: QuarterRules) -> [Warning] {
        guard onDuty != 0 else { return [] }
        return rules.tablesReadForAbsence.filter { delivered[$0, default: 0] == 0 }
            .map { Warning(.noRows, about: subject.named, .table($0)) }
    }
}

/// The sum of the members' coverage: for the township and for each office.
struct CoverageSum: Sendable {
    private struct Place {
        var members = 0
        var onDuty: Coverage.Spans = 0
        var delivered: [TableSchema: Coverage.Spans] = [:]

        mutating func add(_ coverage: Coverage) {
            members += 1
            onDuty |= coverage.onDuty
            delivered.merge(coverage.delivered, uniquingKeysWith: |)
        }

        func lacks(_ table: TableSchema, in span: Coverage.Spans) -> Bool {
            onDuty & span != 0 && delivered[table, default: 0] & span == 0
        }
    }

    private var township = Place()
    private var offices: [Text: Place] = [:]

    /// The number of assessed members.
    var assessed: Int { township.members }

    mutating func add(_ result: MemberResult) {
        if result.assessed != nil { add(result.coverage, of: result.member) }
    }

    /// Adds the coverage of an assessed member.
    mutating func add(_ coverage: Coverage, of member: Member) {
        township.add(coverage)
        offices[member.office, default: Place()].add(coverage)
    }

    /// The tables that seem not to have been delivered, or only in part.
    ///
    /// `accepted` names the tables that a person has confirmed to have no rows.
    func blockers(_ rules: QuarterRules, accepted: Set<String>) -> [Blocker] {
        var blockers: [Blocker] = []
        for table in rules.tablesReadForAbsence where !accepted.contains(table.key) {
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
