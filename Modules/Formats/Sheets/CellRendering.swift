import AssessmentKernel

extension SheetCell {
    /// What a column expects its cells to be.
    public enum Purpose: Sendable {
        /// Not known yet, as in a header: what the sheet shows, and days and moments as ``day`` and ``moment`` have them.
        case anything
        /// A code, in which every character matters.
        case code
        /// Words, or a choice among them.
        case text
        /// A number.
        case number
        /// A day.
        case day
        /// A day with a time.
        case moment
    }

    /// Why a cell has no text.
    public enum Fault: Error, Hashable, Sendable {
        /// It shows an error such as `#N/A`.
        case error
        /// Its formula has no result.
        case uncalculated
        /// It is a number of more than fifteen digits, but a spreadsheet keeps only fifteen.
        case lostDigits
        /// What its number format shows cannot be reproduced, or is not the number that the cell holds; with the format's
        /// code.
        case format(String)
    }

    /// Whether the cell's text is already what ``render(for:countsFrom1904:into:)`` would write.
    @inlinable
    @inline(__always)
    public func isPlain(for purpose: Purpose) -> Bool {
        if kind == .text { return !look.changesText }
        guard kind == .number, look.isGeneral, purpose != .day, purpose != .moment else { return false }
        return isShortNumber
    }

    /// Whether the number is written as a spreadsheet shows it: a few digits, possibly with a decimal point.
    @inlinable
    var isShortNumber: Bool {
        guard text.count <= 9, let first = text.first, let last = text.last else { return false }
        var hasPoint = false
        for byte in text where byte < 0x30 || byte > 0x39 {
            if byte != 0x2E || hasPoint { return false }
            hasPoint = true
        }
        if hasPoint { return first != 0x2E && last != 0x2E && last != 0x30 && (first != 0x30 || text[1] == 0x2E) }
        return first != 0x30 || text.count == 1
    }

    /// Writes the cell as a text: what its spreadsheet shows, but days as `2021-07-01` and moments as `2021-07-01
    /// 08:30:00` where such are expected.
    ///
    /// A day that is shown without a time is a day where a day is expected, and so is midnight. Where a moment is expected
    /// the time counts, whatever is shown. A number without a format is a day or moment where one is expected and it is a
    /// serial number of the years 1990 to 2099. A number is written without thousands and without the unit of its column.
    ///
    /// - Parameter countsFrom1904: whether serial numbers of days count from 1904.
    /// - Throws: why the cell has no text.
    public func render(
        for purpose: Purpose, countsFrom1904: Bool, into bytes: inout [UInt8]
    ) throws(Fault) {
        switch kind {
        case .text: renderText(into: &bytes)
        case .boolean:
            let isTrue = text.first == 0x31 || text.first.map { $0 | 0x20 } == 0x74  // 1, true
            bytes.append(contentsOf: Array((isTrue ? "TRUE" : "FALSE").utf8))
        case .error: throw .error
        case .uncalculated: throw .uncalculated
        case .isoDate: renderISODate(for: purpose, into: &bytes)
        case .number:
            guard let number = SpreadsheetNumber(text) else { return bytes.append(contentsOf: text) }
            try render(number, for: purpose, countsFrom1904, &bytes)
        }
    }

    private func renderText(into bytes: inout [UInt8]) {
        guard format.changesText, let section = format.textSection else { return bytes.append(contentsOf: text) }
        for step in section.steps {
            switch step {
            case .text: bytes.append(contentsOf: text)
            case .literal(let words): bytes.append(contentsOf: words)
            default: break
            }
        }
    }

    private func render(
        _ number: SpreadsheetNumber, for purpose: Purpose, _ countsFrom1904: Bool, _ bytes: inout [UInt8]
    ) throws(Fault) {
        switch purpose {
        case .day, .moment, .anything: if renderDate(number, purpose, countsFrom1904, &bytes) { return }
        case .code: if number.hasLostDigits, !format.isDate { throw .lostDigits }
        case .text, .number: break
        }
        if format.isGeneral { return number.shown.write(into: &bytes) }
        if let (section, needsSign) = format.section(for: number) {
            if section.isDate {
                if section.writeDate(number, countsFrom1904: countsFrom1904, into: &bytes) { return }
            } else if section.isHidden {
                return
            } else if purpose == .number {
                if section.writePlain(number, into: &bytes) { return }
                // What is shown is no number, and the column's own message says so.
                if section.showsWords, section.write(number, needsSign: needsSign, into: &bytes) { return }
            } else if section.write(number, needsSign: needsSign, into: &bytes) {
                return
            }
        }
        switch purpose {
        case .anything, .text:
            // Words may be shown in another way than the sheet does; a day at least as a day.
            if !renderDate(number, .anything, countsFrom1904, &bytes) { number.shown.write(into: &bytes) }
        case .code, .number, .day, .moment: throw .format(format.code)
        }
    }

    /// Writes a number that is a day, moment or time; returns false for any other.
    private func renderDate(
        _ number: SpreadsheetNumber, _ purpose: Purpose, _ countsFrom1904: Bool, _ bytes: inout [UInt8]
    ) -> Bool {
        guard let (days, seconds) = number.daysAndSeconds else { return false }
        let isExpected = purpose == .day || purpose == .moment
        let date = SerialDay.date(days, countsFrom1904: countsFrom1904)
        let isUsual = date.map { SerialDay.usual.contains($0) } ?? false
        switch format.kind {
        case .general, .text, .number:
            guard isExpected, isUsual, format.isGeneral || format.code == "0", let date else { return false }
            render(date, seconds, withTime: seconds != 0, &bytes)
        case .percent: return false
        case .duration where !(isExpected && isUsual):
            SerialDay.write(hours: days * 24 + seconds / 3600, seconds, into: &bytes)
        case .date, .dateTime, .time, .duration:
            if days == 0, format.kind == .time || (!countsFrom1904 && seconds > 0) {
                SerialDay.write(hours: seconds / 3600, seconds, into: &bytes)
                return true
            }
            guard let date else { return false }
            // A day column has what is shown: a pattern without a time shows a day.
            let isDay = seconds == 0 ? format.kind == .date || purpose == .day : format.kind == .date && purpose == .day
            render(date, seconds, withTime: !isDay, &bytes)
        }
        return true
    }

    private func render(_ date: CivilDate, _ seconds: Int, withTime: Bool, _ bytes: inout [UInt8]) {
        SerialDay.write(date, into: &bytes)
        guard withTime else { return }
        bytes.append(0x20)
        SerialDay.write(hours: seconds / 3600, seconds, into: &bytes)
    }

    /// Writes `2021-07-01T08:30:00` with a space, or as the format shows it; fractions of a second are dropped.
    ///
    /// A time with a zone stays as it is written: which time in China it is nobody said.
    private func renderISODate(for purpose: Purpose, into bytes: inout [UInt8]) {
        var time = text[...]
        let day = time.prefix { $0 != 0x54 && $0 != 0x20 }
        time = time.dropFirst(day.count + 1)
        let clock = time.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x3A }
        let rest = time.dropFirst(clock.count)
        let isFraction = rest.first == 0x2E && rest.dropFirst().allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard rest.isEmpty || isFraction else { return bytes.append(contentsOf: text) }
        let isMidnight = clock.allSatisfy { $0 == 0x30 || $0 == 0x3A }
        if purpose == .code || purpose == .text, format.isDate, let serial = SerialDay.number(day, clock),
            let (section, _) = format.section(for: serial),
            section.writeDate(serial, countsFrom1904: false, into: &bytes)
        {
            return
        }
        bytes.append(contentsOf: day)
        if clock.isEmpty || (purpose == .day && (isMidnight || format.kind == .date)) { return }
        bytes.append(0x20)
        bytes.append(contentsOf: clock)
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

    /// The serial number, counted from 1900, of an ISO day and a time of day, exact to the second.
    static func number(_ day: Slice<UnsafeBufferPointer<UInt8>>, _ clock: Slice<UnsafeBufferPointer<UInt8>>)
        -> SpreadsheetNumber?
    {
        func numbers(_ text: Slice<UnsafeBufferPointer<UInt8>>, _ separator: UInt8) -> [Int]? {
            var found: [Int] = []
            for part in text.split(separator: separator, omittingEmptySubsequences: false) {
                guard let number = Int(String(decoding: part, as: UTF8.self)), number >= 0 else { return nil }
                found.append(number)
            }
            return found
        }
        guard let parts = numbers(day, 0x2D), parts.count == 3,
            let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]), date.dayNumber >= -25_508
        else { return nil }
        guard let times = clock.isEmpty ? [] : numbers(clock, 0x3A), times.count <= 3, times.allSatisfy({ $0 < 60 })
        else { return nil }
        let seconds = zip(times, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        guard seconds < 86_400 else { return nil }
        // Fifteen digits are enough to find the second again.
        let billionths = (seconds * 10_000_000_000 + 43_200) / 86_400
        let text = "\(date.dayNumber + 25_569)." + String(String(10_000_000_000 + billionths).dropFirst())
        return Array(text.utf8).withUnsafeBufferPointer { SpreadsheetNumber($0) }
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
