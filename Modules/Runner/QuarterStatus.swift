import AssessmentKernel
import Closing
import Ledger

/// What stands between now and a closing.
public struct QuarterStatus: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// What must be done first; empty when the quarter can be closed.
    public let blockers: [Blocker]
    /// What a person should look at.
    public let warnings: [Warning]
    /// The assessed members.
    public let assessed: Int
    /// For each table of the items the records dated in the quarter.
    public let records: [(table: TableSchema, count: Int)]
}

extension Workspace {
    /// Looks at a quarter as a closing would, and writes nothing.
    ///
    /// - Parameters:
    ///   - acceptedEmpty: tables that a person says really have no rows.
    ///   - today: the day, for whether the quarter is over.
    public func status(_ quarter: Quarter, acceptedEmpty: [String], today: CivilDate) throws -> QuarterStatus {
        let acceptedEmpty = try itemTableKeys(acceptedEmpty)
        let ledger = try openLedger(toRead: true)
        let closed = try ledger.closings()
        let run = try QuarterRun(quarter, self, ledger)
        var closing = QuarterClosing(run.rules, acceptedEmpty: acceptedEmpty)
        for warning in try run.surroundings(closed: closed) { closing.warn(warning) }
        try run.decide(map: { result, _ in result }) { closing.add($0) }
        let records = try ledger.reading { reader in
            try run.rules.tables.map { (table: $0, count: try reader.count(of: $0, in: quarter.range)) }
        }
        return QuarterStatus(
            quarter: quarter, blockers: quarter.blockers(today: today, closed: closed) + closing.blockers(),
            warnings: closing.warnings.sorted(), assessed: closing.standings().count, records: records)
    }
}
