/// A number as written in a sheet's XML, kept exactly: a whole number of up to 19 digits times a power of ten.
///
/// A workbook holds binary fractions and writes their shortest decimal text: `0.1`, `8.5`, `3.0000000000000004E-1`. A
/// spreadsheet shows at most fifteen digits of it. All arithmetic here is on decimal digits, never on binary fractions.
public struct SpreadsheetNumber: Sendable {
    private let isNegative: Bool
    /// The digits without leading and trailing zeros; 0 for zero.
    private var digits: UInt64
    private var exponent: Int

    /// Reads `12`, `-0.5`, `3.0000000000000004E-1`; nil for anything else.
    public init?(_ text: UnsafeBufferPointer<UInt8>) {
        var place = 0
        var isNegative = false
        if let first = text.first, first == 0x2D || first == 0x2B {
            isNegative = first == 0x2D
            place = 1
        }
        var digits: UInt64 = 0
        var exponent = 0
        var count = 0
        var isFraction = false
        while place < text.count {
            let byte = text[place]
            if byte >= 0x30 && byte <= 0x39 {
                count += 1
                if digits < 1_000_000_000_000_000_000 {
                    digits = digits * 10 + UInt64(byte - 0x30)
                    if isFraction { exponent -= 1 }
                } else if !isFraction {
                    exponent += 1
                }
            } else if byte == 0x2E && !isFraction {
                isFraction = true
            } else {
                break
            }
            place += 1
        }
        guard count > 0, count <= 400 else { return nil }
        if place < text.count {
            guard text[place] | 0x20 == 0x65, let power = SpreadsheetNumber.power(text, from: place + 1) else {
                return nil
            }
            exponent += power
        }
        self.isNegative = isNegative && digits != 0
        self.digits = digits
        self.exponent = exponent
        normalise()
    }

    private static func power(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var place = start
        var isNegative = false
        if place < text.count, text[place] == 0x2D || text[place] == 0x2B {
            isNegative = text[place] == 0x2D
            place += 1
        }
        guard place < text.count, text.count - place <= 3 else { return nil }
        var value = 0
        while place < text.count {
            guard text[place] >= 0x30, text[place] <= 0x39 else { return nil }
            value = value * 10 + Int(text[place] - 0x30)
            place += 1
        }
        return isNegative ? -value : value
    }

    private mutating func normalise() {
        if digits == 0 { exponent = 0 }
        while digits != 0 && digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
    }

    /// The number rounded, half away from zero, to the fifteen digits that a spreadsheet shows.
    public var shown: SpreadsheetNumber {
        var number = self
        while number.digits >= 1_000_000_000_000_000 {
            var divisor: UInt64 = 10
            var places = 1
            while number.digits / divisor >= 1_000_000_000_000_000 {
                divisor *= 10
                places += 1
            }
            number.digits = (number.digits + divisor / 2) / divisor
            number.exponent += places
        }
        number.normalise()
        return number
    }

    /// The number times a power of ten.
    public func scaled(byPowerOfTen power: Int) -> SpreadsheetNumber {
        var number = self
        if digits != 0 { number.exponent += power }
        return number
    }

    /// Whether it has more than fifteen digits before the decimal point, so that a spreadsheet has lost the last of
    /// them.
    public var hasLostDigits: Bool {
        var count = exponent
        var rest = digits
        while rest > 0 {
            rest /= 10
            count += 1
        }
        return count > 15
    }

    /// Writes the number as a plain decimal without an exponent, in ASCII.
    ///
    /// - Parameter width: a whole number with fewer digits gets leading zeros.
    public func write(into bytes: inout [UInt8], width: Int = 0) {
        if isNegative { bytes.append(0x2D) }
        var reversed: [UInt8] = []
        var rest = digits
        while rest > 0 {
            reversed.append(0x30 + UInt8(rest % 10))
            rest /= 10
        }
        if exponent >= 0 {
            let length = max(1, reversed.count + exponent)
            for _ in 0..<max(0, width - length) { bytes.append(0x30) }
            if reversed.isEmpty { bytes.append(0x30) }
            bytes.append(contentsOf: reversed.reversed())
            for _ in 0..<exponent { bytes.append(0x30) }
            return
        }
        let point = reversed.count + exponent
        if point <= 0 {
            bytes.append(contentsOf: [0x30, 0x2E])
            for _ in 0..<(-point) { bytes.append(0x30) }
            bytes.append(contentsOf: reversed.reversed())
        } else {
            let forward = Array(reversed.reversed())
            bytes.append(contentsOf: forward[..<point])
            bytes.append(0x2E)
            bytes.append(contentsOf: forward[point...])
        }
    }

    /// The number as days and seconds of a day, rounded half up to the second; nil when it is not a date: negative or
    /// after the year 9999.
    public var daysAndSeconds: (days: Int, seconds: Int)? {
        guard !isNegative else { return nil }
        var whole: UInt64 = 0
        var fraction: Int128 = 0
        var unit: Int128 = 1
        if exponent >= 0 {
            guard exponent <= 7, digits < 10_000_000 else { return nil }
            whole = (0..<exponent).reduce(digits) { value, _ in value * 10 }
        } else if exponent > -26 {
            for _ in 0..<(-exponent) { unit *= 10 }
            whole = UInt64(Int128(digits) / unit)
            fraction = Int128(digits) % unit
        }
        guard whole < 10_000_000 else { return nil }
        let seconds = Int((fraction * 86_400 * 2 + unit) / (unit * 2))
        let days = Int(whole) + seconds / 86_400
        return days <= 2_958_465 ? (days, seconds % 86_400) : nil
    }
}
