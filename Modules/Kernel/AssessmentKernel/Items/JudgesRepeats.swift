public import AssessmentValues

/// An item some of whose records may repeat others, which only a person can judge (§3.2.5).
///
/// An optional capability of an ``AssessmentItem``: its suspects are listed side by side, and the verdict is written
/// into its table. `assess` decides what a verdict costs.
public protocol JudgesRepeats: AssessmentItem {
    /// Where a verdict is written.
    static var judgement: RepeatJudgement { get }

    /// The unjudged records of the period that may repeat an earlier one of the member; in row order, each once.
    ///
    /// Pure, like `assess`. It lists what `assess` warns about with ``RepeatJudgement/warning``, and may list more.
    func suspects(_ evidence: MemberEvidence) -> [RepeatSuspect]
}

/// Where a person's verdict on a suspect is written, and the keys it is written as.
public struct RepeatJudgement: Sendable {
    /// The table; one of the item's.
    public let table: TableSchema
    /// The column for the verdict; an optional choice.
    public let column: ColumnSchema
    /// The key of the verdict that a record is a duplicate.
    public let duplicate: String
    /// The key of the verdict that a record is valid.
    public let valid: String
    /// The warning that a closing raises for a suspect; one of the item's.
    public let warning: WarningKind

    /// Makes a judgement from its table, column, keys and warning.
    public init<Verdict: Choice>(
        _ table: TableSchema, _ verdict: Column<Verdict?>, duplicate: Verdict, valid: Verdict, warning: WarningKind
    ) {
        self.table = table
        self.column = table.columns[verdict.index]
        self.duplicate = duplicate.option.key
        self.valid = valid.option.key
        self.warning = warning
    }
}

/// A record that may repeat an earlier one.
public struct RepeatSuspect: Hashable, Sendable {
    /// The kind of likeness.
    public enum Kind: String, Sendable, CaseIterable {
        /// The same place and text, ignoring white space.
        case exact
        /// The same place and text, ignoring digits and white space.
        case digits
        /// The same place and minute, whatever the text.
        case minute

        /// The description shown to people.
        public var title: LocalText {
            switch self {
            case .exact: LocalText("地点描述相同", "the same place and description")
            case .digits: LocalText("地点描述仅数字不同", "the same place and description but for digits")
            case .minute: LocalText("同一地点同一分钟", "the same place and minute")
            }
        }
    }

    /// The record that a person is to judge.
    public let suspect: RecordReference
    /// The first record that it repeats.
    public let first: RecordReference
    /// The kind of likeness.
    public let kind: Kind

    /// Makes a suspect from its row and the row it repeats.
    public init<Table>(_ suspect: Row<Table>, repeats first: Row<Table>, _ kind: Kind) {
        self.suspect = suspect.reference
        self.first = first.reference
        self.kind = kind
    }
}
