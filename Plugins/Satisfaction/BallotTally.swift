import AssessmentKernel

/// The votes of the two groups, and their exact rate.
struct BallotTally {
    /// One group's sum of weights in millionths, number of votes, and number of satisfied votes.
    private struct Group {
        var sum: Int128 = 0
        var count: Int128 = 0
        var content = 0

        var heads: SatisfactionVotes.Heads { SatisfactionVotes.Heads(content: content, counted: Int(count)) }
    }

    private var committee = Group()
    private var resident = Group()

    mutating func add(_ weight: Share, isContent: Bool, from rater: Rater) {
        switch rater {
        case .committee: Self.add(weight, isContent, to: &committee)
        case .resident: Self.add(weight, isContent, to: &resident)
        }
    }

    private static func add(_ weight: Share, _ isContent: Bool, to group: inout Group) {
        group.sum += Int128(weight.millionths)
        group.count += 1
        if isContent { group.content += 1 }
    }

    /// The fewest votes of a group that are told by themselves: of fewer, each vote could be guessed.
    private static let fewest: Int128 = 3

    /// What the member is told: counts and rates, never a vote.
    ///
    /// A group of fewer than three is not told by itself, and neither is the other one, from which it would follow.
    var reason: Reason {
        let expected = LocalText("得分按满意度折算", "scored by satisfaction")
        let groups = [committee, resident].filter { $0.count > 0 }
        if groups.allSatisfy({ $0.count >= Self.fewest }) { return Reason(expected: expected, found: summary) }
        let count = committee.count + resident.count
        let few = LocalText("某一组不足 \(Self.fewest) 票，不分组列出", "too few in a group to be told apart")
        return Reason(
            expected: expected,
            found: count < Self.fewest
                ? LocalText("计入票数不足 \(Self.fewest) 票，不列票情", "fewer than \(Self.fewest) votes: not told")
                : LocalText("共计入 \(count) 票，\(few.chinese)", "\(count) votes, \(few.english)"))
    }

    /// The groups' means in percent.
    private var summary: LocalText {
        func mean(_ group: Group) -> String {
            guard group.count > 0 else { return "—" }
            let percent = ExactDecimal.rounded(group.sum * 10_000, over: group.count * Int128(Share.one.millionths))
            return ExactDecimal.shortest(percent, places: 2) + "%"
        }
        return LocalText(
            "村两委 \(committee.count) 票，满意度得分 \(mean(committee))；群众 \(resident.count) 票，满意度得分 \(mean(resident))",
            "committees \(committee.count) votes, \(mean(committee)); residents \(resident.count) votes, \(mean(resident))"
        )
    }

    /// The rate as a fraction: the weighted mean of the groups' means; without votes in one group, the other's mean.
    ///
    /// The whole is zero when there are no votes.
    private func rate(_ groups: GroupWeights) -> (earned: Int128, whole: Int128) {
        let one = Int128(Share.one.millionths)
        if committee.count == 0 || resident.count == 0 {
            return (committee.sum + resident.sum, one * (committee.count + resident.count))
        }
        let earned =
            Int128(groups.committee.millionths) * committee.sum * resident.count
            + Int128(groups.resident.millionths) * resident.sum * committee.count
        return (earned, one * one * committee.count * resident.count)
    }

    /// `maximum × (1 − rate)`, rounded half up to a multiple of the step.
    ///
    /// Rounds only once, at the end: the rate stays a fraction.
    func unearned(of maximum: Points, _ groups: GroupWeights, roundedTo step: RoundingStep) -> Points {
        let (earned, whole) = rate(groups)
        guard whole > 0 else { return .zero }
        let steps = ExactDecimal.rounded(
            Int128(maximum.hundredths) * (whole - earned), over: whole * Int128(step.points.hundredths))
        return Points(hundredths: steps * step.points.hundredths)
    }

    /// The rate and the head counts; nil without votes.
    func votes(_ groups: GroupWeights) -> SatisfactionVotes? {
        let (earned, whole) = rate(groups)
        let heads = [
            Rater.committee.option.key: committee.heads, Rater.resident.option.key: resident.heads,
        ]
        return SatisfactionVotes(earned: earned, of: whole, heads: heads)
    }
}
