import Foundation

/// Who changes the ledger, and when.
public struct Author: Hashable, Sendable {
    /// The person, as named by the command line or the system.
    public let name: String
    /// When, ISO 8601 in UTC.
    public let at: String

    /// The operating system's account, whatever name was given; the journal has it beside the name.
    static let account = NSUserName()

    /// Creates an author from a name and a time.
    public init(_ name: String, at: String) {
        self.name = name
        self.at = at
    }
}
