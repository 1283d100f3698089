/// Exact decimals: how amounts are read from a text and printed again without a binary float.
///
/// Points, money and shares are whole numbers of their smallest unit; this is the one place that knows how a decimal
/// text becomes such a number.
public enum ExactDecimal {
    /// Reads a plain decimal such as `12`, `0.5` or `12.50` as a whole number of units of `10^-places`.
    ///
    /// - Parameters:
    ///   - bytes: ASCII digits with at most one point, digits on both sides of it; no sign, exponent or separators.
    ///   - places: how many decimals the unit has; a text with more of them is refused, also when they are zeros.
    /// - Returns: the number of units, or nil when the text is no such decimal or is above 10^15 units.
    @inlinable
    public static func units(_ bytes: some Sequence<UInt8>, places: Int) -> Int64? {
        var value: Int64 = 0
        var decimals = -1
        var digits = 0
        for byte in bytes {
            if byte == 0x2E {
                guard decimals < 0, digits > 0 else { return nil }
                decimals = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39, value <= 100_000_000_000_000 else { return nil }
            value = value * 10 + Int64(byte &- 0x30)
            digits += 1
            if decimals >= 0 { decimals += 1 }
        }
        guard digits > 0, decimals != 0, decimals <= places else { return nil }
        for _ in 0..<(places - max(decimals, 0)) {
            guard value <= 100_000_000_000_000 else { return nil }
            value *= 10
        }
        return value <= 1_000_000_000_000_000 ? value : nil
    }

    /// Prints a number of units with exactly `places` decimals.
    public static func fixed(_ units: Int64, places: Int) -> String {
        String(printing: { appendFixed(units, places: places, to: &$0) })
    }

    /// Prints a number of units with the fewest decimals that are exact.
    public static func shortest(_ units: Int64, places: Int) -> String {
        String(printing: { appendShortest(units, places: places, to: &$0) })
    }

    /// Appends what ``shortest(_:places:)`` prints.
    package static func appendShortest(_ units: Int64, places: Int, to bytes: inout [UInt8]) {
        var (units, places) = (units, places)
        while places > 0, units % 10 == 0 {
            units /= 10
            places -= 1
        }
        appendFixed(units, places: places, to: &bytes)
    }

    /// Appends what ``fixed(_:places:)`` prints.
    package static func appendFixed(_ units: Int64, places: Int, to bytes: inout [UInt8]) {
        let scale = (0..<places).reduce(1 as UInt64) { scale, _ in scale * 10 }
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: scale)
        if units < 0 { bytes.append(0x2D) }
        bytes.append(digitsOf: whole)
        if places == 0 { return }
        bytes.append(0x2E)
        bytes.append(digitsOf: rest, width: places)
    }

    /// Divides and rounds half away from zero; a divisor that is not above zero gives zero.
    public static func rounded(_ dividend: Int128, over divisor: Int128) -> Int64 {
        guard divisor > 0 else { return 0 }
        let half = divisor / 2
        let quotient = dividend >= 0 ? (dividend + half) / divisor : -((-dividend + half) / divisor)
        return Int64(clamping: quotient)
    }
}
