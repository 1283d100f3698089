import AssessmentKernel

/// Reads a day or moment in any form of the tables' contract.
///
/// A day is `2021-07-01`, `2021/7/1`, `2021.7.1`, `2021年7月1日` or `20210701`; its day of the week may follow, and must be
/// the right one. A time follows after spaces or a `T`, of which none is needed after 日 or a day of the week.
struct DateText {
    private var scanner: TextScanner

    init(_ cell: UnsafeBufferPointer<UInt8>) { scanner = TextScanner(cell) }

    /// The day, which midnight may follow; nil for anything else.
    func date() -> CivilDate? {
        var text = self
        guard let (date, isOpen) = text.day() else { return nil }
        if text.scanner.isAtEnd { return date }
        guard let second = text.time(after: isOpen), second == 0, text.scanner.isAtEnd else { return nil }
        return date
    }

    /// The day with its time; nil for anything else.
    func moment() -> CivilDateTime? {
        var text = self
        guard let (date, isOpen) = text.day(), let second = text.time(after: isOpen), text.scanner.isAtEnd else {
            return nil
        }
        return CivilDateTime(date, hour: second / 3600, minute: second / 60 % 60, second: second % 60)
    }

    /// The day of a text whose day of the week is another's, and which it says; nil for any other text.
    func wrongWeekday() -> (CivilDate, said: Int)? {
        var text = self
        guard let (date, _) = text.calendarDay() else { return nil }
        text.scanner.takeSpaces()
        _ = text.scanner.take("(")
        guard text.scanner.take("星期") || text.scanner.take("周"), let said = text.scanner.takeWeekday(),
            said != date.weekday
        else { return nil }
        return (date, said)
    }

    /// A day with its day of the week, and whether a time may follow without a space.
    private mutating func day() -> (CivilDate, isOpen: Bool)? {
        guard let (date, endsInDay) = calendarDay() else { return nil }
        let before = scanner
        scanner.takeSpaces()
        let bracket = scanner.take("(")
        guard scanner.take("星期") || scanner.take("周") else {
            if bracket { return nil }
            scanner = before
            return (date, endsInDay)
        }
        guard let weekday = scanner.takeWeekday(), weekday == date.weekday, !bracket || scanner.take(")") else {
            return nil
        }
        return (date, true)
    }

    /// A day without its day of the week, and whether it ends in 日.
    private mutating func calendarDay() -> (CivilDate, endsInDay: Bool)? {
        guard let digits = scanner.number(4...8) else { return nil }
        if digits.count == 8 {
            return CivilDate(packed: Int64(digits.value)).map { ($0, false) }
        }
        guard digits.count == 4 else { return nil }
        let separators: [StaticString] = ["-", "/", "."]
        for separator in separators where scanner.take(separator) {
            guard let month = scanner.number(1...2), scanner.take(separator), let day = scanner.number(1...2) else {
                return nil
            }
            return CivilDate(year: digits.value, month: month.value, day: day.value).map { ($0, false) }
        }
        guard scanner.take("年"), let month = scanner.number(1...2), scanner.take("月"), let day = scanner.number(1...2),
            scanner.take("日")
        else { return nil }
        return CivilDate(year: digits.value, month: month.value, day: day.value).map { ($0, true) }
    }

    /// The second of the day, after what separates a time from its day.
    ///
    /// - Parameter isOpen: whether nothing need separate them.
    private mutating func time(after isOpen: Bool) -> Int? {
        guard scanner.takeSpaces() || scanner.take("T") || isOpen else { return nil }
        let half: Half? = scanner.take("上午") ? .morning : scanner.take("下午") ? .afternoon : nil
        if half != nil { scanner.takeSpaces() }
        guard let written = scanner.number(1...2) else { return nil }
        var hour = written.value
        switch half {
        case .morning:
            guard hour <= 12 else { return nil }
            hour %= 12
        case .afternoon:
            guard hour >= 1, hour <= 12 else { return nil }
            hour = hour % 12 + 12
        case nil: guard hour <= 23 else { return nil }
        }
        guard let (minute, second) = minutes(), minute < 60, second < 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private enum Half { case morning, afternoon }

    /// Minutes and seconds: `:30`, `:30:05`, `:30:05.0`, `时30分`, `时30分05秒`.
    private mutating func minutes() -> (minute: Int, second: Int)? {
        if scanner.take("时") {
            guard let minute = scanner.number(2...2), scanner.take("分") else { return nil }
            if scanner.isAtEnd { return (minute.value, 0) }
            guard let second = scanner.number(2...2), scanner.take("秒") else { return nil }
            return (minute.value, second.value)
        }
        guard scanner.take(":"), let minute = scanner.number(2...2) else { return nil }
        guard scanner.take(":") else { return (minute.value, 0) }
        guard let second = scanner.number(2...2) else { return nil }
        // Databases write the parts of a second; any but zero would be lost.
        if scanner.take(".") {
            guard let part = scanner.number(1...9), part.value == 0 else { return nil }
        }
        return (minute.value, second.value)
    }
}

/// Reads pieces of a short text.
private struct TextScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    /// Takes a text if it comes next.
    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[place + offset] != text.utf8Start[offset] { return false }
        place += count
        return true
    }

    /// Takes spaces; false when there is none.
    @discardableResult
    mutating func takeSpaces() -> Bool {
        let start = place
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
        return place > start
    }

    /// Takes all digits that come next, if they are as many as these.
    mutating func number(_ counts: ClosedRange<Int>) -> (value: Int, count: Int)? {
        var (value, end) = (0, place)
        while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39, end - place <= counts.upperBound {
            value = value * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        guard counts.contains(end - place) else { return nil }
        defer { place = end }
        return (value, end - place)
    }

    /// Takes one of 一 to 六, 日 and 天: Monday is 1, Sunday is 7.
    mutating func takeWeekday() -> Int? {
        let names: [(StaticString, Int)] = [
            ("一", 1), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("日", 7), ("天", 7),
        ]
        for (name, weekday) in names where take(name) { return weekday }
        return nil
    }
}
