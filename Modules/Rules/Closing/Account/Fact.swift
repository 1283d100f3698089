public import AssessmentKernel

/// A closing, with its place among all closings.
public struct MadeClosing: Hashable, Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// 1 for the first closing of the quarter.
    public let revision: Int
    /// Counts up over the closings of all quarters, in the order in which they were made.
    public let number: Int64

    /// Makes a closing's identity.
    public init(_ quarter: Quarter, revision: Int, number: Int64) {
        self.quarter = quarter
        self.revision = revision
        self.number = number
    }
}

/// One recorded fact of a closing or an issued notice.
///
/// The ledger reads facts without interpreting them; ``Accounts`` does that. The rows of a closing for one member come
/// in the order of the months.
public enum Fact: Hashable, Sendable {
    /// A closing was made.
    case closing(MadeClosing)
    /// The notice of a month was issued.
    case notice(Month)
    /// What a closing paid a member for a month.
    case pay(Text, MonthPay, in: MadeClosing)
    /// What a revision listed for a member in `adjustments.csv`; a positive amount is owed to the member.
    case adjustment(Text, Yuan, in: MadeClosing)
    /// Whether a month's score of a member fell in the lowest band.
    case month(Text, Month, isFailing: Bool, in: MadeClosing)
    /// Whether the total of a rated member fell in the lowest band.
    case total(Text, isFailing: Bool, in: MadeClosing)
    /// What an issued notice paid a member of a month's base, and what it withheld for a debt.
    case noticePay(Text, Month, paid: Yuan, withheld: Yuan)
}
