import AssessmentKernel

/// How a profile names a column of the file.
struct TitleName: Hashable, Sendable {
    /// The title, joined over the levels or of the lowest alone, without white space.
    let title: Text
    /// The upper title that it must stand under; nil for any.
    var under: Text?
    /// Which of the columns that fit, counted from 1; nil where only one may fit.
    var nth: Int?

    /// The name as a message shows it.
    var shown: String {
        let under = under.map { $0.string + " " } ?? ""
        return under + title.string + (nth.map { "（第 \($0) 个）" } ?? "")
    }
}

/// The columns of the file from which a column of the table comes.
struct ColumnSource: Sendable {
    /// The columns; of several the first that is filled counts.
    let titles: [TitleName]
    /// The choices of which the first counts, whichever column has it; nil for the first column that is filled.
    var preferred: [Int64]?
}
