public import AssessmentKernel
public import Rulebook

/// What a closing shares between members: the rules, the calendar, and what follows from both.
public struct QuarterRules: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// The rulebook in force on its first day.
    public let rulebook: Rulebook
    /// The work calendar.
    public let calendar: WorkCalendar
    /// The workdays of the quarter, in order.
    let workdays: [CivilDate]
    /// The quarter's last three workdays; if no member has a row on them, the table was not delivered.
    let lastWorkdays: [CivilDate]
    /// The items' tables that are scored.
    public let tables: [TableSchema]
    /// The tables whose missing rows cost points.
    public let tablesReadForAbsence: [TableSchema]

    /// Makes the rules of a quarter.
    public init(_ quarter: Quarter, rulebook: Rulebook, calendar: WorkCalendar) {
        self.quarter = quarter
        self.rulebook = rulebook
        self.calendar = calendar
        workdays = calendar.workdays(in: quarter.range)
        lastWorkdays = workdays.suffix(3)
        tables = rulebook.items.flatMap { $0.type.tables }
        tablesReadForAbsence = rulebook.items.flatMap { ruled in
            ruled.item.tablesReadForAbsence.compactMap { key in ruled.type.tables.first { $0.key == key } }
        }
    }

    /// The days for which a closing reads a table's rows.
    public func span(of table: TableSchema) -> DateRange {
        let range = quarter.range
        guard table.lookBack == .calendarYear, let newYear = CivilDate(year: quarter.year, month: 1, day: 1) else {
            return range
        }
        return DateRange(newYear, through: range.last) ?? range
    }

    /// Whether a member of this post is assessed (§1.1, I-15).
    package func assesses(_ post: Post) -> Bool { rulebook.assessedPosts.contains(post) }

    /// The workdays within a range of days of the quarter on which a member is not on registered leave.
    package func dutyDays(in window: DateRange, leave: [DateRange]) -> [CivilDate] {
        workdays.filter { day in window.contains(day) && !leave.contains { $0.contains(day) } }
    }
}

extension DateRange {
    /// The range extended back to the first day, for leave and equipment, which are read from the beginning.
    package var andAllBefore: DateRange { DateRange(CivilDate(dayNumber: -719_162), through: last) ?? self }
}

extension Quarter {
    /// From New Year to the quarter's end: the widest range that a closing reads.
    package var yearSoFar: DateRange {
        CivilDate(year: year, month: 1, day: 1).flatMap { DateRange($0, through: range.last) } ?? range
    }
}
