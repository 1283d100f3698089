/// What a kind of column says of its cells: how they print, how they are read back, how people are shown them.
///
/// There is one form for each ``ColumnKind``, and a table has those of its columns at hand: ``TableSchema/forms``. What
/// only one room must know of all kinds, that room says in an ``EachForm``.
public protocol ColumnForm: Sendable {
    /// What the cells hold, in words.
    var contents: LocalText { get }

    /// Appends the canonical text of a cell that is not empty, as outputs print it: choices by key, dates in ISO form, the
    /// shortest exact decimals.
    ///
    /// - Parameter texts: the bytes of the block, which the slots of texts point into.
    func print(_ slot: Int64, _ texts: [UInt8], to bytes: inout [UInt8])

    /// The slot of a text that is not empty, written as outputs print it or as people are shown it, with the white space
    /// around it dropped; nil when it is no value of the column.
    ///
    /// Intake reads more: see its `CellParser`.
    func slot(of text: String, into block: inout RowBlock) -> Int64?

    /// What people are shown for a canonical text.
    func shown(_ text: String) -> LocalText
}

extension ColumnForm {
    /// The canonical text itself.
    public func shown(_ text: String) -> LocalText { LocalText(text, text) }
}

extension ColumnKind {
    /// The form of the kind.
    ///
    /// Made anew for a choice: a loop takes ``TableSchema/forms``.
    public var form: any ColumnForm { ColumnKind.forms[self] }

    private static let forms = EachForm<any ColumnForm>(
        code: CodeForm(), text: TextForm(), date: DateForm(), dateTime: DateTimeForm(), number: NumberForm(),
        percent: PercentForm(), whole: WholeForm(), yesNo: YesNoForm(), choice: ChoiceForm.init)
}

extension ColumnSchema {
    /// What the column holds as an item's pages say it: the choices with their keys, and whether a rule reads it.
    public var contents: LocalText {
        if isRemark { return LocalText("文本，不影响得分", "text, no rule reads it") }
        guard let options = kind.options else { return kind.form.contents }
        return LocalText(
            options.map { "`\($0.key)` \($0.title.chinese)" }.joined(separator: "、"),
            options.map { "`\($0.key)` \($0.title.english)" }.joined(separator: ", "))
    }
}
