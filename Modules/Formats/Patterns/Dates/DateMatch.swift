import AssessmentKernel

/// Matches a text with the tokens of a form.
package struct DateMatch {
    private let text: UnsafeBufferPointer<UInt8>

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    func read(_ tokens: ArraySlice<DateForm.Token>, _ reading: DateForm.Reading, _ place: Int) -> DateForm.Reading? {
        var (place, reading) = (place, reading)
        for index in tokens.indices {
            switch tokens[index] {
            case .number(let unit, let fewest, let most):
                guard let number = number(&place, fewest, most) else { return nil }
                DateMatch.set(unit, unit == .year && most == 2 ? 2_000 + number : number, in: &reading)
            case .weekday:
                guard let weekday = weekday(&place) else { return nil }
                reading.weekday = weekday
            case .half:
                guard let half = half(&place) else { return nil }
                reading.isAfternoon = half
            case .space:
                while place < text.count, spaceLength(place) > 0 { place += spaceLength(place) }
            case .sign(let sign):
                guard place < text.count, text[place] == sign else { return nil }
                place += 1
            case .any:
                // There is at most one, so each end is tried once.
                for end in place...text.count {
                    if let found = read(tokens[(index + 1)...], reading, end) { return found }
                }
                return nil
            case .serial, .epoch, .epochMilliseconds: return nil
            }
        }
        return place == text.count ? reading : nil
    }

    private func spaceLength(_ place: Int) -> Int { CellText.whiteSpaceLength(text, at: place) }

    private static func set(_ unit: DateForm.Unit, _ number: Int, in reading: inout DateForm.Reading) {
        switch unit {
        case .year: reading.year = number
        case .month: reading.month = number
        case .day: reading.day = number
        case .hour: reading.hour = number
        case .minute: reading.minute = number
        case .second: reading.second = number
        }
    }

    private func number(_ place: inout Int, _ fewest: Int, _ most: Int) -> Int? {
        var value = 0
        let start = place
        while place < min(text.count, start + most), text[place] >= 0x30, text[place] <= 0x39 {
            value = value * 10 + Int(text[place] - 0x30)
            place += 1
        }
        return place - start >= fewest ? value : nil
    }

    private func take(_ word: String, _ place: inout Int) -> Bool {
        guard text[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    /// The day of the week that a text is, from 1, Monday, to 7; nil for any other text.
    package static func weekday(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        var place = 0
        let weekday = DateMatch(text).weekday(&place)
        return place == text.count ? weekday : nil
    }

    private static let weekdays = ["一", "二", "三", "四", "五", "六", "日", "天"]

    /// A day of the week from 1, Monday, to 7.
    private func weekday(_ place: inout Int) -> Int? {
        _ = take("星期", &place) || take("礼拜", &place) || take("周", &place)
        for (number, name) in DateMatch.weekdays.enumerated() where take(name, &place) { return min(number + 1, 7) }
        return nil
    }

    private static let halves = [
        ("上午", false), ("下午", true), ("凌晨", false), ("早上", false), ("晚上", true), ("AM", false), ("PM", true),
        ("am", false), ("pm", true),
    ]

    private func half(_ place: inout Int) -> Bool? {
        for (word, isAfternoon) in DateMatch.halves where take(word, &place) { return isAfternoon }
        return nil
    }
}
