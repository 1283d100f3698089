public import AssessmentKernel

/// Who is shown the columns of a result table.
public enum ResultReader: Sendable, CaseIterable {
    /// The tables of a report: sheets of the workbook, and the tables of notice and review as pages too.
    case workbook
    /// The closing's page and the members' slips.
    case page
    /// The sheet that everybody signs for the pay, and the papers of a quarter.
    case paper
    /// The tables of an answer.
    case terminal
    /// An answer's JSON.
    case program
}

/// How a column is shown; a column without a word about it is shown to everyone, as its kind is.
public struct ResultLook: Sendable {
    /// How cells stand in a table.
    public enum Cell: Sendable {
        /// From the left.
        case plain
        /// In the middle.
        case centred
        /// On several lines, from the left.
        case wrapped
        /// As numbers, from the right.
        case number
    }

    /// Where rows are listed as columns, as months are on a slip: when the column has a line there.
    public enum Listing: Sendable {
        /// Where one of the rows has a value other than zero.
        case ifAny
        /// On every sheet about everybody; about one member as ``ifAny``.
        case onSheets
        /// Everywhere.
        case always
    }

    /// Which of several rows count when a column is summed up.
    public enum Counted: Sendable {
        case all, first, last

        /// The rows that count.
        ///
        /// - Parameter rows: in their order.
        public func of<Row>(_ rows: [Row]) -> ArraySlice<Row> { rows[places(of: rows.count)] }

        /// The places of those that count among so many.
        func places(of count: Int) -> Range<Int> {
            switch self {
            case .all: 0..<count
            case .first: 0..<min(count, 1)
            case .last: max(0, count - 1)..<count
            }
        }
    }

    /// Who is shown it.
    public var readers: Set<ResultReader>
    /// Its width in a workbook, in characters.
    public var width = 10.0
    /// How its cells stand.
    public var cell: Cell
    /// Its title in a report's table, when that says more than the title.
    public var heading: String?
    /// Its title in an answer or on a paper, when it is not the title.
    public var brief: LocalText?
    /// What follows each of its numbers in an answer; in a report's table the heading says it.
    public var sign = ""
    /// Whether its amount is taken off what is paid: it is shown with a minus, but in the table itself.
    public var isTaken = false
    /// When it has a line where rows are listed as columns.
    public var listing = Listing.ifAny
    /// Which rows count in its sum.
    public var counted = Counted.all
}

/// A cell as a person reads it.
public enum ShownCell: Hashable, Sendable {
    /// Nothing.
    case none
    /// A text.
    case text(LocalText)
    /// Points or an amount, and what follows it.
    case hundredths(Int64, isMoney: Bool, sign: String)
    /// A whole number.
    case whole(Int64)

    init(_ text: String) { self = text.isEmpty ? .none : .text(LocalText(text, text)) }
    init(_ text: LocalText) { self = text.chinese.isEmpty && text.english.isEmpty ? .none : .text(text) }

    /// The cell as a text; empty without a value.
    public func text(in language: Language) -> String {
        switch self {
        case .none: ""
        case .text(let text): text[language]
        case .hundredths(let number, let isMoney, let sign):
            (isMoney ? Yuan(fen: number).description : Points(hundredths: number).description) + sign
        case .whole(let number): String(number)
        }
    }

    func followed(by sign: String) -> ShownCell {
        switch self {
        case .hundredths(let number, let isMoney, let before):
            .hundredths(number, isMoney: isMoney, sign: before + sign)
        case .whole(let number): .text(LocalText("\(number)\(sign)", "\(number)\(sign)"))
        case .none, .text: self
        }
    }
}

/// A column as one kind of reader sees it.
public struct ShownColumn<Row>: Sendable {
    /// The column.
    public let column: ResultColumn
    /// Whether it holds numbers, so that a missing one is worth a sign.
    public var isQuantity: Bool { column.kind.isQuantity || column.look.cell == .number }
    /// What a row holds.
    public let value: @Sendable (Row) -> ResultValue
    /// The cell of a row.
    public let cell: @Sendable (Row) -> ShownCell
}

/// A row behind one reference, for rows of many texts: each cell would copy them all.
public final class HeldRow<Value: Sendable>: Sendable {
    /// The row.
    public let value: Value

    /// Holds a row.
    public init(_ value: Value) { self.value = value }
}
