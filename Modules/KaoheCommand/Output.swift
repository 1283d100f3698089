import Foundation

/// Standard output or standard error.
enum Output: Int32 {
    /// Where results go.
    case result = 1
    /// Where everything else goes.
    case note = 2

    /// Writes a text and a line break.
    ///
    /// What the command did stands by then: a result that cannot be printed ends the run with the code for input and
    /// output.
    func print(_ text: String) {
        if let code = write(Array((text + "\n").utf8)), self == .result {
            let detail = String(cString: strerror(code))
            Output.note.print(
                say("错误：结果无法写到标准输出（\(detail)）。", "error: the result cannot be written to standard output (\(detail))."))
            exit(EX_IOERR)
        }
    }

    /// The error, if any.
    private func write(_ bytes: [UInt8]) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(rawValue, $0.baseAddress, $0.count) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
        }
        return nil
    }

    /// The text without characters that would command a terminal.
    static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isCommand) else { return text }
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { visible.append(isCommand(scalar) ? "\u{FFFD}" : scalar) }
        return String(visible)
    }

    private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
    }

    /// A cell's text for one line: line breaks as blanks, and not more of it than helps to find it.
    static func short(_ text: String, to limit: Int = 60) -> String {
        let line = text.prefix(limit + 1).split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > limit ? line.prefix(limit) + "…" : line
    }
}
