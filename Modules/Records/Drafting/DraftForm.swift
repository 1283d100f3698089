import AssessmentKernel

/// What the cells of a kind of column tell a draft.
enum DraftForm: Hashable, Sendable {
    /// Codes and names: any text without a time.
    case names
    /// Free text.
    case prose
    /// Days; moments have one.
    case days
    /// Moments, and nothing less.
    case moments
    /// Numbers.
    case amounts
    /// Yes or no.
    case yesOrNo
    /// Words of a closed list.
    case options

    /// The form of every kind.
    static let each = EachForm<DraftForm>(
        code: .names, text: .prose, date: .days, dateTime: .moments, number: .amounts, percent: .amounts,
        whole: .amounts, yesNo: .yesOrNo, choice: { _ in .options })

    /// What a column of yes and no may hold.
    static let eitherWords: Set<Text> = ["是", "否", "有", "无", "yes", "no", "1", "0", "true", "false"]

    /// Whether its cells are words with a meaning.
    var isOfWords: Bool { self == .options || self == .yesOrNo }
}
