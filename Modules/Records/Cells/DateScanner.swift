import AssessmentKernel

/// Reads days and moments in the forms that nearly all platforms write.
///
/// ``DateText`` reads all forms, but slower.
struct DateScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    /// Whether the day just read ended in 日, after which the time needs no space.
    private var endedInDay = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Whether everything was read.
    var isAtEnd: Bool { place == bytes.count }

    /// Reads a day: `2021-07-01`, `2021/7/1`, `2021.7.1`, `2021年7月1日`.
    mutating func date() -> CivilDate? {
        guard let year = number(4, 4), place < bytes.count else { return nil }
        let separator = bytes[place]
        if separator == 0x2D || separator == 0x2F || separator == 0x2E {
            place += 1
            guard let month = number(1, 2), take(separator), let day = number(1, 2) else { return nil }
            return CivilDate(year: year, month: month, day: day)
        }
        guard take(0xE5, 0xB9, 0xB4), let month = number(1, 2), take(0xE6, 0x9C, 0x88), let day = number(1, 2),
            take(0xE6, 0x97, 0xA5)
        else { return nil }
        endedInDay = true
        return CivilDate(year: year, month: month, day: day)
    }

    /// Reads a moment: a day, then `8:30`, `08:30` or `08:30:00` after one space, which is optional after 日.
    mutating func dateTime() -> CivilDateTime? {
        guard let date = date(), take(0x20) || endedInDay, let hour = number(1, 2), take(0x3A),
            let minute = number(2, 2)
        else { return nil }
        guard take(0x3A) else { return CivilDateTime(date, hour: hour, minute: minute) }
        guard let second = number(2, 2) else { return nil }
        return CivilDateTime(date, hour: hour, minute: minute, second: second)
    }

    @inline(__always)
    private mutating func number(_ fewest: Int, _ most: Int) -> Int? {
        var value = 0
        let start = place
        let end = min(bytes.count, place + most)
        while place < end {
            let digit = bytes[place] &- 0x30
            if digit > 9 { break }
            value = value * 10 + Int(digit)
            place += 1
        }
        return place - start >= fewest ? value : nil
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func take(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        guard place + 2 < bytes.count, bytes[place] == first, bytes[place + 1] == second, bytes[place + 2] == third
        else { return false }
        place += 3
        return true
    }
}
