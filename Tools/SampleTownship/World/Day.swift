/// A civil day in China, counted from 1970-01-01.
///
/// No clock, no time zone, no locale: the same bytes on every machine.
struct Day: Comparable, Hashable, Sendable {
    let number: Int

    init(number: Int) { self.number = number }

    /// Counts years from March, so that the leap day is a year's last day and no table of months is needed.
    init(_ year: Int, _ month: Int, _ day: Int) {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Monday is 1, Sunday 7.
    var weekday: Int { (number + 3) % 7 + 1 }

    var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }

    static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
    static func - (day: Day, days: Int) -> Day { Day(number: day.number - days) }
}

/// A minute of a civil day, for the columns that are date-times.
struct Moment: Comparable, Sendable {
    let day: Day
    let minute: Int

    init(_ day: Day, minute: Int) {
        self.day = day + minute / 1_440
        self.minute = minute % 1_440
    }

    static func < (left: Moment, right: Moment) -> Bool { (left.day, left.minute) < (right.day, right.minute) }
    static func + (moment: Moment, minutes: Int) -> Moment { Moment(moment.day, minute: moment.minute + minutes) }
}

struct Quarter: Sendable {
    let year: Int
    let index: Int

    /// Parses `2021Q3`; the years are those for which the product ships the State Council's holidays.
    init?(_ text: String) {
        let parts = text.split(separator: "Q", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), (2019...2026).contains(year),
            parts[1].count == 1, let index = Int(parts[1]), (1...4).contains(index)
        else { return nil }
        self.year = year
        self.index = index
    }

    init(year: Int, index: Int) {
        self.year = year
        self.index = index
    }

    var first: Day { firstDay(ofMonth: 0) }
    var last: Day { firstDay(ofMonth: 3) - 1 }

    /// The months of the quarter are 0, 1 and 2; 3 is the one after it.
    func firstDay(ofMonth month: Int) -> Day {
        let count = (index - 1) * 3 + month
        return Day(year + count / 12, count % 12 + 1, 1)
    }

    func days(ofMonth month: Int) -> [Day] {
        (firstDay(ofMonth: month).number..<firstDay(ofMonth: month + 1).number).map(Day.init(number:))
    }

    /// `2021-07`, as the platforms name the folder of a month's export.
    func folder(ofMonth month: Int) -> String {
        let number = (index - 1) * 3 + month + 1
        return "\(year)-\(number < 10 ? "0" : "")\(number)"
    }
}
