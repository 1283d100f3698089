public import AssessmentKernel
public import Rulebook

/// What is the same for every member of a quarter: the rules, the calendar, and what follows from both.
public struct QuarterRules: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// The rulebook in force on its first day.
    public let rulebook: Rulebook
    /// The days that are worked.
    public let calendar: WorkCalendar
    /// The workdays of the quarter, in order.
    let workdays: [CivilDate]
    /// The quarter's last three workdays, on which an absence for everybody means a table that was not delivered.
    let lastWorkdays: [CivilDate]

    /// Brings the rules of a quarter together.
    public init(_ quarter: Quarter, rulebook: Rulebook, calendar: WorkCalendar) {
        self.quarter = quarter
        self.rulebook = rulebook
        self.calendar = calendar
        workdays = calendar.workdays(in: quarter.range)
        lastWorkdays = workdays.suffix(3)
    }

    /// The items' tables that are scored.
    public var tables: [TableSchema] { rulebook.items.flatMap { $0.type.tables } }

    /// The days whose rows a closing reads of a table.
    public func span(of table: TableSchema) -> DateRange {
        let range = quarter.range
        guard table.lookBack == .calendarYear, let newYear = CivilDate(year: quarter.year, month: 1, day: 1) else {
            return range
        }
        return DateRange(newYear, through: range.last) ?? range
    }

    /// The tables whose absence of rows costs points.
    public var tablesReadForAbsence: [TableSchema] {
        rulebook.items.flatMap { ruled in
            ruled.item.tablesReadForAbsence.compactMap { key in ruled.type.tables.first { $0.key == key } }
        }
    }

    /// Whether a member of this post is assessed (§1.1, I-15).
    func assesses(_ post: Post) -> Bool { rulebook.assessedPosts.contains(post) }

    /// The workdays within a run of days of the quarter on which a member is not on registered leave.
    func dutyDays(in window: DateRange, leave: [DateRange]) -> [CivilDate] {
        workdays.filter { day in window.contains(day) && !leave.contains { $0.contains(day) } }
    }
}

extension DateRange {
    /// The days with all that there were before them, for leave and equipment, which are read from their beginning.
    package var andAllBefore: DateRange { DateRange(CivilDate(dayNumber: -719_162), through: last) ?? self }
}

extension Quarter {
    /// From New Year to the quarter's end, which is as far as a closing looks.
    package var yearSoFar: DateRange {
        CivilDate(year: year, month: 1, day: 1).flatMap { DateRange($0, through: range.last) } ?? range
    }
}
