public import AssessmentKernel
package import Closing
public import Ledger
public import Outlook
import Parallel
package import RecordStore
public import Rulebook
public import Workspace

/// What is still possible in a quarter that runs.
public struct OutlookReport: Sendable {
    /// The members, those in need of attention first, each with the few things that matter most.
    public let outlook: QuarterOutlook
    /// The rulebook in force on the quarter's first day.
    public let rulebook: Rulebook
    /// The closing of the quarter; nil while it is open.
    public let closing: ClosingHead?
    /// Tables whose missing rows cost points and whose records end before the day.
    public let behind: [RecordsBehind]

    package init(
        outlook: QuarterOutlook, rulebook: Rulebook, closing: ClosingHead?, behind: [RecordsBehind]
    ) {
        self.outlook = outlook
        self.rulebook = rulebook
        self.closing = closing
        self.behind = behind
    }
}

/// A table whose records end before the day that is looked at: the days after count as missed.
public struct RecordsBehind: Sendable {
    /// The table.
    public let table: TableSchema
    /// The last day with a record; nil without any.
    public let last: CivilDate?
    /// The workdays without any record up to the day.
    public let workdays: Int
}

extension Workspace {
    /// How many things that matter are kept for each member of a list.
    public static var mattersKept: Int { 3 }

    /// Says what is still possible for each member of a quarter that runs, from what was known on a day.
    ///
    /// - Parameters:
    ///   - asOf: the last day that is known, nil for today; after the quarter's last day nothing is open any more.
    ///   - today: today's date; what is later cannot be known.
    ///   - matters: how many things that matter are kept for each member.
    ///   - progress: the members done, and all.
    /// - Throws: ``Problem`` when the day is before the quarter or after today, or an item fails.
    public func outlook(
        _ quarter: Quarter, asOf: CivilDate?, today: CivilDate, matters: Int = Workspace.mattersKept,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> OutlookReport {
        let asOf = try quarter.known(asOf, today: today)
        let ledger = try openLedger(toRead: true)
        let run = try QuarterRun(quarter, self, ledger)
        let (rules, past) = (run.rules, run.past)
        let tables = rules.tablesReadForAbsence
        var members: [MemberOutlook] = []
        var last = [CivilDate?](repeating: nil, count: tables.count)
        var done = MembersDone(of: run.members.count)
        try run.walk(
            map: { member, reader -> (MemberOutlook, [CivilDate?])? in
                let subject = try QuarterRun.subject(member, rules, past, reader, knownOn: asOf)
                guard let outlook = try rules.outlook(subject, asOf: asOf) else { return nil }
                return (outlook.trimmed(to: matters), tables.map { subject.lastDay(of: $0, by: asOf) })
            },
            take: { found in
                done.next(progress)
                guard let (outlook, days) = found else { return }
                members.append(outlook)
                for place in days.indices { last[place] = [last[place], days[place]].compactMap { $0 }.max() }
            })
        return OutlookReport(
            outlook: QuarterOutlook(members, quarter: quarter, asOf: asOf), rulebook: rules.rulebook,
            closing: past.closed,
            behind: members.isEmpty
                ? [] : zip(tables, last).compactMap { RecordsBehind($0, last: $1, asOf: asOf, quarter, rules) })
    }
}

extension QuarterRun {
    /// A member's records as they were known on a day; on the quarter's last day all of them, as a closing sees them.
    package static func subject(
        _ member: Member, _ rules: QuarterRules, _ past: PastOfQuarter, _ reader: RecordReader,
        knownOn day: CivilDate
    ) throws -> MemberCase {
        let rows = try MemberRows(member, of: rules.tables, rules, reader)
        return subject(member, rules, past, day < rules.quarter.range.last ? rows.known(on: day) : rows)
    }
}

extension MemberCase {
    /// The last day up to another on which a table has a row of the member; nil without one.
    fileprivate func lastDay(of table: TableSchema, by day: CivilDate) -> CivilDate? {
        guard let block = tables[table.key]?.block else { return nil }
        return (0..<block.count).reversed().lazy.compactMap(block.attributionDate).first { $0 <= day }
    }
}

extension RecordsBehind {
    /// Nil when the records reach to the day, or no workday is missing.
    fileprivate init?(
        _ table: TableSchema, last: CivilDate?, asOf: CivilDate, _ quarter: Quarter, _ rules: QuarterRules
    ) {
        let next = max(quarter.range.first, last?.advanced(by: 1) ?? quarter.range.first)
        guard let days = DateRange(next, through: asOf) else { return nil }
        workdays = rules.calendar.workdays(in: days).count
        guard workdays > 0 else { return nil }
        self.table = table
        self.last = last
    }
}
