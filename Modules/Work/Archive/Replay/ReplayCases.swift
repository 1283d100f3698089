import AssessmentKernel
import Bundle
import Closing
import Foundation
import Ledger
import Parallel
import ResultTables
import Rulebook
import Synchronization
import TownshipTables

/// The state of a quarter in a bundle, as the closing saw it in the ledger.
struct ReplayedQuarter {
    let rules: QuarterRules
    let members: [Member]
    let revision: Int
    /// Values from earlier closings, by member.
    let carried: [Text: [CarriedValue]]
    let openQuarters: [Quarter]
    var excuses: Excuses
    let acceptedEmpty: Set<String>

    init(
        _ bundle: OpenBundle, _ quarter: Quarter, revision: Int, _ rulebooks: BundleRulebooks,
        _ witnesses: OriginWitnesses = .none
    ) throws {
        self.revision = revision
        let rulebook = try rulebooks.rulebook(of: bundle)
        func core(_ schema: TableSchema) throws -> RowBlock {
            let path = BundlePath.core(schema.key)
            return try BundleTable(schema, path, in: bundle, witness: witnesses[path]).allRows()
        }
        rules = QuarterRules(
            quarter, rulebook: rulebook, calendar: WorkCalendar(rows: try core(CalendarTable.shared.schema)))
        members = Member.roster(
            try core(MemberTable.shared.schema), removals: try core(RemovalTable.shared.schema))
        (carried, openQuarters) = try ReplayedQuarter.carried(
            bundle, most: SizeBounds.carried(of: members.count))
        (excuses, acceptedEmpty) = try ReplayedQuarter.decisions(bundle)
    }

    /// - Parameter most: more values end the reading; of a bundle whose contents were checked any number is read.
    static func carried(_ bundle: OpenBundle, most: Int = .max) throws -> ([Text: [CarriedValue]], [Quarter]) {
        var carried: [Text: [CarriedValue]] = [:]
        var open: [Quarter] = []
        var count = 0
        try BundleCSV.read(BundleTables.carried.schema, at: BundlePath.carried, in: bundle) { row in
            count += 1
            guard count <= most else {
                throw SizeBounds.problem(LocalText("结转值", "carried values"), BundlePath.carried)
            }
            let value = try CarriedValue(row)
            if value.kind == .openQuarter {
                guard let quarter = Quarter(text: value.period) else {
                    throw BundleCSV.unknown(value.period, BundlePath.carried)
                }
                open.append(quarter)
            } else {
                carried[value.member, default: []].append(value)
            }
        }
        return (carried, open)
    }

    static func decisions(_ bundle: OpenBundle) throws -> (Excuses, Set<String>) {
        var records: Set<RecordReference> = []
        var days: [Text: [String: Set<CivilDate>]] = [:]
        var accepted: Set<String> = []
        try BundleCSV.read(BundleTables.decisions.schema, at: BundlePath.decisions, in: bundle) { row in
            func unknown(_ text: String) -> Problem { BundleCSV.unknown(text, BundlePath.decisions) }
            let (kind, subject) = (try row.text("kind"), try row.text("subject"))
            switch Decision.Kind(rawValue: kind) {
            case .acceptEmpty: accepted.insert(subject)
            case .excuseRecord:
                guard let record = RecordReference(subject) else { throw unknown(subject) }
                records.insert(record)
            case .excuseDay:
                guard let day = CivilDate(iso: subject) else { throw unknown(subject) }
                days[Text(try row.text("member")), default: [:]][try row.text("item"), default: []].insert(day)
            case nil: throw unknown(kind)
            }
        }
        return (Excuses(records: records, days: days), accepted)
    }
}

/// The members' evidence of a bundle, read in batches of members and in order.
///
/// Unchecked, because each table is read by one thread at a time, in turns: while one batch reads a table, the batch
/// behind it reads those before.
final class ReplayCases: @unchecked Sendable {
    /// The number of members per batch.
    private static let step = 16

    private let quarter: ReplayedQuarter
    /// The tables of the items, then leave and equipment, each with the turns in which the batches read it.
    private let tables: [(table: BundleTable, turns: Turns<Problem>)]
    /// How many of them were begun.
    private let begun = Atomic(0)

    /// - Parameter withOrigins: whether the rows' imports and rows are read too, as reports need them.
    init(
        _ quarter: ReplayedQuarter, _ bundle: OpenBundle, withOrigins: Bool, _ witnesses: OriginWitnesses = .none
    ) {
        self.quarter = quarter
        let rules = quarter.rules
        let past = rules.quarter.range.andAllBefore
        func table(_ schema: TableSchema, _ path: String, _ span: DateRange?) -> BundleTable {
            BundleTable(
                schema, path, in: bundle, span: span, withOrigins: withOrigins, leavesOutRemarks: true,
                witness: witnesses[path])
        }
        func core(_ schema: TableSchema) -> BundleTable { table(schema, BundlePath.core(schema.key), past) }
        let evidence = rules.tables.map { table($0, BundlePath.evidence($0.key), rules.span(of: $0)) }
        tables = (evidence + [core(LeaveTable.shared.schema), core(EquipmentTable.shared.schema)]).map { ($0, Turns()) }
    }

    /// Maps the members' cases on several threads, hands the results over in order, a batch at a time, and checks that every row
    /// belonged to a member.
    func map<Mapped: Sendable>(
        threads: Int, _ transform: @escaping @Sendable (MemberCase, [OriginalRows]) throws -> Mapped,
        take: ([Mapped]) throws -> Void
    ) throws {
        let batches = (quarter.members.count + ReplayCases.step - 1) / ReplayCases.step
        try OrderedMap<[Mapped]>.run(
            count: batches, runLength: 1, threads: threads,
            work: { mapRuns in
                // Nobody but the first batch would tell what is wrong with a beginning.
                if batches > 0 { self.begin() }
                try mapRuns { place in try self.cases(place).map(transform) }
            }, take: take)
        for place in [tables.count - 2, tables.count - 1] + Array(tables.indices.dropLast(2)) {
            try tables[place].table.finish()
        }
    }

    /// Reads the beginnings of tables that nobody reads yet; each thread does, before its first batch, so that they share
    /// what the first batch would otherwise do alone.
    private func begin() {
        while case let place = begun.add(1, ordering: .relaxed).oldValue, place < tables.count {
            let (table, turns) = tables[place]
            // Whoever has the next turn is told of a failure.
            try? turns.take(0) { () throws(Problem) in _ = try table.isFilled() }
        }
    }

    /// The cases of the batch at an index; waits at each table until earlier batches have read it.
    private func cases(_ place: Int) throws(Problem) -> [(subject: MemberCase, originals: [OriginalRows])] {
        let range = place * ReplayCases.step..<min((place + 1) * ReplayCases.step, quarter.members.count)
        let members = quarter.members[range]
        var rows = members.map { _ in [OriginalRows]() }
        for (table, turns) in tables {
            let read = try turns.take(place + 1) { () throws(Problem) in
                try members.map { member throws(Problem) in try table.originals(of: member.code) }
            }
            for (number, originals) in read.enumerated() { rows[number].append(originals) }
        }
        var cases: [(subject: MemberCase, originals: [OriginalRows])] = []
        for (member, rows) in zip(members, rows) { cases.append((try subject(member, rows.map(\.block)), rows)) }
        return cases
    }

    private func subject(_ member: Member, _ blocks: [RowBlock]) throws(Problem) -> MemberCase {
        MemberCase(
            member, leave: blocks[blocks.count - 2], equipment: blocks[blocks.count - 1],
            blocks: Array(blocks.dropLast(2)),
            past: try PastClosings(carried: quarter.carried[member.code] ?? [], isRevision: quarter.revision > 1),
            excused: quarter.excuses, rules: quarter.rules)
    }
}
