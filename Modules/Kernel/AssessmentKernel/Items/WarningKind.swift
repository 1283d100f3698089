public import AssessmentValues

/// A kind of warning: something that a person should check; it blocks nothing and costs no points.
///
/// ```swift
/// static let noBallots = WarningKind("satisfaction.no-ballots", "没有可计的测评票", "No ballots that count")
/// ```
public struct WarningKind: Hashable, Sendable {
    /// The code, as `warnings.csv` prints it; an item's starts with the item's key, `item.kind`.
    public let code: String
    /// What it says, in both languages.
    public let title: LocalText
    /// What to do about it; nil when that depends on the case.
    public let next: Advice?

    /// Declares a kind of warning whose advice names deeds.
    public init(_ code: String, _ chinese: String, _ english: String, next: Advice?) {
        self.code = code
        self.title = LocalText(chinese, english)
        self.next = next
    }

    /// Declares a kind of warning whose advice, if any, is words alone.
    public init(_ code: String, _ chinese: String, _ english: String, next: LocalText? = nil) {
        self.init(code, chinese, english, next: next.map { Advice($0) })
    }
}

/// A warning that an item raises for a person to decide.
public struct ItemWarning: Hashable, Sendable {
    /// The kind of warning.
    public let kind: WarningKind
    /// What it is about; of several records, the one to decide on comes first.
    public let basis: Basis
}
