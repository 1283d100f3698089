/// An amount of money, counted in fen; a negative amount is owed by the member.
public struct Yuan: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The amount in fen (分), the hundredth of a yuan.
    public let fen: Int64

    /// Makes an amount of fen.
    public init(fen: Int64) { self.fen = fen }

    /// Makes an amount of whole yuan.
    public init(_ whole: Int) { self.fen = Int64(whole) * 100 }

    /// Reads a decimal with at most two decimals and an optional minus sign; nil for anything else.
    public init?(text: String) {
        let isNegative = text.utf8.first == 0x2D
        guard let units = ExactDecimal.units(text.utf8.dropFirst(isNegative ? 1 : 0), places: 2) else { return nil }
        self.fen = isNegative ? -units : units
    }

    /// No money.
    public static let zero = Yuan(fen: 0)

    /// Always two decimals: `200.00`, `-66.67`.
    public var description: String { ExactDecimal.fixed(fen, places: 2) }

    /// The part `numerator / denominator` of the amount, rounded to the fen, half away from zero.
    public func share(_ numerator: Int, of denominator: Int) -> Yuan {
        guard denominator > 0 else { return .zero }
        return Yuan(fen: ExactDecimal.rounded(Int128(fen) * Int128(numerator), over: Int128(denominator)))
    }

    /// Less money comes first.
    public static func < (left: Yuan, right: Yuan) -> Bool { left.fen < right.fen }
    /// The sum of two amounts.
    public static func + (left: Yuan, right: Yuan) -> Yuan { Yuan(fen: left.fen.addingClamped(right.fen)) }
    /// The difference of two amounts.
    public static func - (left: Yuan, right: Yuan) -> Yuan { left + -right }
    /// The amount with the other sign.
    public static prefix func - (amount: Yuan) -> Yuan { Yuan(fen: amount.fen == .min ? .max : -amount.fen) }
    /// Adds to an amount.
    public static func += (left: inout Yuan, right: Yuan) { left = left + right }
}

extension Int64 {
    /// The sum; clamped to the largest or smallest number instead of overflowing.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
