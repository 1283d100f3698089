public import AssessmentKernel

/// 附件·9 满意度测评: points by the votes of the village committees and the residents (§3.2.9).
public struct Satisfaction: RatesSatisfaction {
    /// The ninth item of the annex.
    public static let about = ItemDescriptor(9, "satisfaction", "满意度测评", "Satisfaction ballot", version: "1")
    /// The ballots.
    public static let tables = [BallotTable.shared.schema]

    static let weights = Parameter<RatingWeights>(
        "weights", "{satisfied: 1, fairly: 0.6, dissatisfied: 0}", about.clause, "各评价的权重；“不了解”不计",
        "what each rating weighs; unsure is not counted")
    static let groups = Parameter<GroupWeights>(
        "groups", "{committee: 0.5, resident: 0.5}", Clause("§3.2.9"), "村两委与群众各占的比重，合计为 1",
        "what the votes of committees and of residents weigh; together 1")
    static let roundTo = Parameter<RoundingStep>(
        "round_to", "0.1", about.clause, "扣分四舍五入到此分值的整数倍", "the step to which the points are rounded, half up")
    /// The weights of ratings and groups, and the rounding step.
    public static let parameters = [weights.declaration, groups.declaration, roundTo.declaration]
    /// Five points.
    public static let usualMaximum = "5"

    static let rate = DeductionKind("satisfaction.rate", about.clause, "满意度折算扣分", "Points by the rate of satisfaction")
    /// One deduction for the whole ballot.
    public static let deductions = [rate]

    static let noBallots = WarningKind("satisfaction.no-ballots", "没有可计的测评票", "No ballots that count")
    /// A period without any ballot that counts.
    public static let warnings = [noBallots]

    let maximum: Points
    let weights: RatingWeights
    let groups: GroupWeights
    let roundTo: RoundingStep

    /// Makes the item from the weights, the rounding step, and the maximum to which the rate applies.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        maximum = parameters.maximum
        weights = try parameters[Self.weights]
        groups = try parameters[Self.groups]
        roundTo = try parameters[Self.roundTo]
    }

    /// Deducts the part of the maximum that the votes did not earn.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        let (tally, counted) = count(evidence)
        guard let last = counted.last else {
            sheet.warn(Self.noBallots)
            return
        }
        let points = tally.unearned(of: maximum, groups, roundedTo: roundTo)
        sheet.deduct(points, for: Self.rate, on: last.day, resting: counted, because: tally.reason)
    }

    /// The votes of the period, for the annual review.
    public func satisfaction(_ evidence: MemberEvidence) -> SatisfactionVotes? { count(evidence).tally.votes(groups) }

    /// The points that the votes of the period did not earn; none without votes.
    func votesLost(_ evidence: MemberEvidence) -> Points {
        count(evidence).tally.unearned(of: maximum, groups, roundedTo: roundTo)
    }

    /// The ballots that count, with their ratings; an excused one counts as satisfied.
    private func count(_ evidence: MemberEvidence) -> (tally: BallotTally, counted: [Row<BallotTable>]) {
        var tally = BallotTally()
        var counted: [Row<BallotTable>] = []
        for ballot in evidence.rows(of: BallotTable.self) {
            let rating = ballot.isExcused ? .satisfied : ballot.rating
            guard let weight = weights[rating] else { continue }
            tally.add(weight, isContent: rating == .satisfied || rating == .fairly, from: ballot.rater)
            counted.append(ballot)
        }
        return (tally, counted)
    }
}
