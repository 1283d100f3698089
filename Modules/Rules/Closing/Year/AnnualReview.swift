public import AssessmentKernel
import Rulebook

/// The annual review (§3.1.3): composites, the grids' stars, the excellent members and the year's findings.
///
/// ```swift
/// let review = try AnnualReview(members.compactMap { try rules.look(at: $0) }, rules)
/// review.members          // annual.csv
/// review.stars            // stars.csv
/// review.award            // the recommended members, the best first
/// ```
/// Pure: members are sorted by the bytes of their codes, and equal years give equal reviews.
public struct AnnualReview: Sendable {
    /// The members in the review, by the bytes of their codes.
    public let members: [ReviewedMember]
    /// The grids with their stars, by village and grid.
    public let stars: [GridStars]
    /// The cut: the number of excellent members before ties, at least one.
    public let places: Int
    /// The composite of the last of them, with which others may tie; nil when nobody is eligible.
    public let cut: Points?

    /// The eligible members, the best first: by composite and the exact mean of quarters, both falling, then by code.
    public var eligible: [ReviewedMember] {
        members.filter(\.isEligible).sorted {
            ($1.composite, $1.quartersMean, $0.code) < ($0.composite, $0.quartersMean, $1.code)
        }
    }
    /// The excellent members, the best first.
    public var award: [ReviewedMember] { eligible.filter(\.isExcellent) }
    /// The stars of a member's grid; nil when no member of it is in the review.
    public func stars(of member: Member) -> Int? {
        stars.first { $0.village == member.village && $0.grid == member.grid }?.stars
    }
    /// The findings of all members, by member, key and basis.
    public var findings: [(member: Member, finding: Finding)] {
        members.flatMap { member in member.findings.map { (member.member, $0) } }
    }

    /// Compares the members of a year.
    ///
    /// - Throws: ``Problem`` when a fraction is too large for exact arithmetic.
    public init(_ years: [MemberYear], _ rules: YearRules) throws(Problem) {
        let annual = rules.rulebook.annual
        var members: [ReviewedMember] = []
        members.reserveCapacity(years.count)
        for year in years { members.append(try ReviewedMember(year, rules)) }
        // The share is at most one, so the places are at most the members.
        places = max(1, try Ratio(annual.excellentShare).times(members.count).floor)
        let best = members.filter(\.isEligible).map(\.composite).sorted(by: >)
        cut = best.prefix(places).last
        if let cut {
            for place in members.indices where members[place].isEligible && members[place].composite >= cut {
                members[place].isExcellent = true
            }
        }
        self.members = members
        stars = try GridStars.all(members, annual.stars)
    }
}

/// A row of `annual.csv`.
public struct ReviewedMember: Sendable {
    /// The member.
    public let member: Member
    /// Days in post in the year: the member's weight in the grid.
    public let daysInPost: Int
    /// The number of quarters in which the member was rated, 1 to 4.
    public let ratedQuarters: Int
    /// The totals of the quarters in which the member was rated.
    public let totals: [Quarter: Points]
    /// The mean of the rated quarters' totals, exact.
    let quartersMean: Ratio
    /// The mean of the rated quarters' totals, rounded to 0.01.
    public let quarters: Points
    /// The mean of the monthly scores, rounded to 0.01.
    public let months: Points
    /// The satisfaction rate in percent, rounded to 0.01; nil without ballots.
    public let satisfaction: Points?
    /// The composite, rounded to 0.01; it decides stars, cut and ties.
    public let composite: Points
    /// Whether a finding costs the merit awards (§3.2.1).
    public let hasMeritFlag: Bool
    /// Whether the member can be excellent.
    public let isEligible: Bool
    /// Whether the member is excellent.
    public fileprivate(set) var isExcellent = false
    /// The findings by key and basis: the items' annual findings, and low satisfaction.
    public let findings: [Finding]

    /// The member's code.
    var code: Text { member.code }

    init(_ year: MemberYear, _ rules: YearRules) throws(Problem) {
        let annual = rules.rulebook.annual
        member = year.member
        daysInPost = year.daysInPost
        ratedQuarters = year.quarters.count
        totals = Dictionary(year.quarters.map { ($0.quarter, $0.total) }, uniquingKeysWith: { first, _ in first })
        quartersMean = year.quartersMean
        quarters = try year.quartersMean.points()
        months = try year.monthsMean.points()
        let percentage = try ReviewedMember.percentage(year.votes)
        satisfaction = try percentage?.points()
        composite = try annual.weights.composite(year.quartersMean, year.monthsMean, percentage)
        findings = year.allFindings(annual)
        hasMeritFlag = findings.contains { $0.kind.costsAwards }
        isEligible =
            AwardObstacle.all(
                year.member, ratedQuarters: year.quarters.count, composite: composite, hasMeritFlag: hasMeritFlag,
                failing: year.quarters.filter(\.isFailing).map(\.quarter), in: rules.year, annual
            ).isEmpty
    }

    private static func percentage(_ votes: SatisfactionVotes?) throws(Problem) -> Ratio? {
        guard let votes else { return nil }
        return try Ratio(votes.earned, over: votes.whole).times(100)
    }
}

/// A row of `stars.csv`: a grid's rating (§3.1.3).
public struct GridStars: Sendable {
    /// The village.
    public let village: Text
    /// The grid within it.
    public let grid: Text
    /// The composite of its members in the review, weighted by days in post, rounded to 0.01.
    public let composite: Points
    /// The stars, 0 to 5.
    public let stars: Int

    /// A grid is a village and a grid together: two villages may both have a grid 1.
    private struct Place: Hashable, Comparable {
        let village: Text
        let grid: Text

        static func < (left: Place, right: Place) -> Bool {
            (left.village, left.grid) < (right.village, right.grid)
        }
    }

    fileprivate static func all(_ members: [ReviewedMember], _ edges: StarEdges) throws(Problem) -> [GridStars] {
        var grids: [Place: [ReviewedMember]] = [:]
        for one in members { grids[Place(village: one.member.village, grid: one.member.grid), default: []].append(one) }
        var stars: [GridStars] = []
        for (place, members) in grids.sorted(by: { $0.key < $1.key }) {
            var weighed = Int128(0)
            var days = Int128(0)
            for one in members {
                weighed += Int128(one.composite.hundredths) * Int128(one.daysInPost)
                days += Int128(one.daysInPost)
            }
            // No member has a day in post any more, so there is nothing to rate.
            guard days > 0 else { continue }
            let composite = try Ratio(weighed, over: days * 100).points()
            stars.append(
                GridStars(
                    village: place.village, grid: place.grid, composite: composite, stars: edges.stars(of: composite)))
        }
        return stars
    }
}

extension FindingKind {
    /// Annual satisfaction below the requirement of §4.6.
    package static let lowSatisfaction = FindingKind(
        "low-satisfaction", Clause("§4.6"), "年度满意率过低（§4.6）", "low satisfaction over the year (§4.6)")
}

extension CompositeWeights {
    /// The composite of the three parts, rounded to 0.01; without ballots the other weights are scaled up to 1.
    fileprivate func composite(
        _ quartersMean: Ratio, _ monthsMean: Ratio, _ percentage: Ratio?
    ) throws(Problem) -> Points {
        let scored = try Ratio(quarters).times(quartersMean).plus(try Ratio(months).times(monthsMean))
        guard let percentage else {
            return try scored.over(try Ratio(quarters).plus(Ratio(months))).points()
        }
        return try scored.plus(try Ratio(satisfaction).times(percentage)).points()
    }
}

extension MemberYear {
    /// The items' annual findings, and low satisfaction (§4.6): the satisfied part is below the required one.
    fileprivate func allFindings(_ annual: AnnualRules) -> [Finding] {
        var all = findings
        var heads = SatisfactionVotes.Heads()
        for rater in annual.lowSatisfactionRaters {
            guard let group = votes?.heads[rater.rawValue] else { continue }
            heads.content += group.content
            heads.counted += group.counted
        }
        let share = Ratio(Int128(heads.content), over: Int128(heads.counted))
        if heads.counted > 0, share < Ratio(annual.lowSatisfaction) {
            all.append(Finding(.lowSatisfaction, .share(heads.content, of: heads.counted)))
        }
        return all.sorted()
    }
}
