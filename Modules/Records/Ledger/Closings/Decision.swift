public import AssessmentKernel

/// A person's decision that a closing depends on; it is part of the bundle, so that a replay decides the same.
public struct Decision: Hashable, Sendable {
    /// The kinds of decisions.
    public enum Kind: String, Sendable, CaseIterable {
        /// A table that is checked for absences really has no rows: the subject is its key.
        case acceptEmpty = "accept-empty"
        /// An upheld appeal excuses a record: the subject is its reference.
        case excuseRecord = "excuse-record"
        /// An upheld appeal excuses a day of an item: the subject is the date.
        case excuseDay = "excuse-day"
    }

    /// What was decided.
    public let kind: Kind
    /// The member; empty for the whole township.
    public let member: Text
    /// The item's key; empty when no item is concerned.
    public let item: String
    /// A table, a record or a day.
    public let subject: String
    /// Why; empty when no reason was given.
    public let reason: String
    /// When, ISO 8601 in UTC; empty when decided with the closing itself.
    public let decidedAt: String
    /// By whom; empty when decided with the closing itself.
    public let decidedBy: String

    /// Describes a decision.
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
    /// The order in which decisions are written.
    package static func precedes(_ left: Decision, _ right: Decision) -> Bool {
        (Text(left.kind.rawValue), left.member, Text(left.item), Text(left.subject))
            < (Text(right.kind.rawValue), right.member, Text(right.item), Text(right.subject))
    }
}
