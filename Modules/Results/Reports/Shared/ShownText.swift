import AssessmentKernel

/// Texts of records as a report shows them: what would command a program or turn a line around is shown as a sign.
///
/// The result files keep every text byte for byte; a report is for the eye.
public enum ShownText {
    /// The most characters of a name or a cell on a page or slip.
    public static let longest = 80

    /// The text on one line, without control characters and without those that turn the direction of writing.
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

    /// The text as ``plain(_:)`` has it, cut where it is too long to help anybody.
    public static func short(_ text: String, to limit: Int = longest) -> String {
        let plain = plain(text)
        guard plain.utf8.count > limit, plain.unicodeScalars.count > limit else { return plain }
        return String(plain.unicodeScalars.prefix(limit)) + "…"
    }

    /// The text as HTML, in an element or between the quotes of an attribute.
    ///
    /// It goes by code points: a mark that combines with a quote must not hide it.
    static func html(_ text: String) -> String {
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

    /// Whether a character is in the text that ``plain(_:)`` replaces, or one so near to it that it is looked at closely.
    ///
    /// Nearly every text of a report comes here and leaves as it is, Chinese punctuation included.
    private static func needsCare(_ text: String) -> Bool {
        Text(text).withBytes { bytes in
            for place in bytes.indices {
                let byte = bytes[place]
                if byte >= 0x20 && byte < 0x7F || byte >= 0xE3 && byte < 0xEF { continue }
                if byte < 0x20 || byte == 0x7F { return true }
                let next = place + 1 < bytes.count ? bytes[place + 1] : 0
                switch byte {
                case 0xC2 where next < 0xA0, 0xD8 where next == 0x9C, 0xE2 where next == 0x80 || next == 0x81,
                    0xEF where next == 0xBF:
                    return true
                default: break
                }
            }
            return false
        }
    }
}
