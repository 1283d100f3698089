public import AssessmentKernel
public import Rulebook

extension WarningKind {
    /// A scored table without any row.
    package static let emptyTable = WarningKind("empty-table", "本季度没有任何记录", "no row in the quarter")
    /// An earlier quarter with records that is not closed, although this one's pay and streaks depend on it.
    package static let earlierQuarterOpen = WarningKind(
        "earlier-quarter-open", "更早的季度有记录而未结算", "an earlier quarter has records and is not closed")
}

extension Warning {
    /// Makes a warning about an earlier quarter with records that is not closed.
    package static func earlierQuarterOpen(_ quarter: Quarter) -> Warning {
        Warning(.earlierQuarterOpen, about: .quarter(quarter))
    }
}

/// A quarter's closing, built member by member in the byte order of codes; it keeps only what the ranking needs.
///
/// ```swift
/// var closing = QuarterClosing(rules, acceptedEmpty: ["patrol"])
/// for subject in subjects { closing.add(try rules.decide(subject)) }
/// let standings = closing.standings()        // totals with ranks
/// let blockers = closing.blockers()          // empty, or nothing may be written
/// ```
public struct QuarterClosing: Sendable {
    /// The rules.
    public let rules: QuarterRules
    private let acceptedEmpty: Set<String>
    private var totals: [Standing] = []
    private var coverage = CoverageSum()
    private var collected: [Warning] = []
    private var filledTables: Set<String> = []
    /// The pay that is due so far, over all members and months.
    public private(set) var payDue = Yuan.zero

    /// A row of `totals.csv`.
    public struct Standing: Sendable {
        /// The member.
        public let member: Member
        /// The quarter's total.
        public let total: Points
        /// The band; nil for an unrated member.
        public let band: Band?
        /// Duty days in the quarter.
        public let dutyDays: Int
        /// Whether the total falls in the lowest band.
        public let isFailing: Bool
        /// 1 for the highest total; ties share a rank and the next skips; nil for an unrated member.
        public fileprivate(set) var rank: Int?

        /// The key of the band, `unrated` without one.
        public var bandKey: String { band?.key ?? Band.unratedKey }
        /// The band's monthly amount; zero without a band.
        public var monthlyAmount: Yuan { band?.amount ?? .zero }
    }

    /// Starts a closing.
    ///
    /// `acceptedEmpty` names the tables that a person has confirmed to have no rows.
    public init(_ rules: QuarterRules, acceptedEmpty: Set<String>) {
        self.rules = rules
        self.acceptedEmpty = acceptedEmpty
    }

    /// Adds the next member's result.
    public mutating func add(_ result: MemberResult) {
        coverage.add(result)
        collected += result.warnings
        filledTables.formUnion(result.filledTables)
        guard let assessed = result.assessed else { return }
        payDue += PaidQuarter(assessed.pay).due
        totals.append(
            Standing(
                member: result.member, total: assessed.quarter.total, band: assessed.band, dutyDays: assessed.dutyDays,
                isFailing: assessed.isFailing))
    }

    /// Adds a warning that concerns no single member.
    public mutating func warn(_ warning: Warning) { collected.append(warning) }

    /// The warnings of all added members, and those about scored tables without any row in the quarter.
    public var warnings: [Warning] {
        let empty = rules.tables.filter { !filledTables.contains($0.key) }
        return collected + empty.map { Warning(.emptyTable, about: .table($0), .quarter(rules.quarter)) }
    }

    /// The assessed members in the order of adding, with their ranks.
    public func standings() -> [Standing] {
        let ranks = Ranks(totals.lazy.filter { $0.band != nil }.map(\.total))
        var standings = totals
        for place in standings.indices where standings[place].band != nil {
            standings[place].rank = ranks[standings[place].total]
        }
        return standings
    }

    /// The blockers of this closing: no assessed member, or tables that seem not to have been delivered.
    public func blockers() -> [Blocker] {
        if coverage.assessed == 0 { return [.nobodyAssessed] }
        return coverage.blockers(rules, accepted: acceptedEmpty)
    }
}
