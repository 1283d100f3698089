/// A kind of warning: something that a person should look at; it blocks nothing and takes no points.
///
/// ```swift
/// static let noBallots = WarningKind("satisfaction.no-ballots", "没有可计的测评票", "No ballots that count")
/// ```
public struct WarningKind: Hashable, Sendable {
    /// The code, as `warnings.csv` prints it; an item's begins with its key, `item.kind`.
    public let code: String
    /// What it says, in both languages.
    public let title: LocalText
    /// What to do about it; nil where that depends.
    public let next: LocalText?

    /// Declares a kind of warning.
    public init(_ code: String, _ chinese: String, _ english: String, next: LocalText? = nil) {
        self.code = code
        self.title = LocalText(chinese, english)
        self.next = next
    }
}

/// Something that an item leaves to a person.
public struct ItemWarning: Hashable, Sendable {
    /// What is to be looked at.
    public let kind: WarningKind
    /// What it is about; of several records the one that a person is to decide on comes first.
    public let basis: Basis
}
