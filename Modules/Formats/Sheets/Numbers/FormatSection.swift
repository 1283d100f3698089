/// One part of a format code: what stands between semicolons.
struct FormatSection: Sendable {
    /// A step of showing a number.
    enum Step: Hashable, Sendable {
        /// Words and signs.
        case literal([UInt8])
        /// Room as wide as a character: white space, which does not count at the ends.
        case room
        /// The number as it is.
        case general
        /// The text of the cell.
        case text
        /// A digit before the point: `0`, `#` or `?`.
        case digit(UInt8)
        /// A digit after the point.
        case decimal(UInt8)
        /// The decimal point.
        case point
        /// `%`.
        case percent
        /// The sign and the digits of a power of ten: `E+00`.
        case power(showsPlus: Bool, digits: Int)
        /// A part of a day or a time.
        case date(DatePart)
    }

    /// A condition such as `[>=100]`.
    struct Condition: Sendable {
        enum Comparison { case less, lessOrEqual, equal, unequal, greaterOrEqual, greater }

        let comparison: Comparison
        let limit: SpreadsheetNumber

        func holds(for number: SpreadsheetNumber) -> Bool {
            let isLess = number.isLess(than: limit)
            let isGreater = limit.isLess(than: number)
            return switch comparison {
            case .less: isLess
            case .lessOrEqual: !isGreater
            case .equal: !isLess && !isGreater
            case .unequal: isLess || isGreater
            case .greaterOrEqual: !isLess
            case .greater: isGreater
            }
        }
    }

    /// The language of the names of months and days.
    enum Language: Sendable { case none, english, chinese, other }

    var kind = NumberFormat.Kind.number
    var steps: [Step] = []
    var condition: Condition?
    var language = Language.none
    /// Whether it cannot be reproduced: a fraction, Chinese numerals, a filled cell, or what no program writes.
    var isUnknown = false

    /// The digits before the point that always show, or may.
    var wholePlaces = 0
    /// The most digits after the point.
    var decimalPlaces = 0
    /// Whether thousands are set apart.
    var hasGroups = false
    /// The power of ten by which the number is shown: 2 for each `%`, −3 for each comma at the end.
    var shift = 0

    /// A part that cannot be reproduced.
    static let unknown: FormatSection = {
        var section = FormatSection()
        section.isUnknown = true
        return section
    }()

    /// Whether it shows a day, a time or a duration.
    var isDate: Bool {
        switch kind {
        case .date, .dateTime, .time, .duration: true
        case .general, .number, .percent, .text: false
        }
    }

    /// Whether it shows nothing at all, as `;;;` does and `0;-0;;@` of zero.
    var isHidden: Bool { !isUnknown && steps.allSatisfy { $0 == .room } }

    /// Whether it shows letters or words, so that nothing takes it for a number.
    var showsWords: Bool {
        steps.contains { step in
            guard case .literal(let text) = step else { return false }
            return text.contains { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A && $0 | 0x20 != 0x65) }
        }
    }

    /// Whether it shows a number as it is.
    var isGeneralAlone: Bool { isAlone(.general) && condition == nil }
    /// Whether it shows a text as it is.
    var isTextAlone: Bool { isAlone(.text) }

    private func isAlone(_ step: Step) -> Bool {
        !isUnknown && steps.count { $0 == step } == 1 && steps.allSatisfy { $0 == step || $0 == .room }
    }
}

/// A part of a day or a time in a format.
enum DatePart: Hashable, Sendable {
    /// The year: two or four digits.
    case year(Int)
    /// The month: one or two digits, a short name, a name, a letter.
    case month(Int)
    /// The day: one or two digits, a short name of the day of the week, a name.
    case day(Int)
    /// The day of the week in Chinese: `四`, or `星期四` for four letters.
    case weekday(Int)
    /// The hour, in 24 hours or in 12.
    case hour(Int)
    /// The minute.
    case minute(Int)
    /// The second.
    case second(Int)
    /// Digits after the second, without the point.
    case fraction(Int)
    /// All hours, minutes or seconds of a duration: the letter, and the fewest digits.
    case elapsed(UInt8, Int)
    /// `AM` and `PM`, or `A` and `P`, or `上午` and `下午`.
    case half(Half)

    enum Half: Sendable { case english, letter, chinese }
}
