/// A part of a whole such as a weight or a rate, counted in millionths; never a binary float.
public struct Share: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The share in millionths: 600 000 is 0.6.
    public let millionths: Int64

    /// Makes a share of millionths.
    public init(millionths: Int64) { self.millionths = millionths }

    /// Reads a plain decimal with at most six decimals; nil for anything else, including a sign.
    public init?(text: String) {
        guard let units = ExactDecimal.units(text.utf8, places: 6) else { return nil }
        self.millionths = units
    }

    /// No share.
    public static let zero = Share(millionths: 0)
    /// The whole.
    public static let one = Share(millionths: 1_000_000)

    /// The fewest decimals that are exact: `0.6`.
    public var description: String { ExactDecimal.shortest(millionths, places: 6) }

    /// Smaller shares come first.
    public static func < (left: Share, right: Share) -> Bool { left.millionths < right.millionths }
}
