package import AssessmentKernel

/// Tells which characters of a name are not those that they look like: `FМ0001` with a Cyrillic М.
package enum LookAlikes {
    /// The most characters that are named.
    private static let most = 3

    /// What differs between a name and the one that was meant; nil where it is more than a few characters, or their case.
    package static func difference(_ name: Text, from meant: Text) -> LocalText? {
        let (left, right) = (Array(name.string.unicodeScalars), Array(meant.string.unicodeScalars))
        guard left.count == right.count, left.count <= 64 else { return nil }
        let places = left.indices.filter { left[$0] != right[$0] }
        guard !places.isEmpty, places.count <= most, places.allSatisfy({ kind(left[$0]) != kind(right[$0]) }) else {
            return nil
        }
        let chinese = places.map { place in
            "第 \(place + 1) 个字符是\(kind(left[place]).name.chinese)“\(left[place])”，应为\(kind(right[place]).name.chinese)“\(right[place])”"
        }
        let english = places.map { place in
            "character \(place + 1) is the \(kind(left[place]).name.english) \(left[place]), not the \(kind(right[place]).name.english) \(right[place])"
        }
        return LocalText(chinese.joined(separator: "；"), english.joined(separator: "; "))
    }

    /// What a character is.
    private enum Kind {
        case digit, latin, cyrillic, greek, other

        var name: LocalText {
            switch self {
            case .digit: LocalText("数字", "digit")
            case .latin: LocalText("英文字母", "letter")
            case .cyrillic: LocalText("西里尔字母", "Cyrillic letter")
            case .greek: LocalText("希腊字母", "Greek letter")
            case .other: LocalText("符号", "sign")
            }
        }
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x30...0x39: .digit
        case 0x41...0x5A, 0x61...0x7A: .latin
        case 0x400...0x52F: .cyrillic
        case 0x370...0x3FF: .greek
        default: .other
        }
    }
}
