/// The meaning of a number by its cell's format.
public enum NumberFormat: Hashable, Sendable {
    /// A plain number.
    case general
    /// A day: year, month or day without a time.
    case date
    /// A day with a time.
    case dateTime
    /// A time of day.
    case time
    /// A duration: `[h]:mm`.
    case duration
    /// A hundredth shown with `%`.
    case percent
    /// A whole number with leading zeros to a width: `0000` shows 12 as `0012`.
    case padded(UInt8)

    /// Parses a format code such as `yyyy/m/d h:mm`.
    ///
    /// Only the part for positive numbers counts; quoted texts, escaped letters, colours and languages are ignored.
    package init(code: String) {
        var letters: [UInt8] = []
        var hasElapsed = false
        var zeros = 0
        var isOnlyZeros = true
        var bytes = Array(code.utf8)[...]
        func drop(until end: UInt8) -> ArraySlice<UInt8> {
            let inside = bytes.prefix { $0 != end }
            bytes = bytes.dropFirst(inside.count + 1)
            return inside
        }
        scan: while let byte = bytes.popFirst() {
            switch byte {
            case 0x3B: break scan
            case 0x22:
                _ = drop(until: 0x22)
                isOnlyZeros = false
            case 0x5C, 0x5F, 0x2A:
                _ = bytes.popFirst()
                isOnlyZeros = false
            case 0x5B:
                let inside = drop(until: 0x5D).map { $0 | 0x20 }
                if let first = inside.first, [0x68, 0x6D, 0x73].contains(first), inside.allSatisfy({ $0 == first }) {
                    hasElapsed = true
                }
            case 0x30: zeros += 1
            default:
                letters.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
                isOnlyZeros = false
            }
        }
        self = NumberFormat.kind(letters, hasElapsed: hasElapsed)
        if self == .general, isOnlyZeros, zeros > 1, zeros <= 64 { self = .padded(UInt8(zeros)) }
    }

    private static func kind(_ letters: [UInt8], hasElapsed: Bool) -> NumberFormat {
        let text = String(decoding: letters, as: UTF8.self)
        if text.hasPrefix("general") || text.hasPrefix("g/") { return .general }
        if hasElapsed { return .duration }
        let plain = text.replacing("am/pm", with: "h").replacing("a/p", with: "h").utf8
        let hasDay = plain.contains(0x79) || plain.contains(0x64)
        let hasTime = plain.contains(0x68) || plain.contains(0x73)
        if hasDay || (plain.contains(0x6D) && !hasTime) { return hasTime ? .dateTime : .date }
        if hasTime { return .time }
        return plain.contains(0x25) ? .percent : .general
    }

    /// The format of a built-in number, by the standard or as used by Chinese systems.
    package init(builtIn number: Int) {
        switch number {
        case 9, 10: self = .percent
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 22: self = .dateTime
        case 46: self = .duration
        default: self = .general
        }
    }
}
