import Foundation

/// Standard output or standard error.
package enum Output: Int32 {
    /// For results.
    case result = 1
    /// For everything else.
    case note = 2

    /// Writes a text and a line break.
    ///
    /// The command's work is already done then: a result that cannot be printed ends the run with the exit code for
    /// input and output.
    package func print(_ text: String) {
        if let code = write(Array((text + "\n").utf8)), self == .result {
            let detail = String(cString: strerror(code))
            Output.note.print(
                say("错误：结果无法写到标准输出（\(detail)）。", "Error: the result cannot be written to standard output (\(detail))."))
            exit(ExitStatus.inputOutput.rawValue)
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

    /// Writes a text for people, without terminal control characters, and in colour where wanted.
    func show(_ text: String) {
        let visible = Output.visible(text)
        print(isColoured ? Output.coloured(visible) : visible)
    }

    /// Whether colours are wanted: on a terminal that supports them, unless `NO_COLOR` is set.
    private var isColoured: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(rawValue) == 1 && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// The text with table headers bold, their rules dim, and blockers red.
    static func coloured(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for place in lines.indices {
            let line = lines[place]
            if line.hasPrefix("─"), line.unicodeScalars.allSatisfy({ $0 == "─" || $0 == " " }) {
                lines[place] = "\u{1B}[2m" + line + "\u{1B}[0m"
                if place > 0 { lines[place - 1] = "\u{1B}[1m" + lines[place - 1] + "\u{1B}[0m" }
            } else if line.hasPrefix("[ ] ") || line.hasPrefix("错误：") || line.hasPrefix("Error: ") {
                lines[place] = "\u{1B}[31m" + line + "\u{1B}[0m"
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The text without characters that control a terminal or turn the direction of what follows.
    static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isCommand) else { return text }
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { visible.append(isCommand(scalar) ? "\u{FFFD}" : scalar) }
        return String(visible)
    }

    private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
