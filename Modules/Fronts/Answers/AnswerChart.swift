/// A chart of an answer: a bar per row, made of one length per series, all to one scale.
///
/// Whatever it shows stands in a table of the answer too, or in its notes.
public struct AnswerChart: Sendable, Hashable {
    /// A bar.
    public struct Row: Sendable, Hashable {
        /// What stands before it.
        public let label: String
        /// Its lengths, one per series; none below zero.
        public let lengths: [Int64]
        /// What stands after it.
        public let note: String

        /// Makes a bar; lengths below zero count as zero.
        public init(_ label: String, _ lengths: [Int64], note: String) {
            self.label = label
            self.lengths = lengths.map { max(0, $0) }
            self.note = note
        }

        /// Where each length begins and ends, in parts of `whole`, of which the longest bar has all.
        package func spans(of whole: Int, longest: Int128) -> [Range<Int>] {
            var sum: Int128 = 0
            return lengths.map { length in
                let start = AnswerChart.part(sum, of: whole, longest)
                sum += Int128(length)
                return start..<AnswerChart.part(sum, of: whole, longest)
            }
        }
    }

    /// Its title.
    public let title: String
    /// What the lengths of a bar are, from left to right.
    public let series: [String]
    /// The bars from top to bottom.
    public let rows: [Row]

    /// Makes a chart.
    public init(_ title: String, series: [String], rows: [Row]) {
        self.title = title
        self.series = series
        self.rows = rows
    }

    /// The longest bar.
    package var longest: Int128 {
        rows.map { row in row.lengths.reduce(0) { $0 + Int128($1) } }.max() ?? 0
    }

    private static func part(_ length: Int128, of whole: Int, _ longest: Int128) -> Int {
        longest > 0 ? Int(clamping: (length * Int128(whole) * 2 + longest) / (longest * 2)) : 0
    }
}
