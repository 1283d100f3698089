import AssessmentKernel

extension SheetCell {
    /// What a column expects its cells to be.
    public enum Purpose: Sendable {
        /// Anything.
        case anything
        /// A code, in which every digit matters.
        case code
        /// A day.
        case day
        /// A day with a time.
        case moment
    }

    /// Why a cell has no text.
    public enum Fault: Error, Sendable {
        /// It shows an error such as `#N/A`.
        case error
        /// Its formula has no result.
        case uncalculated
        /// It is a number of more than fifteen digits, but a spreadsheet keeps only fifteen.
        case lostDigits
    }

    /// Whether the cell's text is already what ``render(for:countsFrom1904:into:)`` would write.
    @inline(__always)
    public func isPlain(for purpose: Purpose) -> Bool {
        if kind == .text { return true }
        return kind == .number && format == .general && (purpose == .anything || purpose == .code) && isShortNumber
    }

    /// Whether the number is written as a spreadsheet shows it: a few digits, possibly with a decimal point.
    private var isShortNumber: Bool {
        guard text.count <= 9, let first = text.first, let last = text.last else { return false }
        var hasPoint = false
        for byte in text where byte < 0x30 || byte > 0x39 {
            if byte != 0x2E || hasPoint { return false }
            hasPoint = true
        }
        if hasPoint { return first != 0x2E && last != 0x2E && last != 0x30 && (first != 0x30 || text[1] == 0x2E) }
        return first != 0x30 || text.count == 1
    }

    /// Writes the cell as a text: as its spreadsheet shows it, with days as `2021-07-01` and moments as `2021-07-01
    /// 08:30:00`.
    ///
    /// A value without a time in a date format without a time is a day for every purpose. Midnight in a format with a
    /// time is a moment, but a day where a day is expected. A number without a date format is a day or moment where one
    /// is expected and it is a serial number of the years 1990 to 2099.
    ///
    /// - Parameter countsFrom1904: whether serial numbers of days count from 1904.
    /// - Throws: why the cell has no text.
    public func render(
        for purpose: Purpose, countsFrom1904: Bool, into bytes: inout [UInt8]
    ) throws(Fault) {
        switch kind {
        case .text: bytes.append(contentsOf: text)
        case .boolean: bytes.append(contentsOf: text.first == 0x31 ? Array("TRUE".utf8) : Array("FALSE".utf8))
        case .error: throw .error
        case .uncalculated: throw .uncalculated
        case .isoDate: renderISODate(for: purpose, into: &bytes)
        case .number:
            guard let number = SpreadsheetNumber(text) else { return bytes.append(contentsOf: text) }
            if try renderDate(number, purpose, countsFrom1904, &bytes) { return }
            switch format {
            case .percent:
                number.shown.scaled(byPowerOfTen: 2).write(into: &bytes)
                bytes.append(0x25)
            case .padded(let width): number.shown.write(into: &bytes, width: Int(width))
            default:
                if purpose == .code, number.hasLostDigits { throw .lostDigits }
                number.shown.write(into: &bytes)
            }
        }
    }

    /// Writes a number that is a day, moment or time; returns false for any other.
    private func renderDate(
        _ number: SpreadsheetNumber, _ purpose: Purpose, _ countsFrom1904: Bool, _ bytes: inout [UInt8]
    ) throws(Fault) -> Bool {
        switch format {
        case .percent, .padded: return false
        case .general where purpose == .day || purpose == .moment:
            guard let (days, seconds) = number.daysAndSeconds,
                let date = SerialDay.date(days, countsFrom1904: countsFrom1904), SerialDay.usual.contains(date)
            else { return false }
            render(date, seconds, withTime: seconds != 0, &bytes)
            return true
        case .general: return false
        case .duration:
            guard let (days, seconds) = number.daysAndSeconds else { return false }
            SerialDay.write(hours: days * 24 + seconds / 3600, seconds, into: &bytes)
            return true
        case .date, .dateTime, .time:
            guard let (days, seconds) = number.daysAndSeconds else { return false }
            if days == 0, format == .time || (!countsFrom1904 && seconds > 0) {
                SerialDay.write(hours: seconds / 3600, seconds, into: &bytes)
                return true
            }
            guard let date = SerialDay.date(days, countsFrom1904: countsFrom1904) else { return false }
            let isMidnight = seconds == 0
            render(date, seconds, withTime: !isMidnight || (format != .date && purpose != .day), &bytes)
            return true
        }
    }

    private func render(_ date: CivilDate, _ seconds: Int, withTime: Bool, _ bytes: inout [UInt8]) {
        SerialDay.write(date, into: &bytes)
        guard withTime else { return }
        bytes.append(0x20)
        SerialDay.write(hours: seconds / 3600, seconds, into: &bytes)
    }

    /// Writes `2021-07-01T08:30:00` with a space; fractions of a second are dropped.
    private func renderISODate(for purpose: Purpose, into bytes: inout [UInt8]) {
        var time = text[...]
        let day = time.prefix { $0 != 0x54 && $0 != 0x20 }
        time = time.dropFirst(day.count + 1).prefix { $0 != 0x2E && $0 != 0x5A }
        bytes.append(contentsOf: day)
        if time.isEmpty || (purpose == .day && time.allSatisfy { $0 == 0x30 || $0 == 0x3A }) { return }
        bytes.append(0x20)
        bytes.append(contentsOf: time)
    }
}

/// Conversion of a spreadsheet's serial day numbers.
enum SerialDay {
    /// The range of days for which a plain number is read as a day.
    static let usual = CivilDate(dayNumber: 7_305)...CivilDate(dayNumber: 47_481)

    /// The day of a serial number; nil for 29 February 1900, which exists only in spreadsheets, and for day 0.
    static func date(_ days: Int, countsFrom1904: Bool) -> CivilDate? {
        if countsFrom1904 { return CivilDate(dayNumber: Int32(days - 24_107)) }
        if days == 0 || days == 60 { return nil }
        return CivilDate(dayNumber: Int32(days - (days < 60 ? 25_568 : 25_569)))
    }

    /// Writes `2021-07-01`.
    static func write(_ date: CivilDate, into bytes: inout [UInt8]) {
        let (year, month, day) = date.parts
        write(year / 100, into: &bytes)
        write(year % 100, into: &bytes)
        bytes.append(0x2D)
        write(month, into: &bytes)
        bytes.append(0x2D)
        write(day, into: &bytes)
    }

    /// Writes hours, and the minutes and seconds within a number of seconds: `08:30:00`.
    static func write(hours: Int, _ seconds: Int, into bytes: inout [UInt8]) {
        if hours > 99 { bytes.append(contentsOf: String(hours).utf8) } else { write(hours, into: &bytes) }
        bytes.append(0x3A)
        write(seconds / 60 % 60, into: &bytes)
        bytes.append(0x3A)
        write(seconds % 60, into: &bytes)
    }

    private static func write(_ number: Int, into bytes: inout [UInt8]) {
        bytes.append(0x30 + UInt8(truncatingIfNeeded: number / 10 % 10))
        bytes.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }
}
