public import AssessmentKernel
import Closing
public import Rulebook

/// What a rulebook means before it is in force, found from its text alone.
///
/// ```swift
/// let check = RulebookCheck(book)
/// for run in check.totals { print(run.from, run.through, run.band.key) }
/// if check.reversals.isEmpty { … }               // nobody earns more by a lower total
/// ```
public struct RulebookCheck: Sendable {
    /// The rulebook.
    public let rulebook: Rulebook
    /// The totals from the maximum down to 0, in runs that are in one band for one reason; every total is in one.
    public let totals: [TotalRun]
    /// The bands that no total from 0 to the maximum is in.
    public let unreachable: [Band]
    /// Where a lower total is paid more.
    public let reversals: [PayReversal]
    /// The least changes of points that change the pay, from the highest total down.
    public let edges: [MoneyEdge]
    /// The deductions that cannot bite as they are written.
    public let idle: [IdleDeduction]

    /// Looks a rulebook over.
    public init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        totals = TotalRun.runs(of: rulebook.bands, through: rulebook.total)
        unreachable = rulebook.bands.bands.filter { [totals] band in !totals.contains { $0.band == band } }
        let pairs = zip(totals, totals.dropFirst()).filter { $0.band != $1.band }
        edges = pairs.compactMap { MoneyEdge($0, $1, rulebook) }
        reversals = pairs.compactMap { PayReversal($0.band, $1.band, rulebook) }
        idle = rulebook.items.flatMap(IdleDeduction.all)
    }
}

/// A higher band that is paid less than the next one below it (§3.1.2): an amount that falls while totals rise.
public struct PayReversal: Sendable {
    /// The higher band.
    public let higher: Band
    /// The band below it.
    public let lower: Band
    /// What the lower band is paid more in a quarter that is wholly in post; above zero.
    public let gain: Yuan

    init?(_ higher: Band, _ lower: Band, _ rulebook: Rulebook) {
        let gain = rulebook.quarterPerformance(of: lower) - rulebook.quarterPerformance(of: higher)
        guard gain > .zero else { return nil }
        self.higher = higher
        self.lower = lower
        self.gain = gain
    }
}

/// Two neighbouring totals that are paid differently.
public struct MoneyEdge: Sendable {
    /// The lowest total above the edge.
    public let upper: Points
    /// The highest total below it, a hundredth of a point less.
    public let lower: Points
    /// The band above.
    public let higherBand: Band
    /// The band below.
    public let lowerBand: Band
    /// What the hundredth of a point costs in a quarter that is wholly in post; negative when it pays.
    public let cost: Yuan

    init?(_ above: TotalRun, _ below: TotalRun, _ rulebook: Rulebook) {
        let cost = rulebook.quarterPerformance(of: above.band) - rulebook.quarterPerformance(of: below.band)
        guard cost != .zero else { return nil }
        upper = above.from
        lower = below.through
        higherBand = above.band
        lowerBand = below.band
        self.cost = cost
    }
}
