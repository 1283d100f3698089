package import AssessmentKernel

/// Reads the times of punches in a cell: `08:21`, `次日00:10`, `08:21(外勤)`, and several of them.
package struct PunchScanner {
    /// One time.
    package struct Time: Equatable, Sendable {
        /// Seconds from the beginning of the attendance day; a time of the next day is above 86,399.
        package let second: Int32
        /// Whether the word in brackets behind it, if any, says that it counts.
        package let counts: Bool

        /// Makes a time.
        package init(second: Int32, counts: Bool) {
            self.second = second
            self.counts = counts
        }
    }

    private let text: UnsafeBufferPointer<UInt8>
    private var place = 0

    /// Prepares a normalised cell.
    package init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// All times of the cell.
    ///
    /// - Parameters:
    ///   - counting: the words in brackets that count; nil when all do.
    ///   - none: the words that stand in place of a time.
    /// - Returns: nil when a part of the cell is neither.
    package mutating func times(counting: Set<Text>?, none: Words, into times: inout [Time]) -> Bool {
        while true {
            skipSeparators()
            guard place < text.count else { return true }
            let start = place
            if let time = time(counting) {
                guard place == text.count || isSeparator() > 0 else { return false }
                times.append(time)
                continue
            }
            place = start
            while place < text.count, isSeparator() == 0 { place += 1 }
            guard none.number(of: UnsafeBufferPointer(rebasing: text[start..<place])) != nil else { return false }
        }
    }

    private mutating func time(_ counting: Set<Text>?) -> Time? {
        var days = dayWord() ?? 0
        skipSpaces()
        var half = take("上午") ? false : take("下午") ? true : nil
        skipSpaces()
        guard var hour = number(1...2), let isClock: Bool = take(":") ? true : take("时") ? false : nil,
            let minute = number(1...2, isPadded: isClock), minute < 60
        else { return nil }
        var second = 0
        if isClock {
            if take(":") {
                guard let number = number(2...2), number < 60 else { return nil }
                second = number
            }
        } else {
            guard take("分") else { return nil }
            if let number = number(1...2) {
                guard take("秒"), number < 60 else { return nil }
                second = number
            }
        }
        let end = place
        skipSpaces()
        if half == nil { half = take("AM") ? false : take("PM") ? true : nil }
        if half == nil { place = end }
        if let half {
            guard hour <= 12 else { return nil }
            hour = hour % 12 + (half ? 12 : 0)
        }
        // A thirty-hour clock; a greater hour is a slip of the pen.
        guard hour < (days == 0 ? 30 : 24) else { return nil }
        var counts = true
        let behind = place
        skipSpaces()
        if take("(") {
            let start = place
            while place < text.count, text[place] != 0x29 { place += 1 }
            let word = UnsafeBufferPointer(rebasing: text[start..<place])
            guard take(")") else { return nil }
            if let shift = PunchScanner.shift(word) {
                days = shift
            } else {
                counts = counting?.contains(Text(utf8: word)) ?? true
            }
        } else {
            place = behind
        }
        return Time(second: Int32(days * 86_400 + hour * 3_600 + minute * 60 + second), counts: counts)
    }

    private static let dayWords: [(word: String, days: Int)] = [
        ("次日", 1), ("翌日", 1), ("隔日", 1), ("第二天", 1), ("当日", 0), ("当天", 0), ("前日", -1), ("前一日", -1), ("昨日", -1),
    ]

    private static func shift(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
        dayWords.first { word.elementsEqual($0.word.utf8) }?.days
    }

    private mutating func dayWord() -> Int? {
        guard let first = text[place...].first, first >= 0x80 || first == 0x28 else { return nil }
        let start = place
        let isBracketed = take("(")
        for (word, days) in PunchScanner.dayWords where take(word) {
            if isBracketed && !take(")") { break }
            return days
        }
        place = start
        return nil
    }

    private mutating func number(_ digits: ClosedRange<Int>, isPadded: Bool = false) -> Int? {
        var value = 0
        let start = place
        while place < text.count, place - start < digits.upperBound, text[place] >= 0x30, text[place] <= 0x39 {
            value = value * 10 + Int(text[place] - 0x30)
            place += 1
        }
        return place - start >= (isPadded ? digits.upperBound : digits.lowerBound) ? value : nil
    }

    private mutating func take(_ word: String) -> Bool {
        guard text[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func skipSpaces() {
        while place < text.count {
            let length = CellText.whiteSpaceLength(text, at: place)
            if length == 0 { return }
            place += length
        }
    }

    private mutating func skipSeparators() {
        while place < text.count {
            let length = isSeparator()
            if length == 0 { return }
            place += length
        }
    }

    /// The length of the separator at the place; zero for any other sign.
    private func isSeparator() -> Int {
        switch text[place] {
        case 0x2C, 0x3B, 0x7C, 0x2F: return 1
        case 0xE3 where place + 2 < text.count && text[place + 1] == 0x80 && text[place + 2] == 0x81: return 3
        default: return CellText.whiteSpaceLength(text, at: place)
        }
    }
}
