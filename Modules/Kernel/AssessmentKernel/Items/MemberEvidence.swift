/// What an item sees of one member in one period, a month or a quarter.
///
/// It is a value: no ledger, no clock. Rows that do not count (out of post, or passed over on registered leave) are not
/// in it; rows that an upheld appeal excuses are, and say so.
public struct MemberEvidence: Sendable {
    /// The member.
    public let member: Member
    /// The period.
    public let period: DateRange
    /// The days of the period in post.
    public let window: DateRange
    /// The member's duty days in the period, in order, without days that an upheld appeal excuses for this item.
    public let dutyDays: [CivilDate]
    /// The day to which a period that still runs is seen; nil when the period is over.
    ///
    /// It is the period's last day then, which is cut there.
    public let asOf: CivilDate?

    private let tables: [String: TableEvidence]

    /// Assembles what an item sees.
    ///
    /// - Parameters:
    ///   - isRunning: whether the period's last day is that to which it is seen, and it goes on.
    ///   - tables: by the table's key; each with the rows of the period and of what its look-back asks.
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

    /// Whether a deadline within a day has passed, so that what it asked for can be missed.
    ///
    /// In a period that is over every deadline has: who scores it looks back on it. Where a period still runs it has when
    /// the day is not after the one to which it is seen.
    public func isOver(_ deadline: CivilDate) -> Bool { asOf.map { deadline <= $0 } ?? true }

    /// The rows of a table that count and are dated in the period, in the order of date, moment and natural key.
    public func rows<Table: EvidenceTable>(of table: Table.Type) -> Rows<Table> {
        Rows(tables[Table.shared.schema.key], in: period)
    }

    /// The rows of a table that count and are dated in the calendar year up to the period's end.
    ///
    /// The table declares the look-back.
    public func rowsOfYear<Table: EvidenceTable>(of table: Table.Type) -> Rows<Table> {
        let newYear = CivilDate(year: period.last.parts.year, month: 1, day: 1) ?? period.first
        return Rows(tables[Table.shared.schema.key], in: DateRange(unchecked: min(newYear, period.last), period.last))
    }
}
