/// The votes on a member in a period: the exact satisfaction rate, and the head counts.
public struct SatisfactionVotes: Hashable, Sendable {
    /// The head counts of one group of raters.
    public struct Heads: Hashable, Sendable {
        /// The votes for satisfied or fairly satisfied.
        public var content: Int
        /// The votes that count.
        public var counted: Int

        /// Makes head counts.
        public init(content: Int = 0, counted: Int = 0) {
            self.content = content
            self.counted = counted
        }
    }

    /// The rate's numerator, from zero to ``whole``.
    public let earned: Int128
    /// The rate's denominator, above zero.
    public let whole: Int128
    /// The head counts by the key of the rater group, such as `resident`.
    public let heads: [String: Heads]

    /// Makes votes; nil unless `whole` is above zero and `earned` is from zero to `whole`.
    public init?(earned: Int128, of whole: Int128, heads: [String: Heads]) {
        guard whole > 0, (0...whole).contains(earned) else { return nil }
        self.earned = earned
        self.whole = whole
        self.heads = heads
    }
}

/// An item that rates how satisfied people are with a member (§3.2.9).
///
/// The annual review uses it for a part of its composite (§3.1.3) and to find low satisfaction (§4.6). A rulebook may
/// have at most one such item.
public protocol RatesSatisfaction: AssessmentItem {
    /// The votes of the evidence's period, a year, by the item's own rule; nil when no vote counts.
    ///
    /// An excused vote counts as satisfied. As pure as ``AssessmentItem/assess(_:_:)``.
    func satisfaction(_ evidence: MemberEvidence) -> SatisfactionVotes?
}
