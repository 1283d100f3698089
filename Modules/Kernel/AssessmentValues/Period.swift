/// A range of days, both ends inclusive; never empty.
public struct DateRange: Hashable, Sendable, CustomStringConvertible {
    /// The first day.
    public let first: CivilDate
    /// The last day, not before the first.
    public let last: CivilDate

    /// Makes a range of days; nil when the last day is before the first.
    public init?(_ first: CivilDate, through last: CivilDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Makes a range known not to be empty.
    package init(unchecked first: CivilDate, _ last: CivilDate) {
        self.first = first
        self.last = last
    }

    /// The number of days, at least one.
    public var count: Int { first.distance(to: last) + 1 }

    /// Every day in order.
    public var days: some Sequence<CivilDate> { stride(from: first, through: last, by: 1) }

    /// Whether the day is in the range.
    public func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }

    /// The days that two ranges share; nil when they share none.
    public func intersection(_ other: DateRange) -> DateRange? {
        DateRange(max(first, other.first), through: min(last, other.last))
    }

    /// The months that the range touches, in order.
    public var months: [Month] {
        (first.month.ordinal...last.month.ordinal).map { Month(unchecked: $0 / 12, $0 % 12 + 1) }
    }

    /// The weeks, Monday to Sunday, that lie wholly in the range, in order.
    public var wholeWeeks: [DateRange] {
        let monday = first.advanced(by: (8 - first.weekday) % 7)
        return stride(from: monday, through: last.advanced(by: -6), by: 7).map {
            DateRange(unchecked: $0, $0.advanced(by: 6))
        }
    }

    /// `2021-07-01..2021-09-30`.
    public var description: String { "\(first)..\(last)" }
}

/// A month of a year: `2021-07`.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Months since year 0, January.
    let ordinal: Int

    /// The year, 1 to 9999.
    public var year: Int { ordinal / 12 }
    /// The number of the month, 1 to 12.
    public var number: Int { ordinal % 12 + 1 }

    /// Makes a month known to exist.
    init(unchecked year: Int, _ month: Int) { ordinal = year * 12 + month - 1 }

    /// Makes a month; nil when the year or number is out of range.
    public init?(year: Int, number: Int) {
        guard (1...9999).contains(year), (1...12).contains(number) else { return nil }
        self.init(unchecked: year, number)
    }

    /// Reads `2021-07`; nil for any other form.
    public init?(text: String) {
        guard let first = CivilDate(iso: text + "-01") else { return nil }
        self = first.month
    }

    /// The days of the month.
    public var range: DateRange {
        let first = CivilDate(dayNumber: CivilDate.dayNumber(year, number, 1))
        return DateRange(unchecked: first, first.advanced(by: CivilDate.daysIn(month: number, year: year) - 1))
    }

    /// The month before.
    public var previous: Month { Month(unchecked: (ordinal - 1) / 12, (ordinal - 1) % 12 + 1) }
    /// The month after.
    public var next: Month { Month(unchecked: (ordinal + 1) / 12, (ordinal + 1) % 12 + 1) }
    /// The quarter that the month is in.
    public var quarter: Quarter { Quarter(unchecked: year, (number - 1) / 3 + 1) }

    /// `2021-07`.
    public var description: String {
        String(printing: { bytes in
            bytes.append(digitsOf: UInt64(clamping: year), width: 4)
            bytes.append(0x2D)
            bytes.append(twoDigitsOf: number)
        })
    }
    /// Earlier months come first.
    public static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }
}

/// A quarter of a year: `2021Q3`.
public struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The year, 1 to 9999.
    public let year: Int
    /// The number of the quarter, 1 to 4.
    public let number: Int

    /// Makes a quarter known to exist.
    init(unchecked year: Int, _ number: Int) {
        self.year = year
        self.number = number
    }

    /// Reads `2021Q3`; nil for any other form.
    public init?(text: String) {
        let parts = text.split(separator: "Q", omittingEmptySubsequences: false)
        guard text.utf8.count == 6, parts.count == 2, parts[0].utf8.count == 4,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let number = Int(parts[1]), year >= 1, (1...4).contains(number)
        else { return nil }
        self.init(unchecked: year, number)
    }

    /// The three months in order.
    public var months: [Month] { (1...3).map { Month(unchecked: year, (number - 1) * 3 + $0) } }
    /// The days of the quarter.
    public var range: DateRange {
        let months = self.months
        return DateRange(unchecked: months[0].range.first, months[2].range.last)
    }
    /// The quarter before.
    public var previous: Quarter { months[0].previous.quarter }
    /// The quarter after.
    public var next: Quarter { months[2].next.quarter }

    /// `2021Q3`.
    public var description: String { "\(padded(year, 4))Q\(number)" }
    /// Earlier quarters come first.
    public static func < (left: Quarter, right: Quarter) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }
}

extension Quarter {
    /// 2021年第三季度.
    public var chinese: String { "\(year)年第\(chineseNumber)季度" }

    /// 三 of 第三季度.
    public var chineseNumber: String { Quarter.chineseNumber(number) }

    /// The number of a quarter of any year, from 1, in Chinese.
    package static func chineseNumber(_ number: Int) -> String { ["一", "二", "三", "四"][number - 1] }
}
