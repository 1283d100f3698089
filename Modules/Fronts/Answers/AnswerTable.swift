/// A table of an answer: titled columns, and rows with one cell per column.
public struct AnswerTable: Sendable, Hashable {
    /// A column.
    public struct Column: Sendable, Hashable {
        /// The kind of its cells, which decides their alignment.
        public enum Kind: Sendable, Hashable {
            /// Texts.
            case text
            /// Numbers.
            case number
        }

        /// Its title.
        public let title: String
        /// The kind of its cells.
        public let kind: Kind

        /// Names a column.
        public init(_ title: String, _ kind: Kind = .text) {
            self.title = title
            self.kind = kind
        }
    }

    /// The columns from left to right.
    public let columns: [Column]
    /// Whether a narrow front end may shorten its texts.
    public let mayBeCut: Bool
    /// The rows from top to bottom, one cell per column.
    public private(set) var rows: [[String]] = []

    /// Begins a table.
    public init(_ columns: [Column], mayBeCut: Bool = true) {
        self.columns = columns
        self.mayBeCut = mayBeCut
    }

    /// Adds a row, one cell per column.
    public mutating func add(_ cells: [String]) { rows.append(cells) }
}
