/// A table of a paper: columns with their shares of the width, a head that is repeated, rows that are not split.
///
/// ```swift
/// var table = PaperTable([.init(2, .leading), .init(1, .trailing)])
/// table.head([.init("姓名"), .init("总分")])
/// table.add([.init("魏亚波"), .init("93.5")])
/// ```
public struct PaperTable: Sendable {
    /// A column.
    public struct Column: Sendable, Hashable {
        /// Its share of the table's width.
        public let share: Double
        /// Where its texts stand.
        public let alignment: Paper.Alignment

        /// Describes a column.
        public init(_ share: Double, _ alignment: Paper.Alignment = .leading) {
            self.share = share
            self.alignment = alignment
        }
    }

    /// A cell.
    public struct Cell: Sendable, Hashable {
        /// The words.
        public let text: String
        /// How many columns it takes.
        public let span: Int
        /// Other letters than the table's; nil for those.
        public let look: Paper.Look?
        /// Another place than the column's; nil for that.
        public let alignment: Paper.Alignment?
        /// Whether it lies on a light ground, as titles of rows do.
        public let isShaded: Bool

        /// Describes a cell.
        public init(
            _ text: String, span: Int = 1, look: Paper.Look? = nil, alignment: Paper.Alignment? = nil,
            isShaded: Bool = false
        ) {
            self.text = text
            self.span = max(1, span)
            self.look = look
            self.alignment = alignment
            self.isShaded = isShaded
        }
    }

    /// A row.
    public struct Row: Sendable, Hashable {
        /// The cells from left to right.
        public let cells: [Cell]
        /// The least height in millimetres, for rows that are written in.
        public let height: Double
        /// Whether it follows the row before it onto the same page, as a sum does.
        public let isKept: Bool
    }

    /// The columns.
    public let columns: [Column]
    /// The letters of the cells.
    public let look: Paper.Look
    /// The letters of the head.
    public let headLook: Paper.Look
    /// Whether it is ruled.
    public let isRuled: Bool
    /// The space below, in millimetres.
    public let below: Double
    /// The rows repeated on each page.
    public private(set) var heads: [Row] = []
    /// The rows.
    public private(set) var rows: [Row] = []

    /// Begins a table.
    public init(
        _ columns: [Column], look: Paper.Look = .init(.text, 10.5), headLook: Paper.Look = .init(.head, 10.5),
        isRuled: Bool = true, below: Double = 3
    ) {
        self.columns = columns
        self.look = look
        self.headLook = headLook
        self.isRuled = isRuled
        self.below = below
    }

    /// Adds a row to the head.
    public mutating func head(_ cells: [Cell]) { heads.append(Row(cells: cells, height: 0, isKept: false)) }

    /// Adds a row.
    public mutating func add(_ cells: [Cell], height: Double = 0, isKept: Bool = false) {
        rows.append(Row(cells: cells, height: height, isKept: isKept))
    }
}

/// A chart of a paper: bars with what they stand for and how much.
public struct PaperChart: Sendable {
    /// A bar.
    public struct Bar: Sendable, Hashable {
        /// What it stands for.
        public let label: String
        /// Its length; not negative.
        public let value: Double
        /// The value in words.
        public let text: String
        /// Whether it is the one that the chart is about.
        public let isStrong: Bool

        /// Describes a bar.
        public init(_ label: String, _ value: Double, _ text: String, isStrong: Bool = false) {
            self.label = label
            self.value = value.isFinite ? max(0, value) : 0
            self.text = text
            self.isStrong = isStrong
        }
    }

    /// The direction of its bars.
    public enum Kind: Sendable, Hashable {
        /// One below the other, lying: for things that are compared.
        case lying
        /// One beside the other, standing: for times that follow one another.
        case standing
    }

    /// The heading.
    public let title: String
    /// The direction.
    public let kind: Kind
    /// The bars in their order.
    public let bars: [Bar]
    /// The value at which bars begin, so that small differences are seen; bars below it are empty.
    public let base: Double
    /// Its letters.
    public let look: Paper.Look

    /// Describes a chart.
    public init(_ title: String, _ kind: Kind, _ bars: [Bar], base: Double = 0, look: Paper.Look = .init(.text, 10)) {
        self.title = title
        self.kind = kind
        self.bars = bars
        self.base = base
        self.look = look
    }
}
