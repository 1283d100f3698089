import AssessmentKernel

/// What a draft makes of the cells of one kind of column.
struct DraftForm: Sendable {
    /// What the cells of a file's column say of whether it is the table's.
    enum Sample: Sendable {
        /// Nothing: anything could stand in it.
        case saysNothing
        /// It is when all are values of the column, whatever its title.
        case mayTell
        /// It is not when none is a value of the column.
        case mustFit
    }

    let sample: Sample
    /// The words that a cell may be, with what they mean; none where there is no end of values.
    let words: [String]

    private init(_ sample: Sample, words: [String] = []) {
        self.sample = sample
        self.words = words
    }

    /// Those of every kind.
    static let each = EachForm<DraftForm>(
        code: DraftForm(.saysNothing), text: DraftForm(.saysNothing), date: DraftForm(.mustFit),
        dateTime: DraftForm(.mustFit), number: DraftForm(.mustFit), percent: DraftForm(.mustFit),
        whole: DraftForm(.mustFit), yesNo: DraftForm(.saysNothing, words: ["是", "否"]),
        choice: { DraftForm(.mayTell, words: $0.map { "\($0.key) \($0.title.chinese)" }) })
}
