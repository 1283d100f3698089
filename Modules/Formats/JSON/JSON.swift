/// A JSON value with one printed form: keys in the given order, two spaces per level, LF.
package indirect enum JSON {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([JSON])
    case object([(String, JSON)])

    /// The bytes for a file.
    package var fileBytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes, indent: 0)
        bytes.append(0x0A)
        return bytes
    }

    /// A text as a quoted JSON string.
    package static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        write(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8], indent: Int) {
        switch self {
        case .text(let text): JSON.write(text, to: &bytes)
        case .number(let number): bytes += String(number).utf8
        case .flag(let flag): bytes += (flag ? "true" : "false").utf8
        case .list(let values):
            JSON.write(values.map { (nil, $0) }, "[", "]", to: &bytes, indent: indent)
        case .object(let members):
            JSON.write(members.map { ($0.0, $0.1) }, "{", "}", to: &bytes, indent: indent)
        }
    }

    private static func write(
        _ members: [(String?, JSON)], _ opening: String, _ closing: String, to bytes: inout [UInt8], indent: Int
    ) {
        bytes += opening.utf8
        for (place, member) in members.enumerated() {
            bytes += (place == 0 ? "\n" : ",\n").utf8
            bytes += [UInt8](repeating: 0x20, count: 2 * (indent + 1))
            if let key = member.0 {
                write(key, to: &bytes)
                bytes += ": ".utf8
            }
            member.1.write(to: &bytes, indent: indent + 1)
        }
        if !members.isEmpty {
            bytes.append(0x0A)
            bytes += [UInt8](repeating: 0x20, count: 2 * indent)
        }
        bytes += closing.utf8
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes += "\\\"".utf8
            case "\\": bytes += "\\\\".utf8
            case "\n": bytes += "\\n".utf8
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                bytes += ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
            default: bytes += String(scalar).utf8
            }
        }
        bytes.append(0x22)
    }
}
