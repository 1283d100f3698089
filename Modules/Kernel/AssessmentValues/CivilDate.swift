/// A day of the calendar in China; no time zone, no clock.
///
/// Stored as days since 1970-01-01, so that comparing and adding days is plain arithmetic. Years 1 to 9999.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible, Strideable {
    /// Days since 1970-01-01.
    public let dayNumber: Int32

    /// Makes a day from the number of days since 1970-01-01.
    @inlinable
    public init(dayNumber: Int32) { self.dayNumber = dayNumber }

    /// Makes a day of the Gregorian calendar; nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.daysIn(month: month, year: year)
        else { return nil }
        self.dayNumber = CivilDate.dayNumber(year, month, day)
    }

    /// Reads `2021-07-01`; nil for any other form (intake reads others).
    public init?(iso text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D,
            digits.indices.allSatisfy({ $0 == 4 || $0 == 7 || (0x30...0x39).contains(digits[$0]) }),
            let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)), let day = Int(text.suffix(2))
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Makes a day from its eight digits, `20210701`; nil when there is no such day.
    public init?(packed: Int64) {
        self.init(year: Int(packed / 10_000), month: Int(packed / 100 % 100), day: Int(packed % 100))
    }

    /// The days of a month, 28 to 31; zero for any other month.
    public static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 0
        }
    }

    /// Days since 1970-01-01; counts years from March, so that the leap day is the last of the year.
    static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month and day.
    ///
    /// By multiplying and shifting, not dividing (Neri and Schneider, 2022): an import asks for it with each record.
    public var parts: (year: Int, month: Int, day: Int) {
        // Eras of four hundred years, so that days before the first year can be asked for too.
        let shifted = Int(dayNumber) + 719_468 + 146_097 * CivilDate.erasBefore
        let quarters = UInt64(4 * shifted + 3)
        let century = quarters / 146_097
        let days = UInt64(UInt32(truncatingIfNeeded: quarters % 146_097) | 3) * 2_939_745
        let dayOfYear = UInt32(truncatingIfNeeded: days) / 2_939_745 / 4
        let marks = 2_141 * dayOfYear + 197_913
        let isNextYear: UInt32 = dayOfYear >= 306 ? 1 : 0
        let year = Int(century * 100 + days >> 32) + Int(isNextYear) - 400 * CivilDate.erasBefore
        return (year, Int(marks >> 16 - 12 * isNextYear), Int((marks & 0xFFFF) / 2_141 + 1))
    }

    /// Enough for each day number that there can be.
    private static let erasBefore = 15_000

    /// The day as eight digits, `20210701`, readable in the ledger.
    public var packed: Int64 {
        let (year, month, day) = parts
        return Int64(year * 10_000 + month * 100 + day)
    }

    /// The day of the week by ISO 8601: Monday is 1, Sunday is 7.
    public var weekday: Int { Int((dayNumber % 7 + 10) % 7) + 1 }

    /// The month that the day is in.
    public var month: Month {
        let (year, month, _) = parts
        return Month(unchecked: year, month)
    }

    /// `2021-07-01`.
    public var description: String { String(printing: append) }

    /// Appends ``description``.
    package func append(to bytes: inout [UInt8]) {
        let (year, month, day) = parts
        bytes.append(digitsOf: UInt64(clamping: year), width: 4)
        bytes.append(0x2D)
        bytes.append(twoDigitsOf: month)
        bytes.append(0x2D)
        bytes.append(twoDigitsOf: day)
    }

    /// Earlier days come first.
    @inlinable
    public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
    /// The days from here to another day.
    public func distance(to other: CivilDate) -> Int { Int(other.dayNumber) - Int(dayNumber) }
    /// The day that is `days` later.
    public func advanced(by days: Int) -> CivilDate { CivilDate(dayNumber: Int32(clamping: Int(dayNumber) + days)) }
}

extension CivilDate? {
    /// Whether the day is on or before a deadline; false for nil, which stands for never.
    public func isBy(_ deadline: CivilDate) -> Bool { map { $0 <= deadline } ?? false }
}

/// A moment of a civil day, to the second; no time zone.
public struct CivilDateTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00:00 on the civil clock.
    public let seconds: Int64

    /// Makes a moment from civil seconds since 1970-01-01.
    @inlinable
    public init(seconds: Int64) { self.seconds = seconds }

    /// Makes a moment of a day; nil when there is no such time.
    public init?(_ date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.seconds = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Reads `2021-07-01 08:30:00`, or the same without its seconds; nil for any other form (intake reads others).
    public init?(iso text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CivilDate(iso: String(parts[0])) else { return nil }
        let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false).compactMap { part in
            part.utf8.count == 2 ? ExactDecimal.units(part.utf8, places: 0).map { Int($0) } : nil
        }
        guard (2...3).contains(numbers.count), parts[1].utf8.count == numbers.count * 3 - 1 else { return nil }
        self.init(date, hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
    }

    /// The day of the moment.
    public var date: CivilDate {
        CivilDate(dayNumber: Int32((seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400))
    }

    /// The seconds since the day began.
    public var secondOfDay: Int { Int((seconds % 86_400 + 86_400) % 86_400) }

    /// The moment as fourteen digits, `20210701083000`.
    public var packed: Int64 {
        let second = secondOfDay
        return date.packed * 1_000_000 + Int64(second / 3600 * 10_000 + second / 60 % 60 * 100 + second % 60)
    }

    /// Makes a moment from its fourteen digits; nil when there is no such moment.
    public init?(packed: Int64) {
        guard let date = CivilDate(packed: packed / 1_000_000) else { return nil }
        let time = Int(packed % 1_000_000)
        self.init(date, hour: time / 10_000, minute: time / 100 % 100, second: time % 100)
    }

    /// `2021-07-01 08:30:00`.
    public var description: String { String(printing: append) }

    /// Appends ``description``.
    package func append(to bytes: inout [UInt8]) {
        let second = secondOfDay
        date.append(to: &bytes)
        bytes.append(0x20)
        bytes.append(twoDigitsOf: second / 3600)
        bytes.append(0x3A)
        bytes.append(twoDigitsOf: second / 60 % 60)
        bytes.append(0x3A)
        bytes.append(twoDigitsOf: second % 60)
    }

    /// Earlier moments come first.
    @inlinable
    public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool { left.seconds < right.seconds }
}
