package import AssessmentKernel

/// What quarters that are only simulated hand on to the next, as their closings would.
package struct HandedOn: Sendable {
    /// What a member's simulated quarters say.
    private struct Simulated {
        var carried = Yuan.zero
        var months: [Month: Bool] = [:]
        var totals: [Quarter: Bool] = [:]
    }

    private let first: Quarter
    private let start: Accounts
    private var members: [Text: Simulated] = [:]

    /// Begins before the first of the quarters, with what is known then.
    package init(before first: Quarter, _ start: Accounts) {
        self.first = first
        self.start = start
    }

    /// Takes a member's result; quarters come in order.
    package mutating func take(_ result: MemberResult, of quarter: Quarter) {
        guard let assessed = result.assessed else { return }
        var simulated = members[result.member.code] ?? Simulated()
        simulated.carried = PaidQuarter(assessed.pay).carried
        for month in assessed.months { simulated.months[month.month] = month.isFailing }
        if assessed.band != nil { simulated.totals[quarter] = assessed.isFailing }
        members[result.member.code] = simulated
    }

    /// What is known of a member, with what was simulated in the place of what closings say of the same quarters.
    package func past(of member: Text, insteadOf known: PastClosings) -> PastClosings {
        let simulated = members[member]
        return PastClosings(
            // What the member came with is part of what was simulated.
            carriedForward: simulated?.carried ?? start.past(of: member, for: first).carriedForward,
            monthlyScoreFails: known.monthlyScoreFails.filter { $0.key.quarter < first }
                .merging(simulated?.months ?? [:]) { $1 },
            quarterTotalFails: known.quarterTotalFails.filter { $0.key < first }
                .merging(simulated?.totals ?? [:]) { $1 },
            adjustment: known.adjustment, alreadyPaid: known.alreadyPaid, revised: known.revised,
            contestedMonths: known.contestedMonths)
    }
}
