public import AssessmentKernel
public import Closing
public import Ledger
import Parallel
import RecordStore
public import Rulebook
public import Workspace

/// The blockers and warnings before a closing.
public struct QuarterStatus: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// Open appeals about the quarter, by number.
    public let openAppeals: [Appeal]
    /// The closing of the quarter; nil while it is open.
    public let closing: ClosingHead?
    /// For each table, the records of the quarter that were added or changed after its closing; none while it is open.
    public let late: [(table: TableSchema, count: Int)]
    /// For each table, the records that were withdrawn after its closing and that it may have seen.
    public let withdrawn: [(table: TableSchema, count: Int)]
    /// Blockers; empty when the quarter can be closed.
    public let blockers: [Blocker]
    /// Things a person should check.
    public let warnings: [Warning]
    /// The assessed members.
    public let assessed: Int
    /// For each table of the items, the number of records dated in the quarter.
    public let records: [(table: TableSchema, count: Int)]
    /// For each table of the items, the number of records dated in each of the quarter's months.
    public let monthly: [(table: TableSchema, counts: [Int])]
    /// Rows that the items expect and that do not exist, with the months that lack them; no months for the whole
    /// quarter.
    public let unmet: [(expectation: RowExpectation, months: [Month])]
    /// Tables that may have months without rows: their item expects some rows in the quarter.
    public let quarterlyTables: Set<String>
    /// The keys of the tables that a person confirms to have no rows.
    public let acceptedEmpty: Set<String>
    /// The tables that were confirmed to have no rows when the quarter was closed, each with the reason; empty without
    /// one.
    public let closedWithout: [(table: TableSchema, reason: String)]
    /// The rulebook in force on the quarter's first day.
    public let rulebook: Rulebook
    /// Whether no rulebook is in force on the first day of the next quarter.
    public let endsWithoutSuccessor: Bool
    /// The kinds of warning about suspects that wait for a verdict.
    public let suspectWarnings: Set<WarningKind>
}

extension Workspace {
    /// Checks a quarter as a closing would, and writes nothing.
    ///
    /// - Parameters:
    ///   - acceptedEmpty: tables that a person confirms to have no rows.
    ///   - today: today's date, to check whether the quarter is over.
    public func status(_ quarter: Quarter, acceptedEmpty: [String], today: CivilDate) throws -> QuarterStatus {
        let acceptedEmpty = try itemTableKeys(acceptedEmpty)
        // The rulebooks are read while the ledger is opened.
        let reading = BesideThis(RulebookShelf?.none) { shelf throws(Problem) in shelf = try rulebooks() }
        defer { _ = try? reading.wait() }
        let ledger = try openLedger(toRead: true)
        let closed = try ledger.closings()
        guard let shelf = try reading.wait() else { throw Problem.unreachable }
        let run = try QuarterRun(quarter, shelf, ledger)
        var closing = QuarterClosing(run.rules, acceptedEmpty: acceptedEmpty)
        for warning in try run.surroundings(closed: closed) { closing.warn(warning) }
        let monthly = try run.decideAndCount { closing.add($0) }
        let types = run.rules.rulebook.items.map(\.type)
        let expectations = types.flatMap { ($0 as? any ExpectsRows.Type)?.expectations ?? [] }
        let nextDay = quarter.range.last.advanced(by: 1)
        let head = closed.first { $0.quarter == quarter }
        return QuarterStatus(
            quarter: quarter, openAppeals: try ledger.appeals().filter { $0.quarter == quarter && $0.outcome == nil },
            closing: head, late: try head.map { try run.recordsSince($0) } ?? [],
            withdrawn: try head.map { head throws(Problem) in try ledger.withdrawn(since: head) } ?? [],
            blockers: quarter.blockers(today: today, closed: closed) + closing.blockers(),
            warnings: closing.warnings.sorted(), assessed: closing.standings().count,
            records: monthly.map { ($0.table, $0.counts.reduce(0, +)) }, monthly: monthly,
            unmet: try run.unmet(expectations),
            quarterlyTables: Set(
                expectations.filter { $0.choice == nil && $0.rhythm == .quarter }.map(\.table.key)),
            acceptedEmpty: acceptedEmpty,
            closedWithout: try head.map { confirmed(try ledger.decisions(in: $0)) } ?? [], rulebook: run.rules.rulebook,
            endsWithoutSuccessor: !shelf.rulebooks.contains { $0.isInForce(on: nextDay) },
            suspectWarnings: Set(types.compactMap { ($0 as? any JudgesRepeats.Type)?.judgement.warning }))
    }
}

extension QuarterRun {
    /// For each table, the number of records of the quarter that changed after a closing, where there are any.
    fileprivate func recordsSince(_ head: ClosingHead) throws -> [(table: TableSchema, count: Int)] {
        let last = try ledger.importedThrough(head)
        return try ledger.reading { reader in
            try rules.tables.map { table in
                (table, try reader.count(of: table, in: rules.quarter.range, after: last))
            }.filter { $0.1 > 0 }
        }
    }

    /// Evaluates every member, and counts the records that are read for it.
    ///
    /// - Returns: for each table of the items, the number of records dated in each month of the quarter.
    fileprivate func decideAndCount(
        _ take: (MemberResult) throws -> Void
    ) throws -> [(table: TableSchema, counts: [Int])] {
        let (rules, past) = (rules, past)
        let months = rules.quarter.months.map(\.range)
        var monthly = rules.tables.map { (table: $0, counts: months.map { _ in 0 }) }
        try walk(
            map: { member, reader in
                let subject = try QuarterRun.subject(member, rules, past, reader)
                let counts = rules.tables.map { table in
                    months.map { subject.tables[table.key]?.places($0).count ?? 0 }
                }
                let result = try rules.decide(subject, givesReasons: false, explainsMonths: false)
                return (result: result, counts: counts)
            },
            take: { decided in
                for place in monthly.indices {
                    for month in months.indices { monthly[place].counts[month] += decided.counts[place][month] }
                }
                try take(decided.result)
            })
        return monthly
    }

    /// The expectations that no record of the ledger meets.
    fileprivate func unmet(
        _ expectations: [RowExpectation]
    ) throws -> [(expectation: RowExpectation, months: [Month])] {
        try ledger.reading { reader in
            func isMet(_ expected: RowExpectation, in range: DateRange) throws -> Bool {
                try reader.hasAny(of: expected.table, in: range, where: expected.choice)
            }
            var unmet: [(expectation: RowExpectation, months: [Month])] = []
            for expected in expectations {
                switch expected.rhythm {
                case .quarter where try !isMet(expected, in: rules.quarter.range): unmet.append((expected, []))
                case .quarter: continue
                case .month:
                    let months = try rules.quarter.months.filter { try !isMet(expected, in: $0.range) }
                    if !months.isEmpty { unmet.append((expected, months)) }
                }
            }
            return unmet
        }
    }
}
