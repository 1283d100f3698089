public import AssessmentValues

/// How a kind of column prints its cells, reads them back and shows them to people.
///
/// Each ``ColumnKind`` has one form; ``TableSchema/forms`` keeps those of a table's columns. What only one module needs
/// to know of every kind goes into an ``EachForm`` there.
public protocol ColumnForm: Sendable {
    /// What the cells hold, in words.
    var contents: LocalText { get }

    /// Appends the canonical text of a non-empty cell, as outputs print it.
    ///
    /// Choices print as keys, dates in ISO form, numbers as the shortest exact decimals.
    ///
    /// - Parameter texts: the bytes of the block, which the slots of texts point into.
    func print(_ slot: Int64, _ texts: [UInt8], to bytes: inout [UInt8])

    /// The slot of a non-empty, trimmed text, as outputs print it or as people are shown it; nil when it is invalid.
    ///
    /// Intake accepts more forms: see its `CellParser`.
    func slot(of text: String, into block: inout RowBlock) -> Int64?

    /// What people are shown for a canonical text.
    func shown(_ text: String) -> LocalText
}

extension ColumnForm {
    /// The canonical text itself.
    public func shown(_ text: String) -> LocalText { LocalText(text, text) }
}

extension ColumnKind {
    /// The form of the kind; created on each call for a choice, so loops should use ``TableSchema/forms``.
    public var form: any ColumnForm { ColumnKind.forms[self] }

    private static let forms = EachForm<any ColumnForm>(
        code: CodeForm(), text: TextForm(), date: DateForm(), dateTime: DateTimeForm(), number: NumberForm(),
        percent: PercentForm(), whole: WholeForm(), yesNo: YesNoForm(), choice: ChoiceForm.init)
}

extension ColumnSchema {
    /// What the column holds, for an item's documentation: choices with their keys, and whether any rule reads it.
    public var contents: LocalText {
        if isRemark { return LocalText("文本，不影响得分", "text, no rule reads it") }
        guard let options = kind.options else { return kind.form.contents }
        return LocalText(
            options.map { "`\($0.key)` \($0.title.chinese)" }.joined(separator: "、"),
            options.map { "`\($0.key)` \($0.title.english)" }.joined(separator: ", "))
    }
}
