import AssessmentKernel
import PageTemplates

/// Makes texts of records safe to show in a report: characters that control a program or change the direction of text
/// become visible signs.
///
/// The result files keep every text byte for byte; a report is for reading.
public enum ShownText {
    /// The most characters of a name or a cell on a page or slip.
    public static let longest = 80

    /// The text on one line, without control characters and bidirectional formatting characters.
    public static func plain(_ text: String) -> String {
        needsCare(text) ? replaced(text) : text
    }

    private static func replaced(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: shown.append(" ")
            case 0x00..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB,
                0xFFFE, 0xFFFF:
                shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// The result of ``plain(_:)``, cut to a readable length.
    public static func short(_ text: String, to limit: Int = longest) -> String {
        let plain = plain(text)
        guard plain.utf8.count > limit, plain.unicodeScalars.count > limit else { return plain }
        return String(plain.unicodeScalars.prefix(limit)) + "…"
    }

    /// The text escaped for HTML elements and quoted attribute values.
    ///
    /// It escapes by code points: a combining mark must not hide a quote.
    package static func html(_ text: String) -> String {
        let plain = plain(text)
        let isMarkup = Text(plain).withBytes { bytes in
            bytes.contains { $0 < 0x3F && ($0 == 0x22 || $0 == 0x26 || $0 == 0x27 || $0 == 0x3C || $0 == 0x3E) }
        }
        guard isMarkup else { return plain }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(plain.utf8.count + 16)
        for byte in plain.utf8 {
            switch byte {
            case 0x22: escaped += "&quot;".utf8
            case 0x26: escaped += "&amp;".utf8
            case 0x27: escaped += "&#39;".utf8
            case 0x3C: escaped += "&lt;".utf8
            case 0x3E: escaped += "&gt;".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// Whether a text has a character that ``plain(_:)`` replaces, or one close enough to need a full check.
    ///
    /// Nearly every text of a report passes unchanged, Chinese punctuation included.
    private static func needsCare(_ text: String) -> Bool {
        Text(text).withBytes { bytes in
            for place in bytes.indices {
                let byte = bytes[place]
                // Letters and marks, common Chinese characters, and what follows in a character.
                if byte >= 0x20 && byte < 0x7F || byte >= 0xE3 && byte < 0xEF || byte & 0xC0 == 0x80 { continue }
                if byte < 0x20 || byte == 0x7F { return true }
                let next = place + 1 < bytes.count ? bytes[place + 1] : 0
                let last = place + 2 < bytes.count ? bytes[place + 2] : 0
                switch byte {
                case 0xC2 where next < 0xA0, 0xD8 where next == 0x9C, 0xEF where next == 0xBF: return true
                // Not the dashes and quotation marks that stand between them.
                case 0xE2 where next == 0x80 && (last >= 0xA8 || (0x8B..<0x90).contains(last)) || next == 0x81:
                    return true
                default: break
                }
            }
            return false
        }
    }
}

extension Markup.StringInterpolation {
    mutating func appendInterpolation(_ points: Points) {
        ExactDecimal.appendShortest(points.hundredths, places: 2, to: &bytes)
    }
}
