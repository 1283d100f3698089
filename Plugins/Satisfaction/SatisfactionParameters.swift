import AssessmentKernel

/// The weights of the ratings (I-12).
struct RatingWeights: ParameterValue {
    static let form = LocalText(
        "satisfied、fairly、dissatisfied 各一个 0 至 1 的小数", "a decimal from 0 to 1 each for satisfied, fairly, dissatisfied")
    private let satisfied: Share
    private let fairly: Share
    private let dissatisfied: Share

    init(_ node: ParameterNode) throws(ParameterFault) {
        let shares = try shares(of: ["satisfied", "fairly", "dissatisfied"], in: node)
        (satisfied, fairly, dissatisfied) = (shares[0], shares[1], shares[2])
    }

    /// The weight of a rating; nil for one that is not counted.
    subscript(rating: Rating) -> Share? {
        switch rating {
        case .satisfied: satisfied
        case .fairly: fairly
        case .dissatisfied: dissatisfied
        case .unsure: nil
        }
    }
}

/// The weights of the groups; they add up to 1.
struct GroupWeights: ParameterValue {
    static let form = LocalText(
        "committee、resident 各一个 0 至 1 的小数，合计为 1", "a decimal each for committee and resident that add up to 1")
    let committee: Share
    let resident: Share

    init(_ node: ParameterNode) throws(ParameterFault) {
        let shares = try shares(of: ["committee", "resident"], in: node)
        (committee, resident) = (shares[0], shares[1])
        guard committee.millionths + resident.millionths == Share.one.millionths else {
            throw node.refusal(Self.form)
        }
    }
}

/// The step to which points are rounded.
struct RoundingStep: ParameterValue {
    static let form = LocalText("大于 0、至多两位小数的分值", "points above 0, at most two decimals")
    let points: Points

    init(_ node: ParameterNode) throws(ParameterFault) {
        points = try Points(node)
        guard points > .zero else {
            throw node.refusal(Self.form)
        }
    }
}

/// Reads a mapping of exactly these keys to shares.
private func shares(of keys: [String], in node: ParameterNode) throws(ParameterFault) -> [Share] {
    var shares: [Share] = []
    for (key, value) in zip(keys, try node.values(keys)) {
        do { shares.append(try Share(value)) } catch { throw error.below(key) }
    }
    return shares
}
