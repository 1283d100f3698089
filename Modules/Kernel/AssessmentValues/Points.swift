/// An amount of points, counted in hundredths.
///
/// ```swift
/// let rate = Points(hundredths: 50)      // prints 0.5
/// let lost = rate * 3                    // prints 1.5
/// ```
public struct Points: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The amount in hundredths of a point.
    public let hundredths: Int64

    /// Makes an amount of hundredths of a point.
    @inlinable
    public init(hundredths: Int64) { self.hundredths = hundredths }

    /// Makes an amount of whole points.
    public init(_ whole: Int) { self.hundredths = Int64(whole) * 100 }

    /// Reads a plain decimal with at most two decimals; nil for anything else, including a sign.
    public init?(text: String) {
        guard let units = ExactDecimal.units(text.utf8, places: 2) else { return nil }
        self.hundredths = units
    }

    /// No points.
    public static let zero = Points(hundredths: 0)

    /// The fewest decimals that are exact: `10`, `9.5`, `0.25`.
    public var description: String { ExactDecimal.shortest(hundredths, places: 2) }

    /// Fewer points come first.
    public static func < (left: Points, right: Points) -> Bool { left.hundredths < right.hundredths }
    /// The sum of two amounts; clamped instead of overflowing.
    public static func + (left: Points, right: Points) -> Points {
        Points(hundredths: left.hundredths.addingClamped(right.hundredths))
    }
    /// The difference of two amounts; clamped instead of overflowing.
    public static func - (left: Points, right: Points) -> Points {
        let (difference, overflow) = left.hundredths.subtractingReportingOverflow(right.hundredths)
        return Points(hundredths: overflow ? (right.hundredths < 0 ? .max : .min) : difference)
    }
    /// A multiple of an amount; clamped instead of overflowing.
    public static func * (left: Points, times: Int) -> Points {
        let (product, overflow) = left.hundredths.multipliedReportingOverflow(by: Int64(times))
        return Points(hundredths: overflow ? ((left.hundredths < 0) == (times < 0) ? .max : .min) : product)
    }
    /// Adds to an amount.
    public static func += (left: inout Points, right: Points) { left = left + right }
}
