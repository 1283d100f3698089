public import AssessmentKernel

/// The votes that may still be held: unanimous ones, many enough, are the edges of what can come of them.
extension Satisfaction: LooksAhead {
    /// What a vote of all for the worst rating would cost, and what one of all for the best would give back.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        guard rest.window != nil else { return }
        let edges = Rating.allCases.compactMap { weights[$0] }.map { weight in
            var unanimous = BallotTally()
            unanimous.add(weight, isContent: true, from: .resident)
            return unanimous.unearned(of: maximum, groups, roundedTo: roundTo)
        }
        guard let best = edges.min(), let worst = edges.max() else { return }
        let now = votesLost(evidence)
        sheet.waiting(worst - now, for: Self.rate, upTo: worst - now, LocalText("满意度测评", "ballots of satisfaction"))
        sheet.recoverable(now - best, for: Self.rate, LocalText("后续满意度测评", "better ballots to come"))
    }
}
