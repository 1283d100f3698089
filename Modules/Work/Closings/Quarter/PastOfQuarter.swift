package import AssessmentKernel
package import Closing
package import Ledger

/// The state before a closing of a quarter: earlier closings, what they owe, and decisions.
package struct PastOfQuarter: Sendable {
    /// The revision that a new one would follow; nil when the quarter is not closed.
    package let closed: ClosingHead?
    /// The records and days that upheld appeals excuse.
    package let excuses: Excuses
    /// The decisions behind them, by member, kind and subject.
    package let decisions: [Decision]
    /// The results of closings and notices, by member.
    let accounts: Accounts
    private let quarter: Quarter
    /// The results of simulated quarters, used instead; nil outside a simulation.
    private var handedOn: HandedOn?
    private let contested: [Text: Set<Month>]

    package init(_ quarter: Quarter, _ ledger: Ledger) throws(Problem) {
        let closed = try ledger.closings().first { $0.quarter == quarter }
        self.closed = closed
        self.quarter = quarter
        var accounts = Accounts()
        try ledger.facts { accounts.add($0) }
        self.accounts = accounts
        let appeals = try ledger.appeals()
        let upheld = appeals.upheld(in: quarter.yearSoFar)
        decisions = upheld.compactMap(\.decision).sorted(by: Decision.precedes)
        excuses = Excuses(upheld)
        contested = Dictionary(grouping: appeals.filter { $0.outcome == nil }, by: \.member)
            .mapValues { Set($0.map(\.day.month)) }
    }

    /// The same state after simulated quarters.
    func after(_ simulated: HandedOn) -> PastOfQuarter {
        var other = self
        other.handedOn = simulated
        return other
    }

    /// The state for one member.
    package func of(_ member: Text) -> PastClosings {
        let past = accounts.past(of: member, for: quarter, contested: contested[member] ?? [])
        return handedOn?.past(of: member, insteadOf: past) ?? past
    }
}

extension [Appeal] {
    /// Those that were upheld, of a range of days.
    func upheld(in days: DateRange) -> [Appeal] { filter { $0.outcome?.isUpheld == true && days.contains($0.day) } }
}

extension Excuses {
    /// The records and days that upheld appeals excuse.
    init(_ upheld: [Appeal]) {
        var days: [Text: [String: Set<CivilDate>]] = [:]
        for appeal in upheld where appeal.record == nil {
            days[appeal.member, default: [:]][appeal.item, default: []].insert(appeal.day)
        }
        self.init(records: Set(upheld.compactMap(\.record)), days: days)
    }
}
