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
        TextSafety.isPlain(text) ? text : replaced(text)
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
        TextSafety.isPlainWithoutMarkup(text) ? text : TextSafety.escaped(plain(text))
    }
}

extension Markup.StringInterpolation {
    mutating func appendInterpolation(_ amount: Yuan) {
        ExactDecimal.appendFixed(amount.fen, places: 2, to: &bytes)
    }

    mutating func appendInterpolation(_ points: Points) {
        ExactDecimal.appendShortest(points.hundredths, places: 2, to: &bytes)
    }
}
