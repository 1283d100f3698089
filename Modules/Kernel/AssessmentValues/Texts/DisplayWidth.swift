/// How many terminal columns a text takes.
///
/// Chinese characters and full-width forms take two (Unicode's East Asian Width W and F), combining marks none.
package enum DisplayWidth {
    /// The width of a text in columns.
    package static func of(_ text: String) -> Int {
        Text(text).withBytes { bytes in
            var (columns, place) = (0, 0)
            // By its bytes, which are valid: a workbook measures each of its long texts.
            while place < bytes.count {
                switch bytes[place] {
                case 0x20..<0x7F: (columns, place) = (columns + 1, place + 1)
                // U+5000 to U+9FFF, most Chinese characters.
                case 0xE5...0xE9: (columns, place) = (columns + 2, place + 3)
                case let byte:
                    let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                    let rest = bytes[place + 1..<place + length]
                    let first = UInt32(length == 1 ? byte : byte & 0x7F >> length)
                    let value = rest.reduce(first) { $0 << 6 | UInt32($1 & 0x3F) }
                    columns += width(Unicode.Scalar(value) ?? " ")
                    place += length
                }
            }
            return columns
        }
    }

    /// How many lines a text needs in a column of a given width.
    package static func lines(_ text: String, width: Double) -> Int {
        text.utf8.count <= max(1, Int(width)) ? 1 : lines(of: of(text), width: width)
    }

    /// How many lines a text of so many columns needs.
    package static func lines(of columns: Int, width: Double) -> Int {
        let width = max(1, Int(width))
        return (columns + width - 1) / width
    }

    /// The text followed by blanks up to a width.
    package static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - of(text)))
    }

    /// The text preceded by blanks up to a width.
    package static func leftPadded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - of(text))) + text
    }

    /// The text cut to a width, with `…` in place of what was cut.
    package static func cut(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        var kept = ""
        var used = 0
        for character in text {
            let next = of(String(character))
            if used + next > width - 1 { break }
            kept.append(character)
            used += next
        }
        return kept + "…"
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        // The most common of the rest: other Chinese characters and their punctuation.
        if scalar.value >= 0x4E00 && scalar.value <= 0x9FFF { return 2 }
        if 0x3000...0x3029 ~= scalar.value || 0xFF01...0xFF60 ~= scalar.value { return 2 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// The blocks of wide characters in Chinese texts, and the emoji.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
        0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
