/// A number as written in a sheet's XML, kept exactly: a whole number of up to 19 digits times a power of ten.
///
/// A workbook holds binary fractions and writes their shortest decimal text: `0.1`, `8.5`, `3.0000000000000004E-1`. A
/// spreadsheet shows at most fifteen digits of it. All arithmetic here is on decimal digits, never on binary fractions.
public struct SpreadsheetNumber: Sendable {
    /// Whether it is below zero.
    public private(set) var isNegative: Bool
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

    /// Whether it is zero.
    var isZero: Bool { digits == 0 }

    /// The number without its sign.
    var magnitude: SpreadsheetNumber {
        var number = self
        number.isNegative = false
        return number
    }

    /// The place of its first digit as a power of ten: 0 for 1 to 9, −1 for 0.1; 0 for zero.
    var order: Int { digits == 0 ? 0 : digitCount + exponent - 1 }

    /// The number of its digits without zeros at the ends.
    private var digitCount: Int {
        var count = 0
        var rest = digits
        while rest > 0 {
            rest /= 10
            count += 1
        }
        return count
    }

    /// The number rounded, half away from zero, to some digits after the point.
    func rounded(to places: Int) -> SpreadsheetNumber {
        var number = shown
        let dropped = -(number.exponent + places)
        guard dropped > 0 else { return number }
        // The digits are fifteen at most, so that neither power nor sum overflows.
        let divisor = dropped > 16 ? 0 : (0..<dropped).reduce(UInt64(1)) { power, _ in power * 10 }
        number.digits = divisor == 0 ? 0 : (number.digits + divisor / 2) / divisor
        number.exponent += dropped
        number.normalise()
        if number.digits == 0 { number.isNegative = false }
        return number
    }

    /// The digits before the point, without leading zeros, and those after it without zeros at the end, in ASCII.
    var parts: (whole: [UInt8], decimals: [UInt8]) {
        var bytes: [UInt8] = []
        magnitude.write(into: &bytes)
        let whole = bytes.prefix { $0 != 0x2E }
        return (whole == [0x30] ? [] : Array(whole), Array(bytes.dropFirst(whole.count + 1)))
    }

    /// Whether it is less than another.
    func isLess(than other: SpreadsheetNumber) -> Bool {
        if isNegative != other.isNegative { return isNegative }
        if isNegative { return other.magnitude.isLess(than: magnitude) }
        if isZero || other.isZero { return !other.isZero }
        if order != other.order { return order < other.order }
        let (mine, theirs) = (digitCount, other.digitCount)
        func scaled(_ digits: UInt64, by count: Int) -> Int128 {
            (0..<count).reduce(Int128(digits)) { value, _ in value * 10 }
        }
        return scaled(digits, by: max(0, theirs - mine)) < scaled(other.digits, by: max(0, mine - theirs))
    }

    /// Writes the number as a plain decimal without an exponent, in ASCII.
    ///
    public func write(into bytes: inout [UInt8]) {
        if isNegative { bytes.append(0x2D) }
        var reversed: [UInt8] = []
        var rest = digits
        while rest > 0 {
            reversed.append(0x30 + UInt8(rest % 10))
            rest /= 10
        }
        if exponent >= 0 {
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
        daysAndUnits(aSecond: 1).map { (days: $0.days, seconds: $0.units) }
    }

    /// The number as days and units of a day, rounded half up to the unit.
    ///
    /// - Parameter count: how many units a second has: a power of ten, a million at most.
    func daysAndUnits(aSecond count: Int) -> (days: Int, units: Int)? {
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
        let day = 86_400 * count
        let units = Int((fraction * Int128(day) * 2 + unit) / (unit * 2))
        let days = Int(whole) + units / day
        return days <= 2_958_465 ? (days, units % day) : nil
    }
}
