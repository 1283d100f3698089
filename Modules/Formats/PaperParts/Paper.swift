/// What stands on a paper, from top to bottom, whatever it is written as: PDF, picture or Word file.
///
/// ```swift
/// var paper = Paper(title: "公示表", sheet: .portrait, numbering: .init("第 ", " 页 共 ", " 页"))
/// paper.add(.text(.init("公示", .title, .centre)))
/// ```
/// It knows no fonts and no places: a writer lays it out. Lengths are in millimetres, sizes of letters in points.
public struct Paper: Sendable {
    /// The sheet on which it stands.
    public enum Sheet: Sendable, Hashable {
        /// A4, upright.
        case portrait
        /// A4, lying.
        case landscape
        /// One endless sheet as narrow as a phone.
        case phone
    }

    /// The words around the page's number and the number of pages.
    public struct Numbering: Sendable, Hashable {
        /// The words before, between and after the two numbers.
        public let before, between, after: String

        /// Names the words: `第 `, ` 页 共 `, ` 页`.
        public init(_ before: String, _ between: String, _ after: String) {
            (self.before, self.between, self.after) = (before, between, after)
        }
    }

    /// What it is called, in the file's properties and in the list of a file's papers.
    public let title: String
    /// The sheet.
    public let sheet: Sheet
    /// The words of the page number; nil for none.
    public let numbering: Numbering?
    /// The line at the foot of each page, beside the number.
    public let foot: String
    /// The parts from top to bottom.
    public private(set) var parts: [Part] = []

    /// Begins a paper.
    public init(title: String, sheet: Sheet, numbering: Numbering?, foot: String = "") {
        self.title = title
        self.sheet = sheet
        self.numbering = numbering
        self.foot = foot
    }

    /// Adds a part at the end.
    public mutating func add(_ part: Part) { parts.append(part) }

    /// Adds parts at the end.
    public mutating func add(_ parts: [Part]) { self.parts += parts }

    /// A part of a paper.
    public enum Part: Sendable {
        /// A paragraph.
        case text(Paragraph)
        /// A table; its head is repeated on each page.
        case table(PaperTable)
        /// A chart.
        case chart(PaperChart)
        /// The end of a page.
        case turn
        /// An empty space of some height.
        case gap(Double)
        /// A line along which a part is torn off, with its words.
        case cut(String)
        /// Parts that stay on one page as long as they fit on one.
        indirect case together([Part])
        /// Parts beside one another, each with the same width.
        indirect case beside([[Part]])
    }

    /// The kind of letters.
    public enum Face: Sendable, Hashable, CaseIterable {
        /// Heavy letters for titles: 小标宋.
        case title
        /// Letters for heads and figures: 黑体.
        case head
        /// Letters for text: 仿宋.
        case text
    }

    /// Where lines stand.
    public enum Alignment: Sendable, Hashable {
        /// At the left edge.
        case leading
        /// In the middle.
        case centre
        /// At the right edge.
        case trailing
    }

    /// How letters look.
    public struct Look: Sendable, Hashable {
        /// The kind of letters.
        public var face: Face
        /// Their size in points; nothing is set smaller than 9.
        public var size: Double

        /// Describes letters.
        public init(_ face: Face, _ size: Double) {
            self.face = face
            self.size = max(Look.smallest, size)
        }

        /// The smallest size, in points.
        public static let smallest = 9.0
    }

    /// A paragraph.
    public struct Paragraph: Sendable, Hashable {
        /// The words.
        public var text: String
        /// The letters.
        public var look: Look
        /// Where its lines stand.
        public var alignment: Alignment
        /// The indent of its first line, in widths of a Chinese character.
        public var indent: Int
        /// The space below, in millimetres.
        public var below: Double
        /// The distance of its lines, in their own heights.
        public var leading: Double

        /// Describes a paragraph.
        public init(
            _ text: String, _ look: Look, _ alignment: Alignment = .leading, indent: Int = 0, below: Double = 1.5,
            leading: Double = 1
        ) {
            self.text = text
            self.look = look
            self.alignment = alignment
            self.indent = indent
            self.below = below
            self.leading = leading
        }
    }
}
