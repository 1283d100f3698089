public import AssessmentKernel

/// A checklist.
public struct Checklist: Sendable, Hashable {
    /// How far a line is.
    public enum State: String, Sendable, Hashable {
        /// The state of a line.
        case done
        /// It blocks the task.
        case blocked
        /// A person should check it.
        case attention
    }

    /// One line.
    public struct Line: Sendable, Hashable {
        /// Its state.
        public let state: State
        /// A short code for programs.
        public let code: String
        /// What it says.
        public let text: String
        /// The same in cells, which stand below one another in all lines that have them; empty for one text.
        public var cells: [String] = []
        /// Details of what is wrong.
        public var details: [String] = []
        /// How many more details there are that the line does not show.
        public var unshown = 0
        /// The next step; empty when there is nothing to do.
        public var next: Phrase = ""

        package init(
            state: State, code: String, text: String, cells: [String] = [], details: [String] = [], next: Phrase
        ) {
            self.state = state
            self.code = code
            self.text = text
            self.cells = cells
            self.details = details
            self.next = next
        }

        package init(
            state: State, code: String, text: String, cells: [String] = [], details: [String] = [], next: String = ""
        ) {
            self.init(state: state, code: code, text: text, cells: cells, details: details, next: Phrase(next))
        }
    }

    /// The lines from top to bottom.
    public private(set) var lines: [Line] = []

    /// The number of lines in a state.
    public func count(_ state: State) -> Int { lines.count { $0.state == state } }

    /// The list without the lines of a state.
    public func without(_ state: State) -> Checklist {
        var list = Checklist()
        for line in lines where line.state != state { list.add(line) }
        return list
    }

    /// The list with the lines of some codes alone.
    public func only(_ codes: Set<String>) -> Checklist {
        var list = Checklist()
        for line in lines where codes.contains(line.code) { list.add(line) }
        return list
    }

    /// Makes an empty list.
    package init() {}

    /// Adds a line.
    package mutating func add(_ line: Line) { lines.append(line) }
}
