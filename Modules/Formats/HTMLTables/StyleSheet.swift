import Foundation

/// What a page's styles say of numbers and of what is hidden.
struct StyleSheet {
    private static let most = 10_000

    private var codes: [String: String] = [:]

    /// Reads the rules of a style sheet: `.xl65 {mso-number-format:"Short Date";}`.
    mutating func read(_ text: String) {
        for rule in text.split(separator: "}") {
            guard codes.count < StyleSheet.most, rule.contains("mso-number-format"),
                let brace = rule.firstIndex(of: "{"),
                let code = StyleSheet.code(in: String(rule[rule.index(after: brace)...]))
            else { continue }
            for selector in rule[..<brace].split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
                if let dot = selector.lastIndex(of: ".") {
                    codes[String(selector[selector.index(after: dot)...])] = code
                }
            }
        }
    }

    /// The number format of a cell; nil when it has none.
    func code(_ attributes: [String: String]) -> String? {
        if let style = attributes["style"], let code = StyleSheet.code(in: style) { return code }
        for name in (attributes["class"] ?? "").split(separator: " ") {
            if let code = codes[String(name)] { return code }
        }
        return nil
    }

    /// The format in a style: `mso-number-format:"yyyy\/m\/d"`, in which a backslash guards a character.
    private static func code(in style: String) -> String? {
        guard let place = style.range(of: "mso-number-format", options: .caseInsensitive) else { return nil }
        var rest = style[place.upperBound...].drop { $0 == " " || $0 == ":" }
        var quote: Character?
        if let first = rest.first, first == "\"" || first == "'" {
            quote = first
            rest = rest.dropFirst()
        }
        var code = ""
        var isGuarded = false
        for character in rest.prefix(400) {
            if isGuarded {
                code.append(character)
                isGuarded = false
            } else if character == "\\" {
                isGuarded = true
            } else if character == quote || (quote == nil && (character == ";" || character == "}")) {
                break
            } else {
                code.append(character)
            }
        }
        code = code.trimmingCharacters(in: .whitespacesAndNewlines)
        return code.isEmpty ? nil : named[code] ?? code
    }

    private static let named = [
        "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy", "Long Date": "yyyy\"年\"m\"月\"d\"日\"",
        "General Date": "yyyy/m/d h:mm", "Short Time": "h:mm", "Medium Time": "h:mm AM/PM", "Long Time": "h:mm:ss",
        "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
    ]

    /// Whether a format shows a day or a time.
    static func isDate(_ code: String) -> Bool {
        var isQuoted = false
        for byte in code.utf8 {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, [0x79, 0x59, 0x64, 0x68, 0x48].contains(byte) { return !code.hasPrefix("General") }
        }
        return false
    }

    /// Whether an element is not shown.
    static func hides(_ attributes: [String: String]) -> Bool {
        if attributes["hidden"] != nil { return true }
        guard let style = attributes["style"] else { return false }
        let plain = style.lowercased().filter { !$0.isWhitespace }
        return plain.contains("display:none") || plain.contains("visibility:hidden")
            || plain.contains("visibility:collapse")
    }
}
