public import AssessmentKernel
import StrictYAML

/// Who votes in a satisfaction ballot (§3.2.9).
public enum Rater: String, ParameterChoice {
    /// The village committee.
    case committee
    /// A resident.
    case resident
}

/// The parts of the annual composite; they add up to 1 (§3.1.3, I-14).
public struct CompositeWeights: Hashable, Sendable {
    /// The weight of the mean of the rated quarters' totals.
    public let quarters: Share
    /// The weight of the mean of the monthly scores.
    public let months: Share
    /// The weight of the satisfaction rate; below 1, so that a year without ballots can be rated.
    public let satisfaction: Share

    init(_ entry: YAMLEntry) throws(Problem) {
        let section = try entry.section(["quarters", "months", "satisfaction"])
        quarters = try section("quarters").value()
        months = try section("months").value()
        satisfaction = try section("satisfaction").value()
        let sum = quarters.millionths + months.millionths + satisfaction.millionths
        guard sum == Share.one.millionths else {
            let sum = Share(millionths: sum)
            throw entry.refused("权重合计应为 1，现为 \(sum)", "the weights must add up to 1, not \(sum)")
        }
        guard satisfaction < .one else {
            throw try section("satisfaction").refused(
                "应小于 1，否则没有测评票时无从计算", "must be below 1, or a year without ballots has no composite")
        }
    }
}

/// The composites that earn a grid its stars (§3.1.3, I-14).
public struct StarEdges: Hashable, Sendable {
    /// The smallest composite for five, four, three, two and one star, descending.
    public let edges: [Points]

    init(_ entry: YAMLEntry) throws(Problem) {
        let stars = ["5", "4", "3", "2", "1"]
        let section = try entry.section(stars)
        var edges: [Points] = []
        for star in stars {
            let edge = try section(star)
            let composite: Points = try edge.value()
            if let more = edges.last, composite >= more {
                throw edge.refused("应低于更高一星的 \(more)", "must be below the \(more) of one star more")
            }
            edges.append(composite)
        }
        self.edges = edges
    }

    /// The stars of a composite, 0 to 5; reaching a limit exactly is enough.
    public func stars(of composite: Points) -> Int {
        edges.firstIndex { composite >= $0 }.map { edges.count - $0 } ?? 0
    }
}

/// The rules of the annual review (§3.1.3, §4.6).
public struct AnnualRules: Hashable, Sendable {
    /// The parts of the composite.
    public let weights: CompositeWeights
    /// The composites that earn stars.
    public let stars: StarEdges
    /// The number of rated quarters that an excellent member needs, 0 to 4.
    public let minimumQuarters: Int
    /// The smallest composite of an excellent member.
    public let minimumComposite: Points
    /// The part of the members in the review who can be excellent, 0 to 1.
    public let excellentShare: Share
    /// The part of satisfied and fairly satisfied ballots below which satisfaction is low, 0 to 1.
    public let lowSatisfaction: Share
    /// The raters whose ballots decide whether satisfaction is low (I-20); at least one.
    public let lowSatisfactionRaters: Set<Rater>

    init(_ entry: YAMLEntry) throws(Problem) {
        let section = try entry.section([
            "weights", "stars", "minimum_quarters", "minimum_composite", "excellent_share", "low_satisfaction",
            "low_satisfaction_raters",
        ])
        weights = try CompositeWeights(try section("weights"))
        stars = try StarEdges(try section("stars"))
        let quarters = try section("minimum_quarters")
        minimumQuarters = try quarters.value()
        guard minimumQuarters <= 4 else {
            throw quarters.refused("一年只有四个季度", "a year has four quarters")
        }
        minimumComposite = try section("minimum_composite").value()
        excellentShare = try section("excellent_share").value()
        lowSatisfaction = try section("low_satisfaction").value()
        let raters = try section("low_satisfaction_raters")
        var found: Set<Rater> = []
        for part in try raters.list() where !found.insert(try part.value()).inserted {
            throw part.refused("重复", "stands twice")
        }
        guard !found.isEmpty else { throw raters.refused("不能为空", "must not be empty") }
        lowSatisfactionRaters = found
    }
}
