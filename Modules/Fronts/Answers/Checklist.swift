/// A list to be ticked off.
public struct Checklist: Sendable, Hashable {
    /// How far a line is.
    public enum State: String, Sendable, Hashable {
        /// Nothing is to be done.
        case done
        /// It stands in the way.
        case blocked
        /// A person should look.
        case attention
    }

    /// One line.
    public struct Line: Sendable, Hashable {
        /// How far it is.
        public let state: State
        /// A short code for programs.
        public let code: String
        /// What it says.
        public let text: String
        /// What is wrong in particular.
        public var details: [String] = []
        /// What to do next; empty when there is nothing to do.
        public var next = ""
    }

    /// The lines from top to bottom.
    public private(set) var lines: [Line] = []

    /// How many lines are in a state.
    public func count(_ state: State) -> Int { lines.count { $0.state == state } }

    mutating func add(_ line: Line) { lines.append(line) }
}
