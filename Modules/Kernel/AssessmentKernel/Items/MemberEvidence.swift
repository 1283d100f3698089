public import AssessmentValues

/// What an item sees of one member in one period, a month or a quarter.
///
/// A plain value without access to the ledger or a clock. It leaves out rows that do not count (out of post, or passed
/// over on registered leave). Rows that an upheld appeal excuses are included and marked.
public struct MemberEvidence: Sendable {
    /// The member.
    public let member: Member
    /// The period.
    public let period: DateRange
    /// The days of the period in post.
    public let window: DateRange
    /// The member's duty days in the period, in order, without days that an upheld appeal excuses for this item.
    public let dutyDays: [CivilDate]
    /// The as-of day of a running period, which is then the period's last day; nil when the period is over.
    public let asOf: CivilDate?

    private let tables: [String: TableEvidence]

    /// Makes the evidence of a member and period.
    ///
    /// - Parameters:
    ///   - isRunning: whether the period is still running, so that its last day is the as-of day.
    ///   - tables: by table key; each has the rows of the period and of its look-back.
    public init(
        member: Member, period: DateRange, window: DateRange, dutyDays: [CivilDate], isRunning: Bool = false,
        tables: [String: TableEvidence]
    ) {
        self.member = member
        self.period = period
        self.window = window
        self.dutyDays = dutyDays
        asOf = isRunning ? period.last : nil
        self.tables = tables
    }

    /// Whether a deadline has passed, so that it can be missed.
    ///
    /// In a period that is over, every deadline has passed. In a running period, deadlines up to ``asOf`` have.
    public func isOver(_ deadline: CivilDate) -> Bool { asOf.map { deadline <= $0 } ?? true }

    /// The rows of a table that count and are dated in the period, sorted by date, moment and natural key.
    public func rows<Table: EvidenceTable>(of table: Table.Type) -> Rows<Table> {
        Rows(tables[Table.shared.schema.key], in: period)
    }

    /// The rows of a table that count and are dated in the calendar year up to the period's end.
    ///
    /// The table must declare the look-back.
    public func rowsOfYear<Table: EvidenceTable>(of table: Table.Type) -> Rows<Table> {
        let newYear = CivilDate(year: period.last.parts.year, month: 1, day: 1) ?? period.first
        return Rows(tables[Table.shared.schema.key], in: DateRange(unchecked: min(newYear, period.last), period.last))
    }
}
