import AssessmentKernel

/// The votes of the two groups, and the exact fraction that they come to.
struct BallotTally {
    /// The weights of one group's votes, in millionths, and how many votes there are.
    private struct Group {
        var sum: Int128 = 0
        var count: Int128 = 0
    }

    private var committee = Group()
    private var resident = Group()

    mutating func add(_ weight: Share, from rater: Rater) {
        switch rater {
        case .committee: Self.add(weight, to: &committee)
        case .resident: Self.add(weight, to: &resident)
        }
    }

    private static func add(_ weight: Share, to group: inout Group) {
        group.sum += Int128(weight.millionths)
        group.count += 1
    }

    /// The groups' means in percent, for the member.
    var summary: LocalText {
        func mean(_ group: Group) -> String {
            guard group.count > 0 else { return "—" }
            let percent = ExactDecimal.rounded(group.sum * 10_000, over: group.count * Int128(Share.one.millionths))
            return ExactDecimal.shortest(percent, places: 2) + "%"
        }
        return LocalText(
            "村两委 \(committee.count) 票，满意率 \(mean(committee))；群众 \(resident.count) 票，满意率 \(mean(resident))",
            "committees \(committee.count) votes, \(mean(committee)); residents \(resident.count) votes, \(mean(resident))"
        )
    }

    /// `maximum × (1 − rate)`, rounded half up to a multiple of the step; the rate is the groups' means, weighed.
    ///
    /// A group without votes leaves the other the whole. Nothing is rounded before the end: the rate stays a fraction.
    func unearned(of maximum: Points, _ groups: GroupWeights, roundedTo step: RoundingStep) -> Points {
        let one = Int128(Share.one.millionths)
        let earned: Int128
        let whole: Int128
        if committee.count == 0 || resident.count == 0 {
            earned = committee.sum + resident.sum
            whole = one * (committee.count + resident.count)
        } else {
            earned =
                Int128(groups.committee.millionths) * committee.sum * resident.count
                + Int128(groups.resident.millionths) * resident.sum * committee.count
            whole = one * one * committee.count * resident.count
        }
        guard whole > 0 else { return .zero }
        let steps = ExactDecimal.rounded(
            Int128(maximum.hundredths) * (whole - earned), over: whole * Int128(step.points.hundredths))
        return Points(hundredths: steps * step.points.hundredths)
    }
}
