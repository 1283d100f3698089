/// A calendar year: `2021`.
public struct Year: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of the year, 1 to 9999.
    public let number: Int

    /// Makes a year; nil when it is out of range.
    public init?(_ number: Int) {
        guard (1...9999).contains(number) else { return nil }
        self.number = number
    }

    /// Reads `2021`; nil for any other form.
    public init?(text: String) {
        guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            return nil
        }
        self.init(number)
    }

    /// The four quarters in order.
    public var quarters: [Quarter] { (1...4).map { Quarter(unchecked: number, $0) } }
    /// The days of the year.
    public var range: DateRange {
        let first = CivilDate(dayNumber: CivilDate.dayNumber(number, 1, 1))
        return DateRange(unchecked: first, CivilDate(dayNumber: CivilDate.dayNumber(number, 12, 31)))
    }

    /// `2021`.
    public var description: String { padded(number, 4) }
    /// Earlier years come first.
    public static func < (left: Year, right: Year) -> Bool { left.number < right.number }
}
