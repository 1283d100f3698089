import AssessmentKernel

/// Days and durations in ISO 8601, as serial numbers.
package enum SerialMoment {
    /// The serial number of `2021-07-01` or `2021-07-01T08:30:00`; nil for anything else, and before March 1900, where
    /// spreadsheets differ.
    package static func serial(_ text: String) -> Double? {
        let parts = text.utf8.split(separator: 0x54, maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = parts.first.flatMap({ numbers($0, 0x2D) }), day.count == 3,
            let date = CivilDate(year: day[0], month: day[1], day: day[2])
        else { return nil }
        let days = Int(date.dayNumber) + 25_569
        guard days > 60 else { return nil }
        guard parts.count == 2 else { return Double(days) }
        let clock = parts[1].split(separator: 0x2E, maxSplits: 1)
        guard let whole = clock.first.flatMap({ numbers($0, 0x3A) }), whole.count >= 2, whole.count <= 3,
            whole[0] < 24, whole[1] < 60, (whole.count == 2 ? 0 : whole[2]) < 60
        else { return nil }
        var seconds = Double(whole[0] * 3_600 + whole[1] * 60 + (whole.count == 3 ? whole[2] : 0))
        if clock.count == 2 {
            let digits = clock[1].prefix(9)
            guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
            var unit = 0.1
            for digit in digits {
                seconds += Double(digit - 0x30) * unit
                unit /= 10
            }
        }
        return Double(days) + seconds / 86_400
    }

    /// The seconds of a duration such as `PT08H30M00S`; nil for anything else.
    package static func seconds(_ text: String) -> Double? {
        guard text.hasPrefix("PT"), text.utf8.count <= 40 else { return nil }
        var seconds = 0.0
        var digits = ""
        for scalar in text.unicodeScalars.dropFirst(2) {
            switch scalar {
            case "0"..."9", ".", ",": digits.unicodeScalars.append(scalar == "," ? "." : scalar)
            case "H", "M", "S":
                guard let number = Double(digits) else { return nil }
                seconds += number * (scalar == "H" ? 3_600 : scalar == "M" ? 60 : 1)
                digits = ""
            default: return nil
            }
        }
        return digits.isEmpty && seconds < 1e9 ? seconds : nil
    }

    /// Whole numbers between marks; nil when there is anything else.
    private static func numbers(_ text: Substring.UTF8View, _ mark: UInt8) -> [Int]? {
        var numbers: [Int] = []
        for part in text.split(separator: mark, omittingEmptySubsequences: false) {
            guard part.count <= 5, let number = Int(String(Substring(part))), number >= 0 else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
