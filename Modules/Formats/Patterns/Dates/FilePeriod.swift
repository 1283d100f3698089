package import AssessmentKernel

/// The days that a file is about, which complete dates without a year or a month.
package struct FilePeriod: Equatable, Sendable {
    /// The first day.
    package let first: CivilDate
    /// The last day.
    package let last: CivilDate

    /// A whole month.
    package init(_ month: Month) {
        first = month.range.first
        last = month.range.last
    }

    /// Nil when the days are upside down or more than a year apart.
    package init?(_ first: CivilDate, _ last: CivilDate) {
        guard first <= last, first.distance(to: last) <= 366 else { return nil }
        self.first = first
        self.last = last
    }

    /// The only day of the period that has this number in its month.
    package func day(_ number: Int) -> CivilDate? {
        var found: CivilDate?
        var month = first.month
        while month <= last.month {
            if let day = CivilDate(year: month.year, month: month.number, day: number), first <= day, day <= last {
                if found != nil { return nil }
                found = day
            }
            month = month.next
        }
        return found
    }

    /// The day of this month and number in the year that lies nearest to the period.
    package func day(_ month: Int, _ number: Int) -> CivilDate? {
        let year = first.parts.year
        let days = (year - 1...year + 2).compactMap { CivilDate(year: $0, month: month, day: number) }
        return days.min { distance(to: $0) < distance(to: $1) }
    }

    private func distance(to day: CivilDate) -> Int {
        day < first ? day.distance(to: first) : last < day ? last.distance(to: day) : 0
    }

    /// The day that a reading names; nil for no such day, or a wrong day of the week.
    package static func day(_ reading: DateForm.Reading, _ period: FilePeriod?) -> CivilDate? {
        guard let number = reading.day else { return nil }
        let day: CivilDate?
        if let year = reading.year {
            if let month = reading.month {
                day = CivilDate(year: year, month: month, day: number)
            } else {
                day = period?.day(number).flatMap { $0.parts.year == year ? $0 : nil }
            }
        } else if let month = reading.month {
            day = period?.day(month, number)
        } else {
            day = period?.day(number)
        }
        guard let day, reading.weekday.map({ $0 == day.weekday }) ?? true else { return nil }
        return day
    }
}
