/// Who changes the ledger, and when.
public struct Author: Hashable, Sendable {
    /// The person, as the command line or the system names them.
    public let name: String
    /// When, ISO 8601 in UTC.
    public let at: String

    /// Names a person and a time.
    public init(_ name: String, at: String) {
        self.name = name
        self.at = at
    }
}
