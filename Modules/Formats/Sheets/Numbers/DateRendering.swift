import AssessmentKernel

extension FormatSection {
    /// Writes a day, moment, time or duration as this part shows it.
    ///
    /// - Returns: false, and nothing is written, when it cannot be reproduced.
    func writeDate(_ number: SpreadsheetNumber, countsFrom1904: Bool, into bytes: inout [UInt8]) -> Bool {
        guard !isUnknown, let moment = Moment(number, countsFrom1904: countsFrom1904, steps: steps) else {
            return false
        }
        let start = bytes.count
        var lastContent = start
        for step in steps {
            switch step {
            case .literal(let text): bytes.append(contentsOf: text)
            case .room:
                if lastContent > start { bytes.append(0x20) }
                continue
            case .point: bytes.append(0x2E)
            case .date(let part):
                guard let text = moment.text(of: part, language) else {
                    bytes.removeLast(bytes.count - start)
                    return false
                }
                bytes.append(contentsOf: text.utf8)
            default: break
            }
            lastContent = bytes.count
        }
        bytes.removeLast(bytes.count - lastContent)
        return true
    }
}

/// A serial number taken apart for the parts of a format.
private struct Moment {
    private let days: Int
    private let seconds: Int
    /// The digits after the second, and how many there are.
    private let fraction: (value: Int, digits: Int)
    /// Nil for days that exist only in spreadsheets.
    private let date: CivilDate?
    private let hasHalves: Bool

    /// Rounds a number to the smallest unit of a format; nil when it is no day of a spreadsheet.
    init?(_ number: SpreadsheetNumber, countsFrom1904: Bool, steps: [FormatSection.Step]) {
        var digits = 0
        var halves = false
        for case .date(let part) in steps {
            if case .fraction(let count) = part { digits = max(digits, count) }
            if case .half = part { halves = true }
        }
        guard digits <= 6 else { return nil }
        let second = (0..<digits).reduce(1) { power, _ in power * 10 }
        guard let (days, units) = number.daysAndUnits(aSecond: second) else { return nil }
        self.days = days
        seconds = units / second
        fraction = (units % second, digits)
        date = SerialDay.date(days, countsFrom1904: countsFrom1904)
        hasHalves = halves
    }

    /// A part as a text; nil when it depends on what is not known.
    func text(of part: DatePart, _ language: FormatSection.Language) -> String? {
        switch part {
        case .hour(let width):
            let hour = seconds / 3600
            return padded(hasHalves ? (hour + 11) % 12 + 1 : hour, width)
        case .minute(let width): return padded(seconds / 60 % 60, width)
        case .second(let width): return padded(seconds % 60, width)
        case .fraction(let width): return width == fraction.digits ? padded(fraction.value, width) : nil
        case .elapsed(let letter, let width):
            let whole = days * 86_400 + seconds
            return padded(letter == 0x68 ? whole / 3600 : letter == 0x6D ? whole / 60 : whole, width)
        case .half(let half):
            let isMorning = seconds < 43_200
            return switch half {
            case .english: isMorning ? "AM" : "PM"
            case .letter: isMorning ? "A" : "P"
            case .chinese: isMorning ? "上午" : "下午"
            }
        case .year(let width): return date.map { padded(width == 2 ? $0.parts.year % 100 : $0.parts.year, width) }
        case .month(let width) where width <= 2: return date.map { padded($0.parts.month, width) }
        case .day(let width) where width <= 2: return date.map { padded($0.parts.day, width) }
        case .month(let width): return date.flatMap { name(Moment.months[$0.parts.month - 1], width, language) }
        case .day(let width): return weekday.flatMap { weekday(Int($0), width, language) }
        case .weekday(let width): return weekday.map { (width == 4 ? "星期" : "") + Moment.weekdays[$0].chinese }
        }
    }

    /// The day of the week, 0 for Sunday.
    private var weekday: Int? { date.map { ((Int($0.dayNumber) + 4) % 7 + 7) % 7 } }

    private func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// The name of a month: short, whole, or its first letter.
    private func name(_ month: String, _ width: Int, _ language: FormatSection.Language) -> String? {
        guard language == .none || language == .english else { return nil }
        return width == 4 ? month : String(month.prefix(width == 3 ? 3 : 1))
    }

    private func weekday(_ day: Int, _ width: Int, _ language: FormatSection.Language) -> String? {
        switch language {
        case .none, .english: width == 4 ? Moment.weekdays[day].english : String(Moment.weekdays[day].english.prefix(3))
        case .chinese: (width == 4 ? "星期" : "周") + Moment.weekdays[day].chinese
        case .other: nil
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays: [(chinese: String, english: String)] = [
        ("日", "Sunday"), ("一", "Monday"), ("二", "Tuesday"), ("三", "Wednesday"), ("四", "Thursday"),
        ("五", "Friday"), ("六", "Saturday"),
    ]
}
