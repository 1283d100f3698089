package import AssessmentKernel
import Reports
package import ResultTables

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

extension AnswerTable {
    /// A result table as an answer shows it; a number that is missing is `—`.
    ///
    /// - Parameter cut: the most characters of a column's texts, by its key.
    package init<Row>(_ columns: [ShownColumn<Row>], of rows: [Row], cut: [String: Int] = [:], _ say: Language) {
        self.init(
            columns.map { shown in
                let (title, look) = (shown.column.title, shown.column.look)
                let plain = LocalText(title.chinese, title.english.prefix(1).lowercased() + title.english.dropFirst())
                return Column(say(look.brief ?? plain), look.cell == .number ? .number : .text)
            })
        for row in rows {
            add(
                columns.map { shown in
                    let text = shown.cell(row).text(in: say)
                    if text.isEmpty { return shown.isQuantity ? "—" : "" }
                    return cut[shown.column.key].map { ShownText.short(text, to: $0) } ?? text
                })
        }
    }
}
