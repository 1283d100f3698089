package import AssessmentKernel
package import Closing
package import Ledger

/// What the ledger knows from before a closing of a quarter: earlier closings, what they owe, and what people decided.
package struct PastOfQuarter: Sendable {
    /// The revision that a new one would follow; nil when the quarter is not closed.
    package let closed: ClosingHead?
    /// What upheld appeals excuse.
    package let excuses: Excuses
    /// The decisions behind them, by member, kind and subject.
    package let decisions: [Decision]
    /// What earlier closings say of each member.
    private(set) var history: [Text: MemberHistory]
    /// What this quarter's first closing settles, or did.
    private let adjustments: [Text: Yuan]
    /// For a closed quarter, what revisions changed and no closing has settled yet.
    private let open: [Text: Yuan]
    private let paid: [Text: PaidQuarter]
    private let contested: [Text: Set<Month>]

    package init(_ quarter: Quarter, _ ledger: Ledger) throws(Problem) {
        let closed = try ledger.closings().first { $0.quarter == quarter }
        self.closed = closed
        history = try ledger.history(before: quarter)
        // A revision pays nothing: it shows what the first closing settled, and lists what is different now.
        let open = try ledger.openAdjustments()
        adjustments = closed == nil ? open : try ledger.settledAdjustments(in: quarter)
        self.open = closed == nil ? [:] : open
        paid = try closed.map { head throws(Problem) in try ledger.paid(in: head) } ?? [:]
        let appeals = try ledger.appeals()
        let year = quarter.yearSoFar
        let upheld = appeals.filter { $0.outcome?.isUpheld == true && year.contains($0.day) }
        decisions = upheld.compactMap(\.decision).sorted(by: Decision.precedes)
        excuses = Excuses(upheld)
        contested = Dictionary(grouping: appeals.filter { $0.outcome == nil }, by: \.member)
            .mapValues { Set($0.map(\.day.month)) }
    }

    /// The same with other earlier closings, for a simulation.
    package func with(_ history: [Text: MemberHistory]) -> PastOfQuarter {
        var other = self
        other.history = history
        return other
    }

    /// What it knows of a member.
    package func of(_ member: Text) -> PastClosings {
        let past = history[member] ?? MemberHistory()
        return PastClosings(
            carriedForward: past.carriedForward, monthlyScoreFails: past.monthlyScoreFails,
            quarterTotalFails: past.quarterTotalFails, adjustment: adjustments[member] ?? .zero,
            alreadyPaid: past.alreadyPaid,
            revised: closed.map { _ in
                RevisedPay(
                    before: paid[member].map { PayPosition(due: $0.due, worth: $0.worth, carried: $0.carried) },
                    isCarriedOn: past.isCarriedOn, leftWithout: past.leftWithout, open: open[member] ?? .zero)
            }, contestedMonths: contested[member] ?? [])
    }
}

extension Excuses {
    /// What upheld appeals excuse.
    init(_ upheld: [Appeal]) {
        var days: [Text: [String: Set<CivilDate>]] = [:]
        for appeal in upheld where appeal.record == nil {
            days[appeal.member, default: [:]][appeal.item, default: []].insert(appeal.day)
        }
        self.init(records: Set(upheld.compactMap(\.record)), days: days)
    }
}
