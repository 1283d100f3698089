import AssessmentKernel

/// A form of dates that a platform writes, such as `YY-MM-DD 星期`.
package struct DateForm: Sendable {
    enum Token: Sendable, Equatable {
        case number(Unit, fewest: Int, most: Int)
        /// A day of the week.
        case weekday
        /// Before or after noon.
        case half
        case space
        case any
        case sign(UInt8)
        /// A number of days since 1899-12-30, of seconds or of milliseconds since 1970 in UTC.
        case serial, epoch, epochMilliseconds
    }

    enum Unit: Sendable { case year, month, day, hour, minute, second }

    /// What a text says of a date.
    package struct Reading: Equatable, Sendable {
        package var year: Int?
        package var month: Int?
        package var day: Int?
        /// From 1, Monday, to 7.
        package var weekday: Int?
        package var hour: Int?
        var minute = 0
        var second = 0
        /// True after noon, false before.
        var isAfternoon: Bool?

        /// The second of the day, up to 24:00; nil without a time or for no such time.
        package var secondOfDay: Int? {
            guard var hour, minute < 60, second < 60 else { return nil }
            if let isAfternoon {
                guard hour <= 12 else { return nil }
                hour = hour % 12 + (isAfternoon ? 12 : 0)
            }
            let seconds = hour * 3_600 + minute * 60 + second
            return seconds <= 86_400 ? seconds : nil
        }
    }

    /// The forms of days as titles of columns, each also with a day of the week.
    package static let ofDays: [DateForm] = {
        let days = [
            "D", "D日", "D号", "M-D", "M/D", "M.D", "M月D日", "YYYY-M-D", "YYYY/M/D", "YYYY.M.D", "YYYY年M月D日", "YYYYMMDD",
            "YY-M-D", "YY/M/D",
        ]
        // Without a day of the week first: 日 behind a number is no Sunday.
        return ["", "星期", "(星期)", ",星期"].flatMap { weekday in days.compactMap { DateForm($0 + weekday) } }
    }()

    /// The form as it is written.
    package let text: String
    private let tokens: [Token]

    /// Reads a form; nil when it names no part of a date.
    package init?(_ text: String) {
        self.text = text
        guard let tokens = DateForm.tokens(String(decoding: CellText.normalised(text), as: UTF8.self)) else {
            return nil
        }
        self.tokens = tokens
    }

    /// Whether texts of this form have a time.
    package var hasTime: Bool { has(.hour) || tokens.contains { [.serial, .epoch, .epochMilliseconds].contains($0) } }
    /// Whether they have a day.
    package var hasDay: Bool { has(.day) || tokens.contains { [.serial, .epoch, .epochMilliseconds].contains($0) } }
    /// Whether they need a month from elsewhere.
    package var needsMonth: Bool { hasDay && has(.day) && (!has(.year) || !has(.month)) }

    private func has(_ unit: Unit) -> Bool {
        tokens.contains { if case .number(unit, _, _) = $0 { true } else { false } }
    }

    private static func tokens(_ text: String) -> [Token]? {
        switch text {
        case "excel": return [.serial]
        case "epoch": return [.epoch]
        case "epoch_ms": return [.epochMilliseconds]
        default: break
        }
        var tokens: [Token] = []
        var rest = Array(text.unicodeScalars)[...]
        while let first = rest.first {
            if first.properties.isWhitespace {
                rest = rest.drop { $0.properties.isWhitespace }
                tokens.append(.space)
            } else if rest.starts(with: "星期".unicodeScalars) {
                rest = rest.dropFirst(2)
                tokens.append(.weekday)
            } else if rest.starts(with: "AM".unicodeScalars) {
                rest = rest.dropFirst(2)
                tokens.append(.half)
            } else if first == "*" {
                rest = rest.dropFirst()
                tokens.append(.any)
            } else if let unit = unit(first, after: tokens) {
                let count = rest.prefix { $0 == first }.count
                guard unit == .year ? count == 2 || count == 4 : count <= 2 else { return nil }
                rest = rest.dropFirst(count)
                let (fewest, most) = unit == .year ? (count, count) : (1, 2)
                tokens.append(.number(unit, fewest: fewest, most: most))
            } else {
                tokens += Array(String(first).utf8).map { .sign($0) }
                rest = rest.dropFirst()
            }
        }
        for place in tokens.indices.dropLast() {
            // Digits without a sign between them are read by their number.
            if case .number(let unit, _, let most) = tokens[place], case .number = tokens[place + 1] {
                tokens[place] = .number(unit, fewest: most, most: most)
                if case .number(let unit, _, let most) = tokens[place + 1] {
                    tokens[place + 1] = .number(unit, fewest: most, most: most)
                }
            }
        }
        let units = tokens.compactMap { if case .number(let unit, _, _) = $0 { unit } else { nil } }
        guard !units.isEmpty, Set(units).count == units.count, tokens.count(where: { $0 == .any }) <= 1 else {
            return nil
        }
        return tokens
    }

    private static func unit(_ scalar: Unicode.Scalar, after tokens: [Token]) -> Unit? {
        switch scalar {
        case "y", "Y": return .year
        case "d", "D": return .day
        case "h", "H": return .hour
        case "s", "S": return .second
        case "m", "M":
            // As in a spreadsheet's formats: minutes follow the hour.
            let isTime = tokens.contains { if case .number(.hour, _, _) = $0 { true } else { false } }
            return isTime ? .minute : .month
        default: return nil
        }
    }

    /// Reads a normalised text of this form; nil for any other.
    package func read(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
        if tokens.count == 1, let reading = readSerial(text) { return reading }
        return DateMatch(text).read(tokens[...], Reading(), 0)
    }

    /// A day and a time that stand as one number.
    private func readSerial(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
        let seconds: Int64
        switch tokens[0] {
        case .serial:
            guard let units = DateForm.rounded(text, places: 10), units >= 20_000 * 10_000_000_000,
                units < 3_000_000 * 10_000_000_000
            else { return nil }
            // To the second, as a spreadsheet shows it.
            let time = ExactDecimal.rounded(Int128(units) * 86_400, over: 10_000_000_000)
            seconds = time - 25_569 * 86_400
        case .epoch:
            guard let units = ExactDecimal.units(text, places: 0), units < 100_000_000_000 else { return nil }
            seconds = units + 8 * 3_600
        case .epochMilliseconds:
            guard let units = ExactDecimal.units(text, places: 0), units < 100_000_000_000_000 else { return nil }
            seconds = units / 1_000 + 8 * 3_600
        default: return nil
        }
        let moment = CivilDateTime(seconds: seconds)
        let parts = moment.date.parts
        let second = moment.secondOfDay
        return Reading(
            year: parts.year, month: parts.month, day: parts.day, hour: second / 3_600, minute: second / 60 % 60,
            second: second % 60)
    }

    /// A plain decimal in units, with decimals beyond the places dropped.
    private static func rounded(_ text: UnsafeBufferPointer<UInt8>, places: Int) -> Int64? {
        guard let point = text.firstIndex(of: 0x2E) else { return text.count < 8 ? number(text, places) : nil }
        guard point < 8, text[(point + 1)...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return number(UnsafeBufferPointer(rebasing: text.prefix(point + 1 + places)), places)
    }

    private static func number(_ text: UnsafeBufferPointer<UInt8>, _ places: Int) -> Int64? {
        let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard let whole = Int64(String(decoding: parts[0], as: UTF8.self)), whole >= 0, parts.count <= 2 else {
            return nil
        }
        var units = whole
        let decimals = parts.count == 2 ? Array(parts[1]) : []
        for place in 0..<places {
            let digit = place < decimals.count ? Int64(decimals[place]) - 0x30 : 0
            let (shifted, isOver) = units.multipliedReportingOverflow(by: 10)
            guard !isOver, shifted <= Int64.max - 9 else { return nil }
            units = shifted + digit
        }
        return units
    }
}
