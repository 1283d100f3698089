package import AssessmentKernel

/// What simulated quarters pass on to the next, as real closings would.
package struct HandedOn: Sendable {
    /// The results of a member's simulated quarters.
    private struct Simulated {
        var carried = Yuan.zero
        var months: [Month: Bool] = [:]
        var totals: [Quarter: Bool] = [:]
    }

    private let first: Quarter
    private let start: Accounts
    private var members: [Text: Simulated] = [:]

    /// Starts before the first quarter, with the past known then.
    package init(before first: Quarter, _ start: Accounts) {
        self.first = first
        self.start = start
    }

    /// Adds a member's result; quarters come in order.
    package mutating func take(_ result: MemberResult, of quarter: Quarter) {
        guard let assessed = result.assessed else { return }
        var simulated = members[result.member.code] ?? Simulated()
        simulated.carried = PaidQuarter(assessed.pay).carried
        for month in assessed.months { simulated.months[month.month] = month.isFailing }
        if assessed.band != nil { simulated.totals[quarter] = assessed.isFailing }
        members[result.member.code] = simulated
    }

    /// A member's past, with simulated results in place of the closings of the same quarters.
    package func past(of member: Text, insteadOf known: PastClosings) -> PastClosings {
        let simulated = members[member]
        return PastClosings(
            // The simulation includes the debt that the member started with.
            carriedForward: simulated?.carried ?? start.past(of: member, for: first).carriedForward,
            monthlyScoreFails: known.monthlyScoreFails.filter { $0.key.quarter < first }
                .merging(simulated?.months ?? [:]) { $1 },
            quarterTotalFails: known.quarterTotalFails.filter { $0.key < first }
                .merging(simulated?.totals ?? [:]) { $1 },
            adjustment: known.adjustment, alreadyPaid: known.alreadyPaid, revised: known.revised,
            contestedMonths: known.contestedMonths)
    }
}
