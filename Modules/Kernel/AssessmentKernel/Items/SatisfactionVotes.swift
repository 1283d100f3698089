/// How people voted on a member in a period: the exact rate of satisfaction, and the votes by heads.
public struct SatisfactionVotes: Hashable, Sendable {
    /// The votes of one group of raters by heads.
    public struct Heads: Hashable, Sendable {
        /// Those that say satisfied or fairly satisfied.
        public var content: Int
        /// Those that count.
        public var counted: Int

        /// Counts heads.
        public init(content: Int = 0, counted: Int = 0) {
            self.content = content
            self.counted = counted
        }
    }

    /// The rate's numerator, from nought to ``whole``.
    public let earned: Int128
    /// The rate's denominator, above nought.
    public let whole: Int128
    /// The votes by heads, by the key of the rater, such as `resident`.
    public let heads: [String: Heads]

    /// Takes down votes; nil when there is no whole to be a part of, or more is earned than it.
    public init?(earned: Int128, of whole: Int128, heads: [String: Heads]) {
        guard whole > 0, (0...whole).contains(earned) else { return nil }
        self.earned = earned
        self.whole = whole
        self.heads = heads
    }
}

/// An item that knows how satisfied people are with a member (§3.2.9).
///
/// The annual review takes a part of its composite from it (§3.1.3) and finds low satisfaction by it (§4.6). At most one
/// item of a rulebook may be of this kind.
public protocol RatesSatisfaction: AssessmentItem {
    /// The votes of the evidence's period, which is a year here, by the item's own rule; nil when none count.
    ///
    /// An excused vote counts as satisfied. As pure as ``AssessmentItem/assess(_:_:)``.
    func satisfaction(_ evidence: MemberEvidence) -> SatisfactionVotes?
}
