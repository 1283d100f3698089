public import AssessmentKernel

/// A band by its name, as closed results have it.
public struct BandName: Hashable, Sendable {
    /// The key, as `totals.csv` prints it.
    public let key: String
    /// The title; empty where the rulebook at hand does not know the band.
    public let title: String

    /// Names a band.
    public init(key: String, title: String) {
        self.key = key
        self.title = title
    }
}

/// A band of the quarter's total (§3.1.2) and its monthly pay.
public struct Band: Hashable, Sendable {
    /// The lower end of a band.
    public enum Start: Hashable, Sendable {
        /// Just above this total, which is not in the band (`above`).
        case above(Points)
        /// At this total, which is in the band (`from`).
        case from(Points)
        /// No lower end: the lowest band has every total up to its upper end.
        case open
    }

    /// The key, as outputs print it, such as `top`; never `unrated`.
    public let key: String
    /// The title in the rulebook's language, such as 优秀.
    public let title: String
    /// The performance pay of a month in yuan; a negative amount is a penalty.
    public let amount: Yuan
    /// The lower end.
    public let start: Start
    /// The last total in it; nil for the highest band, which is open above.
    public let through: Points?

    /// The key that stands for the band of a member who is not rated (I-19); no band has it.
    public static let unratedKey = "unrated"
    /// What that is called.
    public static let unratedTitle = LocalText("不评等", "unrated")

    /// How results name it.
    public var name: BandName { BandName(key: key, title: title) }

    /// Whether the band literally contains a total, without the gap rule.
    public func contains(_ total: Points) -> Bool { !begins(above: total) && !ends(below: total) }

    /// Whether every total of the band is higher.
    func begins(above total: Points) -> Bool {
        switch start {
        case .above(let edge): total <= edge
        case .from(let edge): total < edge
        case .open: false
        }
    }

    /// Whether every total of the band is lower.
    func ends(below total: Points) -> Bool { through.map { total > $0 } ?? false }
}

/// The rule for a total between two bands (I-1).
public enum GapScores: String, ParameterChoice {
    /// The band of the total rounded half up to a whole point.
    case round
    /// The band below.
    case lower
    /// The band above.
    case upper
}

/// The bands of a rulebook and the rule for the gaps between them (§3.1.2).
///
/// ```swift
/// let band = book.bands.band(of: total)      // 95.4 → top, 85.5 → good, 85.49 → fair
/// if band == book.bands.lowest { … }
/// ```
/// Every total has exactly one band: the highest is open above, the lowest below, none overlap.
public struct BandTable: Hashable, Sendable {
    /// The bands from the highest to the lowest, at least two.
    public let bands: [Band]
    /// The rule for a total between two of them.
    public let gapScores: GapScores
    /// The lowest band: its months count as failing, and its amount is the penalty.
    public let lowest: Band

    init(from highest: Band, _ others: [Band], to lowest: Band, gapScores: GapScores) {
        self.bands = [highest] + others + [lowest]
        self.lowest = lowest
        self.gapScores = gapScores
    }

    /// The band of a total, gap rule included.
    ///
    /// Rounding always ends in a band: reading refuses a rulebook where `round` could give a whole point in no band.
    public func band(of total: Points) -> Band {
        if let band = literalBand(of: total) { return band }
        switch gapScores {
        case .round: return literalBand(of: BandTable.rounded(total)) ?? nextBelow(total)
        case .lower: return nextBelow(total)
        case .upper: return bands.last { $0.begins(above: total) } ?? lowest
        }
    }

    /// The band that contains a total, without the gap rule.
    func literalBand(of total: Points) -> Band? { bands.first { $0.contains(total) } }

    private func nextBelow(_ total: Points) -> Band { bands.first { $0.ends(below: total) } ?? lowest }

    /// A total rounded half up to a whole point.
    static func rounded(_ total: Points) -> Points {
        let hundredths = total.hundredths
        let whole = hundredths / 100 + (hundredths % 100 >= 50 ? 1 : 0)
        return Points(hundredths: whole * 100)
    }
}
