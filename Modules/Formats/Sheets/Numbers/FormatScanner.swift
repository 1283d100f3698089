/// Reads the parts of a format code.
struct FormatScanner {
    /// The longest code that is read; Excel takes 255 characters.
    private static let longest = 2_048

    private var bytes: ArraySlice<UInt8>
    private var section = FormatSection()
    /// Commas since the last digit place: thousands if another place follows, else a scale.
    private var commas = 0
    private var hasPoint = false
    private var hasPower = false
    /// The steps of `m`, which is a minute after an hour and before a second.
    private var isAfterHour = false

    private init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The parts of a code, between its semicolons.
    static func sections(of code: String) -> [FormatSection] {
        let bytes = Array(code.utf8)
        guard bytes.count <= longest, !bytes.isEmpty else { return [bytes.isEmpty ? empty : .unknown] }
        var scanner = FormatScanner(bytes[...])
        var found: [FormatSection] = []
        repeat { found.append(scanner.next()) } while scanner.takesAnother && found.count < 6
        return found
    }

    private static let empty: FormatSection = {
        var section = FormatSection()
        section.steps = [.general]
        section.kind = .general
        return section
    }()

    private var takesAnother = false

    private mutating func next() -> FormatSection {
        section = FormatSection()
        (commas, hasPoint, hasPower, isAfterHour, takesAnother) = (0, false, false, false, false)
        while let byte = bytes.popFirst() {
            if byte == 0x3B {
                takesAnother = true
                break
            }
            take(byte)
        }
        section.shift -= 3 * commas
        section.settle()
        return section
    }

    private mutating func take(_ byte: UInt8) {
        switch byte {
        case 0x22: literal(until(0x22))
        case 0x5C, 0x21: literal(character())  // \ and !, which is the same in Chinese
        case 0x5F:
            _ = character()
            section.steps.append(.room)
        case 0x2A:
            // A cell is filled with spaces, of which none count, or with what depends on its width.
            if character() != [0x20] { section.isUnknown = true }
        case 0x5B: bracket(until(0x5D))
        case 0x30, 0x23, 0x3F: digit(byte)
        case 0x2E: point()
        case 0x2C: if section.wholePlaces + section.decimalPlaces > 0 { commas += 1 } else { literal([byte]) }
        case 0x25:
            section.shift += 2
            section.steps.append(.percent)
        case 0x40: section.steps.append(.text)
        case 0x2F: slash()
        default: if !word(byte) { literal([byte]) }
        }
    }

    private mutating func literal(_ text: [UInt8]) {
        if case .literal(let before) = section.steps.last {
            section.steps[section.steps.count - 1] = .literal(before + text)
        } else if !text.isEmpty {
            section.steps.append(.literal(text))
        }
    }

    /// The bytes up to an end, which is taken as well.
    private mutating func until(_ end: UInt8) -> [UInt8] {
        let inside = bytes.prefix { $0 != end }
        bytes = bytes.dropFirst(inside.count + 1)
        return Array(inside)
    }

    /// The next character.
    private mutating func character() -> [UInt8] {
        guard let first = bytes.popFirst() else { return [] }
        let rest = bytes.prefix { $0 & 0xC0 == 0x80 }
        bytes = bytes.dropFirst(rest.count)
        return [first] + rest
    }

    private mutating func digit(_ byte: UInt8) {
        if hasPoint, case .date(.second) = section.steps.last(where: { $0 != .point }) {
            section.steps.append(.date(.fraction(1)))
            return
        }
        if case .date(.fraction(let count)) = section.steps.last {
            section.steps[section.steps.count - 1] = .date(.fraction(count + 1))
            return
        }
        if hasPower { section.isUnknown = true }
        if hasPoint {
            section.decimalPlaces += 1
            section.steps.append(.decimal(byte))
        } else {
            if commas > 0 { section.hasGroups = true }
            section.wholePlaces += 1
            section.steps.append(.digit(byte))
        }
        if hasPoint, commas > 0 { section.isUnknown = true }
        commas = 0
    }

    private mutating func point() {
        if hasPoint {
            literal([0x2E])
        } else if section.steps.contains(where: { if case .date = $0 { true } else { false } }),
            bytes.first != 0x30
        {
            literal([0x2E])
        } else {
            hasPoint = true
            section.steps.append(.point)
        }
    }

    /// A slash of a day, or a fraction, which is not reproduced.
    private mutating func slash() {
        if section.wholePlaces > 0 { section.isUnknown = true }
        literal([0x2F])
    }

    /// `[Red]`, `[>=60]`, `[h]`, `[$¥-804]`, `[DBNum1]`.
    private mutating func bracket(_ inside: [UInt8]) {
        let lower = inside.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        if let first = lower.first, [0x68, 0x6D, 0x73].contains(first), lower.allSatisfy({ $0 == first }) {
            section.steps.append(.date(.elapsed(first, lower.count)))
            isAfterHour = first == 0x68
        } else if inside.first == 0x24 {
            let parts = inside.dropFirst().split(separator: 0x2D, maxSplits: 1, omittingEmptySubsequences: false)
            if let sign = parts.first, !sign.isEmpty { literal(Array(sign)) }
            if parts.count > 1 { language(String(decoding: parts[1], as: UTF8.self)) }
        } else if let condition = FormatSection.Condition(inside) {
            section.condition = condition
        } else if !FormatScanner.colours.contains(
            String(decoding: lower.prefix { $0 < 0x30 || $0 > 0x39 }, as: UTF8.self))
        {
            section.isUnknown = true
        }
    }

    private static let colours: Set<String> = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color", "colour", "黑色", "蓝色", "青色",
        "绿色",
        "洋红色", "洋红", "红色", "白色", "黄色", "颜色", "black ", "color ",
    ]

    /// The language of names, by its number in hexadecimal or by its tag.
    private mutating func language(_ tag: String) {
        let tag = tag.lowercased()
        if tag == "f800" {  // The system's own long day.
            section.steps = ["年", "月", "日"].enumerated().flatMap { place, word in
                [.date([DatePart.year(4), .month(1), .day(1)][place]), .literal(Array(word.utf8))]
            }
            skip()
        } else if tag == "f400" {  // The system's own time.
            section.steps = [
                .date(.hour(1)), .literal([0x3A]), .date(.minute(2)), .literal([0x3A]), .date(.second(2)),
            ]
            skip()
        } else if tag.hasSuffix("804") || tag.hasPrefix("zh") {
            // Beyond four digits a number says which numerals and which calendar are meant.
            section.language = .chinese
            if tag.utf8.count > 5, !tag.hasPrefix("zh") { section.isUnknown = true }
        } else if tag.hasSuffix("409") || tag.hasPrefix("en") {
            section.language = .english
            if tag.utf8.count > 5, !tag.hasPrefix("en") { section.isUnknown = true }
        } else {
            section.language = .other
        }
    }

    /// Passes over the rest of the part.
    private mutating func skip() {
        while let byte = bytes.first, byte != 0x3B {
            bytes.removeFirst()
            if byte == 0x22 { _ = until(0x22) }
        }
    }

    /// A word of letters: a part of a day or a time, `General`, `E+`; false for what stands for itself.
    private mutating func word(_ byte: UInt8) -> Bool {
        for (word, step) in FormatScanner.words where matches(word, from: byte) {
            bytes = bytes.dropFirst(word.count - 1)
            section.steps.append(step)
            return true
        }
        let letter = byte | 0x20
        guard letter >= 0x61, letter <= 0x7A, byte < 0x80 else { return false }
        if letter == 0x65, section.wholePlaces + section.decimalPlaces > 0 { return power() }
        var count = 1
        while let next = bytes.first, next | 0x20 == letter {
            bytes.removeFirst()
            count += 1
        }
        date(letter, count)
        return true
    }

    private static let words: [(word: [UInt8], step: FormatSection.Step)] = [
        (Array("general".utf8), .general), (Array("g/通用格式".utf8), .general), (Array("g/標準".utf8), .general),
        (Array("am/pm".utf8), .date(.half(.english))), (Array("a/p".utf8), .date(.half(.letter))),
        (Array("上午/下午".utf8), .date(.half(.chinese))),
    ]

    private func matches(_ word: [UInt8], from first: UInt8) -> Bool {
        func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
        guard lower(first) == word[0], bytes.count >= word.count - 1 else { return false }
        return zip(bytes, word.dropFirst()).allSatisfy { lower($0) == $1 }
    }

    /// `E+00` after a digit.
    private mutating func power() -> Bool {
        guard let sign = bytes.first, sign == 0x2B || sign == 0x2D else {
            section.isUnknown = true
            return true
        }
        bytes.removeFirst()
        let digits = bytes.prefix { $0 == 0x30 || $0 == 0x23 || $0 == 0x3F }
        bytes = bytes.dropFirst(digits.count)
        if digits.isEmpty || hasPower || digits.contains(where: { $0 != 0x30 }) { section.isUnknown = true }
        hasPower = true
        section.steps.append(.power(showsPlus: sign == 0x2B, digits: digits.count))
        return true
    }

    private mutating func date(_ letter: UInt8, _ count: Int) {
        let part: DatePart
        switch letter {
        case 0x79: part = .year(count <= 2 ? 2 : 4)  // y
        case 0x65: part = .year(4)  // e
        case 0x6D where isAfterHour && count <= 2: part = .minute(count)  // m
        case 0x6D where count <= 5: part = .month(count)
        case 0x64: part = .day(min(count, 4))  // d
        case 0x68: part = .hour(min(count, 2))  // h
        case 0x73:  // s
            part = .second(min(count, 2))
            section.monthBecomesMinute()
        case 0x61 where count >= 3: part = .weekday(min(count, 4))  // a
        default:
            // Eras (g), Buddhist years (b) and letters that mean nothing.
            section.isUnknown = true
            return
        }
        isAfterHour = letter == 0x68
        section.steps.append(.date(part))
    }
}

extension FormatSection {
    /// Notes that a second was read: the last `m` or `mm` before it was a minute.
    fileprivate mutating func monthBecomesMinute() {
        let last = steps.lastIndex { if case .date = $0 { true } else { false } }
        if let last, case .date(.month(let count)) = steps[last], count <= 2 { steps[last] = .date(.minute(count)) }
    }

    /// Finds out what the part makes of a number.
    fileprivate mutating func settle() {
        var hasDay = false
        var hasTime = false
        var hasElapsed = false
        for case .date(let part) in steps {
            switch part {
            case .year, .month, .day, .weekday: hasDay = true
            case .elapsed: hasElapsed = true
            default: hasTime = true
            }
        }
        let isDate = hasDay || hasTime || hasElapsed
        let hasDigits = wholePlaces + decimalPlaces > 0
        if isDate, hasDigits || steps.contains(.percent) || steps.contains(.general) { isUnknown = true }
        kind =
            if hasElapsed { .duration } else if hasDay { hasTime ? .dateTime : .date } else if hasTime {
                .time
            } else if steps.contains(.text) { .text } else if steps.contains(.percent) {
                .percent
            } else if steps.contains(.general) { .general } else { .number }
        if kind == .text, hasDigits { isUnknown = true }
    }
}

extension FormatSection.Condition {
    /// Reads `>=60`; nil for anything else.
    init?(_ inside: [UInt8]) {
        let sign = inside.prefix { $0 >= 0x3C && $0 <= 0x3E }
        switch String(decoding: sign, as: UTF8.self) {
        case "<": comparison = .less
        case "<=": comparison = .lessOrEqual
        case "=": comparison = .equal
        case "<>": comparison = .unequal
        case ">=": comparison = .greaterOrEqual
        case ">": comparison = .greater
        default: return nil
        }
        let number = inside.dropFirst(sign.count).filter { $0 != 0x20 }
        guard let limit = number.withUnsafeBufferPointer({ SpreadsheetNumber($0) }) else { return nil }
        self.limit = limit
    }
}
