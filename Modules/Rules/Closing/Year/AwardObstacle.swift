public import AssessmentKernel
public import Rulebook

/// Why a member cannot be excellent in a year (§3.1.3).
public enum AwardObstacle: Hashable, Sendable {
    /// The member's post is not assessed by the regulation.
    case notFullTime
    /// The member was rated in fewer quarters than it takes.
    case fewQuarters(Int, least: Int)
    /// The composite is below what it takes.
    case lowComposite(Points, least: Points)
    /// A finding costs the merit awards (§3.2.1).
    case meritFlag
    /// The closings of these quarters put the member into the lowest band.
    case failing([Quarter])
    /// The member was replaced in the year, on this day (§4).
    case removed(CivilDate)

    /// All that stands in a member's way; nothing does in the way of an eligible one.
    ///
    /// - Parameters:
    ///   - ratedQuarters: the number of quarters in which the member was rated.
    ///   - composite: the composite, rounded to 0.01.
    ///   - hasMeritFlag: whether a finding costs the merit awards.
    ///   - failing: the quarters whose closings put the member into the lowest band.
    public static func all(
        _ member: Member, ratedQuarters: Int, composite: Points, hasMeritFlag: Bool, failing: [Quarter], in year: Year,
        _ rules: AnnualRules
    ) -> [AwardObstacle] {
        var all: [AwardObstacle] = member.post == .fullTime ? [] : [.notFullTime]
        let (quarters, least) = (rules.minimumQuarters, rules.minimumComposite)
        if ratedQuarters < quarters { all.append(.fewQuarters(ratedQuarters, least: quarters)) }
        if composite < least { all.append(.lowComposite(composite, least: least)) }
        if hasMeritFlag { all.append(.meritFlag) }
        if !failing.isEmpty { all.append(.failing(failing.sorted())) }
        if let day = member.removedOn, day <= year.range.last { all.append(.removed(day)) }
        return all
    }
}
