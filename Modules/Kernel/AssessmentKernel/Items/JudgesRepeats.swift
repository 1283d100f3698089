/// An item some of whose records may repeat others, which only a person can judge (§3.2.5).
///
/// It is a capability besides ``AssessmentItem``: whoever adopts it has its suspects listed side by side and the verdict
/// written into its table. What a verdict costs is for `assess` to say.
public protocol JudgesRepeats: AssessmentItem {
    /// Where a verdict is written.
    static var judgement: RepeatJudgement { get }

    /// The records of the period that may repeat an earlier one of the member, and that nobody has judged yet; in the
    /// order of the rows, each once.
    ///
    /// Pure, like `assess`. It lists what `assess` warns of by ``RepeatJudgement/warning``, and may list more.
    func suspects(_ evidence: MemberEvidence) -> [RepeatSuspect]
}

/// Where a person's verdict on a suspect is written, and as what.
public struct RepeatJudgement: Sendable {
    /// The table; one of the item's.
    public let table: TableSchema
    /// The column that takes the verdict; an optional choice.
    public let column: ColumnSchema
    /// The key of the verdict that a record is a duplicate.
    public let duplicate: String
    /// The key of the verdict that a record stands.
    public let valid: String
    /// The warning by which a closing leaves a suspect to a person; one of the item's.
    public let warning: WarningKind

    /// Says where verdicts are written.
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
    /// In which way.
    public enum Kind: String, Sendable, CaseIterable {
        /// The same place and text, white space aside.
        case exact
        /// The same place and text, digits and white space aside.
        case digits
        /// The same place and minute, whatever the text.
        case minute

        /// What is said of it.
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
    /// In which way.
    public let kind: Kind

    /// Names a suspect and what it repeats.
    public init<Table>(_ suspect: Row<Table>, repeats first: Row<Table>, _ kind: Kind) {
        self.suspect = suspect.reference
        self.first = first.reference
        self.kind = kind
    }
}
