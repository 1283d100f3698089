package import AssessmentKernel
package import Closing
import Foundation
package import Ledger
import Parallel
package import RecordStore
import Rulebook
import TownshipTables
package import Workspace

/// A pass over a quarter's evidence: `close` writes its results, `status` only reads them.
package struct QuarterRun {
    package let ledger: Ledger
    package var rules: QuarterRules
    package let members: [Member]
    package let past: PastOfQuarter

    /// Prepares what all members share.
    package init(_ quarter: Quarter, _ workspace: Workspace, _ ledger: Ledger) throws {
        try self.init(quarter, try workspace.rulebooks(), ledger)
    }

    /// Prepares what all members share, under one of the rulebooks of a workspace.
    init(_ quarter: Quarter, _ shelf: RulebookShelf, _ ledger: Ledger) throws {
        self.ledger = ledger
        let rulebook = try shelf.inForce(on: quarter.range.first)
        rules = try ledger.reading { reader in
            QuarterRules(
                quarter, rulebook: rulebook,
                calendar: WorkCalendar(rows: try reader.wholeTable(CalendarTable.shared.schema)))
        }
        members = try ledger.reading { try $0.members() }
        past = try PastOfQuarter(quarter, ledger)
    }

    /// Evaluates every member on all cores and delivers the results in the byte order of the codes.
    ///
    /// - Parameter map: turns a result into the input of `take`; runs in parallel, each thread with its own reader.
    package func decide<Result: Sendable>(
        map: @escaping @Sendable (MemberResult, RecordReader) throws -> Result, take: (Result) throws -> Void
    ) throws {
        let (rules, past) = (rules, past)
        try walk(
            map: { member, reader in
                let subject = try QuarterRun.subject(member, rules, past, reader)
                return try map(try rules.decide(subject, explainsMonths: false), reader)
            }, take: take)
    }

    /// Visits the members on all cores, each thread with a reader, and delivers the results in the byte order of the
    /// codes.
    package func walk<Result: Sendable>(
        map: @escaping @Sendable (Member, RecordReader) throws -> Result, take: (Result) throws -> Void
    ) throws {
        let (ledger, members) = (ledger, members)
        try OrderedMap<Result>.run(
            count: members.count, threads: Cores.count,
            work: { mapRuns in
                try ledger.reading { reader in
                    try mapRuns { place in
                        do { return try map(members[place], reader) } catch { throw ledger.problem(error) }
                    }
                }
            }, take: take)
    }

    /// A member's evidence in the ledger.
    package static func subject(
        _ member: Member, _ rules: QuarterRules, _ past: PastOfQuarter, _ reader: RecordReader
    ) throws -> MemberCase {
        subject(member, rules, past, try MemberRows(member, of: rules.tables, rules, reader))
    }

    /// A member's evidence from rows that are already read.
    static func subject(
        _ member: Member, _ rules: QuarterRules, _ past: PastOfQuarter, _ rows: MemberRows
    ) -> MemberCase {
        MemberCase(
            member, leave: rows.leave, equipment: rows.equipment,
            blocks: rules.tables.compactMap { rows.blocks[$0.key] }, past: past.of(member.code),
            excused: past.excuses, rules: rules)
    }

    /// The evidence of the one requested member.
    package func subject(_ member: Member) throws -> MemberCase {
        try ledger.reading { try QuarterRun.subject(member, rules, past, $0) }
    }

    /// Warnings about the ledger outside the members: earlier quarters that are still open.
    package func surroundings(closed: [ClosingHead]) throws -> [Warning] {
        try openEarlierQuarters(closed: closed).map(Warning.earlierQuarterOpen)
    }

    /// Earlier quarters that have records and are not closed, although this one's pay and streaks depend on them.
    ///
    /// A table that is read back over the year does not count: its rows are needed without a closing.
    package func openEarlierQuarters(closed: [ClosingHead]) throws -> [Quarter] {
        let quarters = try ledger.reading { try $0.monthsWithRecords(of: rules.tables.filter { $0.lookBack == .none }) }
            .map(\.quarter)
        return Set(quarters).filter { quarter in
            quarter < rules.quarter && !closed.contains { $0.quarter == quarter }
        }.sorted()
    }
}

/// The rows of one member that a quarter's rules may read.
struct MemberRows {
    let leave: RowBlock
    let equipment: RowBlock
    let blocks: [String: RowBlock]

    /// Reads the rows of some items' tables, each table once.
    init(_ member: Member, of tables: [TableSchema], _ rules: QuarterRules, _ reader: RecordReader) throws {
        let beginning = rules.quarter.range.andAllBefore
        leave = try reader.rows(of: LeaveTable.shared.schema, member: member.code, in: beginning)
        equipment = try reader.rows(of: EquipmentTable.shared.schema, member: member.code, in: beginning)
        var blocks: [String: RowBlock] = [:]
        for table in tables where blocks[table.key] == nil {
            blocks[table.key] = try reader.rows(of: table, member: member.code, in: rules.span(of: table))
        }
        self.blocks = blocks
    }

    private init(leave: RowBlock, equipment: RowBlock, blocks: [String: RowBlock]) {
        (self.leave, self.equipment, self.blocks) = (leave, equipment, blocks)
    }

    /// The rows as they were known on a day, by their own days; leave is known when it is registered.
    func known(on day: CivilDate) -> MemberRows {
        MemberRows(leave: leave, equipment: equipment, blocks: blocks.mapValues { $0.known(on: day) })
    }
}

extension Quarter {
    /// The blockers that can be found without reading any record.
    func blockers(today: CivilDate, closed: [ClosingHead]) -> [Blocker] {
        var blockers: [Blocker] = []
        if !range.isOver(on: today) { blockers.append(.notOver(self)) }
        if let head = closed.first(where: { $0.quarter == self }) { blockers.append(.closedAlready(name: head.name)) }
        return blockers
    }
}
