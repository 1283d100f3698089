/// The days on which the members work.
///
/// 2021 is exact. In the other years they work from Monday to Saturday and on the Sundays that the State Council made
/// workdays: rows on a day that is not a workday do no harm, but a workday without rows would be a shortfall for
/// everybody.
struct WorkCalendar {
    enum Kind { case workday, holiday }

    /// A day that the township itself decided, and the only kind of day that is exported.
    struct LocalDay {
        let day: Day
        let kind: Kind
        let note: String
    }

    let localDays: [LocalDay]

    init(_ quarter: Quarter) {
        localDays = WorkCalendar.localDays(quarter)
    }

    func isWorked(_ day: Day) -> Bool {
        if let local = localDays.first(where: { $0.day == day }) { return local.kind == .workday }
        return WorkCalendar.isPublicWorkday(day)
    }

    /// A day on which a gap is certain to count: faults are only planned on these.
    func isFirm(_ day: Day) -> Bool {
        isWorked(day) && (day.civil.year == 2021 || day.weekday <= 5)
    }

    /// The first firm day on or after the given one.
    func firmDay(from day: Day) -> Day {
        var found = day
        while !isFirm(found) { found = found + 1 }
        return found
    }

    static func isPublicWorkday(_ day: Day) -> Bool {
        if shiftedWorkdays.contains(day) { return true }
        guard day.civil.year == 2021 else { return day.weekday <= 6 }
        return day.weekday <= 5 && !holidays2021.contains { $0.contains(day) }
    }

    /// A rest day in the first month, a working Saturday in the second, and the day off for it.
    private static func localDays(_ quarter: Quarter) -> [LocalDay] {
        let rest = nth(3, weekday: 3, of: quarter.firstDay(ofMonth: 0))
        let duty = nth(2, weekday: 6, of: quarter.firstDay(ofMonth: 1))
        let dayOff = nth(3, weekday: 5, of: quarter.firstDay(ofMonth: 1))
        return [
            LocalDay(day: rest, kind: .holiday, note: Phrases.localRest[quarter.index - 1]),
            LocalDay(day: duty, kind: .workday, note: Phrases.localDuty[quarter.index - 1]),
            LocalDay(day: dayOff, kind: .holiday, note: "补休（周六值守）"),
        ]
    }

    private static func nth(_ count: Int, weekday: Int, of first: Day) -> Day {
        first + (weekday - first.weekday + 7) % 7 + (count - 1) * 7
    }

    private static let holidays2021: [ClosedRange<Day>] = [
        Day(2021, 1, 1)...Day(2021, 1, 3), Day(2021, 2, 11)...Day(2021, 2, 17), Day(2021, 4, 3)...Day(2021, 4, 5),
        Day(2021, 5, 1)...Day(2021, 5, 5), Day(2021, 6, 12)...Day(2021, 6, 14), Day(2021, 9, 19)...Day(2021, 9, 21),
        Day(2021, 10, 1)...Day(2021, 10, 7),
    ]

    /// All of 2021; of the other years the Sundays.
    private static let shiftedWorkdays: Set<Day> = [
        Day(2019, 2, 3), Day(2019, 4, 28), Day(2019, 5, 5), Day(2019, 9, 29),
        Day(2020, 1, 19), Day(2020, 4, 26), Day(2020, 6, 28), Day(2020, 9, 27),
        Day(2021, 2, 7), Day(2021, 2, 20), Day(2021, 4, 25), Day(2021, 5, 8), Day(2021, 9, 18), Day(2021, 9, 26),
        Day(2021, 10, 9),
        Day(2022, 1, 30), Day(2022, 4, 24), Day(2022, 10, 9),
        Day(2023, 1, 29), Day(2023, 4, 23), Day(2023, 6, 25), Day(2023, 10, 8),
        Day(2024, 2, 4), Day(2024, 2, 18), Day(2024, 4, 7), Day(2024, 4, 28), Day(2024, 9, 29),
        Day(2025, 1, 26), Day(2025, 4, 27), Day(2025, 9, 28),
        Day(2026, 1, 4), Day(2026, 9, 20),
    ]
}
