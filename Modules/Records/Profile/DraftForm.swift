import AssessmentKernel

/// How a draft interprets the cells of one kind of column.
struct DraftForm: Sendable {
    /// What a file column's cells tell about whether it is the table's column.
    enum Sample: Sendable {
        /// Nothing: any text is valid.
        case saysNothing
        /// It is the column when all cells are valid values, whatever its title.
        case mayTell
        /// It is not the column when no cell is a valid value.
        case mustFit
    }

    let sample: Sample
    /// The words that a cell may be, with their meaning; empty for an unbounded set of values.
    let words: [String]

    private init(_ sample: Sample, words: [String] = []) {
        self.sample = sample
        self.words = words
    }

    /// The form of every kind.
    static let each = EachForm<DraftForm>(
        code: DraftForm(.saysNothing), text: DraftForm(.saysNothing), date: DraftForm(.mustFit),
        dateTime: DraftForm(.mustFit), number: DraftForm(.mustFit), percent: DraftForm(.mustFit),
        whole: DraftForm(.mustFit), yesNo: DraftForm(.saysNothing, words: ["是", "否"]),
        choice: { DraftForm(.mayTell, words: $0.map { "\($0.key) \($0.title.chinese)" }) })
}
