import AssessmentKernel

/// The unit of a file's numbers, as a fraction of the table's.
package enum NumberUnit: Sendable {
    /// A number times a fraction.
    case fraction(Int64, over: Int64)
    /// Hours and minutes in words or with a colon.
    case duration

    /// Reads a unit: a word, or a fraction such as `1/60`.
    package init?(_ text: String) {
        switch text {
        case "分钟", "minutes": self = .fraction(1, over: 60)
        case "秒", "seconds": self = .fraction(1, over: 3_600)
        case "时长", "duration": self = .duration
        default:
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
                part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int64(part) : nil
            }
            guard let first = parts.first, let number = first, number > 0, number <= 1_000_000, parts.count <= 2,
                let divisor = parts.count == 2 ? parts[1] : 1, divisor > 0, divisor <= 1_000_000
            else { return nil }
            self = .fraction(number, over: divisor)
        }
    }

    /// The number in hundredths of the table's unit, rounded half up; nil for a text that is none.
    package func hundredths(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        switch self {
        case .fraction(let number, let divisor):
            guard let units = ExactDecimal.units(text, places: 6) else { return nil }
            return ExactDecimal.rounded(Int128(units) * Int128(number), over: Int128(divisor) * 10_000)
        case .duration: return NumberUnit.duration(text)
        }
    }

    private static let words: [(word: String, seconds: Int64)] = [
        ("小时", 3_600), ("个小时", 3_600), ("时", 3_600), ("分钟", 60), ("分", 60), ("秒", 1), ("h", 3_600), ("m", 60), ("s", 1),
        ("天", 86_400),
    ]

    /// `8小时30分`, `510分钟`, `8.5小时`, `8:30`, `08:30:00`.
    private static func duration(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        let colons = text.split(separator: 0x3A, omittingEmptySubsequences: false)
        if colons.count == 2 || colons.count == 3 {
            var seconds: Int64 = 0
            for (place, part) in colons.enumerated() {
                guard part.count <= 4, let number = ExactDecimal.units(part, places: 0), place == 0 || number < 60
                else {
                    return nil
                }
                seconds = seconds * 60 + number
            }
            return hundredths(Int128(seconds) * (colons.count == 2 ? 60 : 1))
        }
        var rest = text[...]
        var seconds: Int128 = 0
        var smallest = Int64.max
        repeat {
            rest = rest.drop { CellText.isASCIISpace($0) }
            let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }
            guard let number = ExactDecimal.units(digits, places: 4) else { return nil }
            rest = rest[digits.endIndex...].drop { CellText.isASCIISpace($0) }
            guard let unit = words.first(where: { rest.starts(with: $0.word.utf8) }), unit.seconds < smallest else {
                return nil
            }
            smallest = unit.seconds
            seconds += Int128(number) * Int128(unit.seconds)
            rest = rest.dropFirst(unit.word.utf8.count)
        } while !rest.isEmpty
        return ExactDecimal.rounded(seconds, over: 360_000)
    }

    private static func hundredths(_ seconds: Int128) -> Int64 { ExactDecimal.rounded(seconds, over: 36) }
}
