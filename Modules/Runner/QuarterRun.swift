import AssessmentKernel
import Closing
import Foundation
import Ledger
import Rulebook

/// A walk over a quarter's evidence: what `close` writes down and `status` only looks at.
struct QuarterRun {
    let ledger: Ledger
    let rules: QuarterRules
    let members: [Member]
    let history: [Text: MemberHistory]

    /// Brings together what is the same for all members.
    init(_ quarter: Quarter, _ workspace: Workspace, _ ledger: Ledger) throws {
        self.ledger = ledger
        let rulebook = try workspace.rulebooks().inForce(on: quarter.range.first)
        rules = try ledger.reading { reader in
            let calendar = Rows<CalendarTable>(
                all: TableEvidence(try reader.wholeTable(CalendarTable.shared.schema)) { _, _ in [] })
            return QuarterRules(
                quarter, rulebook: rulebook, calendar: WorkCalendar(ledgerRows: calendar.map { ($0.date, $0.kind) }))
        }
        members = try ledger.reading { try $0.members() }
        history = try ledger.history(before: quarter)
    }

    /// Decides about every member, on all cores, and hands the results over in the order of the codes' bytes.
    ///
    /// - Parameter map: makes of a result what `take` needs; it runs beside other members'.
    func decide<Result: Sendable>(
        map: @escaping @Sendable (MemberResult) -> Result, take: (Result) throws -> Void
    ) throws {
        let rules = rules
        try walk({ map(try rules.decide($0)) }, take: take)
    }

    /// Maps every member's evidence, on all cores, and hands the results over in the order of the codes' bytes.
    func walk<Result: Sendable>(
        _ map: @escaping @Sendable (MemberCase) throws -> Result, take: (Result) throws -> Void
    ) throws {
        let (ledger, members, rules, history) = (ledger, members, rules, history)
        try OrderedMap<Result>.run(
            count: members.count, threads: ProcessInfo.processInfo.activeProcessorCount,
            work: { mapRuns in
                try ledger.reading { reader in
                    try mapRuns { place in
                        do {
                            return try map(QuarterRun.subject(members[place], rules, history, reader))
                        } catch {
                            throw ledger.problem(error)
                        }
                    }
                }
            }, take: take)
    }

    /// A member's evidence in the ledger.
    static func subject(
        _ member: Member, _ rules: QuarterRules, _ history: [Text: MemberHistory], _ reader: RecordReader
    ) throws -> MemberCase {
        let past = history[member.code] ?? MemberHistory()
        let beginning =
            DateRange(CivilDate(dayNumber: -719_162), through: rules.quarter.range.last) ?? rules.quarter.range
        return MemberCase(
            member, leave: try reader.rows(of: LeaveTable.shared.schema, member: member.code, in: beginning),
            equipment: try reader.rows(of: EquipmentTable.shared.schema, member: member.code, in: beginning),
            blocks: try rules.tables.map { try reader.rows(of: $0, member: member.code, in: rules.span(of: $0)) },
            past: PastClosings(
                carriedForward: past.carriedForward, monthlyScoreFails: past.monthlyScoreFails,
                quarterTotalFails: past.quarterTotalFails, alreadyPaid: past.alreadyPaid),
            rules: rules)
    }

    /// The member's evidence, for one who is asked about.
    func subject(_ member: Member) throws -> MemberCase {
        try ledger.reading { try QuarterRun.subject(member, rules, history, $0) }
    }

    /// Warnings about what the ledger has, and lacks, besides the members: open earlier quarters, tables without a row.
    func surroundings(closed: [ClosingHead]) throws -> [Warning] {
        let open = try openEarlierQuarters(closed: closed).map { Warning(Text($0.description), "earlier-quarter-open") }
        let empty = try ledger.reading { reader in
            try rules.tables.filter { table in
                let there = try reader.monthsWithRecords(of: [table])
                return rules.quarter.months.allSatisfy { !there.contains($0) }
            }
        }
        return open + empty.map { Warning(Text($0.key), "empty-table", rules.quarter.description) }
    }

    /// Quarters before this one that have records and are not closed, while this one's pay and streaks build on them.
    ///
    /// A table that is read back over the year does not count: its rows are wanted without a closing.
    private func openEarlierQuarters(closed: [ClosingHead]) throws -> [Quarter] {
        let quarters = try ledger.reading { try $0.monthsWithRecords(of: rules.tables.filter { $0.lookBack == .none }) }
            .map(\.quarter)
        return Set(quarters).filter { quarter in
            quarter < rules.quarter && !closed.contains { $0.quarter == quarter }
        }.sorted()
    }
}

extension Quarter {
    /// What can be said without looking at any record.
    func blockers(today: CivilDate, closed: [ClosingHead]) -> [Blocker] {
        var blockers: [Blocker] = []
        if today <= range.last { blockers.append(.notOver(self)) }
        if let head = closed.first(where: { $0.quarter == self }) { blockers.append(.closedAlready(name: head.name)) }
        return blockers
    }
}
