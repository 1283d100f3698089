public import AssessmentKernel

/// Something that a person decided and that a closing rests on; it travels in the bundle, so that a replay decides alike.
public struct Decision: Hashable, Sendable {
    /// What was decided.
    public enum Kind: String, Sendable, CaseIterable {
        /// A table that is read for absence really has no rows: the subject is its key.
        case acceptEmpty = "accept-empty"
        /// An upheld appeal excuses a record: the subject is its reference.
        case excuseRecord = "excuse-record"
        /// An upheld appeal excuses a day of an item: the subject is the date.
        case excuseDay = "excuse-day"
    }

    /// What was decided.
    public let kind: Kind
    /// Whom it is about; empty for the township.
    public let member: Text
    /// The item's key; empty when it is about none.
    public let item: String
    /// A table, a record or a day.
    public let subject: String
    /// Why; empty when nobody said.
    public let reason: String
    /// When, ISO 8601 in UTC; empty when it is said with the closing itself.
    public let decidedAt: String
    /// By whom; empty when it is said with the closing itself.
    public let decidedBy: String

    /// Takes down a decision.
    public init(
        _ kind: Kind, member: Text = "", item: String = "", subject: String, reason: String = "",
        decidedAt: String = "",
        decidedBy: String = ""
    ) {
        self.kind = kind
        self.member = member
        self.item = item
        self.subject = subject
        self.reason = reason
        self.decidedAt = decidedAt
        self.decidedBy = decidedBy
    }
}

extension Decision {
    /// The order in which decisions are written down.
    package static func precedes(_ left: Decision, _ right: Decision) -> Bool {
        (Text(left.kind.rawValue), left.member, Text(left.item), Text(left.subject))
            < (Text(right.kind.rawValue), right.member, Text(right.item), Text(right.subject))
    }
}
