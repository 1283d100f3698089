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
        if let date = plainDate() { return date }
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

    /// Reads `2021-07-01`, as each day of a bundle and of most exports is written, eight bytes at once.
    @inline(__always)
    private mutating func plainDate() -> CivilDate? {
        guard place + 10 <= bytes.count else { return nil }
        let word = UInt64(
            littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self))
        // Each digit becomes its number and each hyphen zero; what is above nine, or above zero, reaches the highest bit.
        let parts = word ^ 0x2D30_302D_3030_3030
        guard (parts &+ 0x7F76_767F_7676_7676 | parts) & 0x8080_8080_8080_8080 == 0 else { return nil }
        let (tens, ones) = (bytes[place + 8] &- 0x30, bytes[place + 9] &- 0x30)
        guard tens <= 9, ones <= 9 else { return nil }
        func digit(_ place: UInt64) -> Int { Int(parts >> (8 * place) & 0xF) }
        let date = CivilDate(
            year: digit(0) * 1_000 + digit(1) * 100 + digit(2) * 10 + digit(3), month: digit(5) * 10 + digit(6),
            day: Int(tens) * 10 + Int(ones))
        // Nothing is read of what is no day.
        if date != nil { place += 10 }
        return date
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
