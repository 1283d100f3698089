import ArgumentParser
package import AssessmentKernel
import Foundation

/// The language of this run: `--language`, else `KAOHE_LANGUAGE`, else Chinese.
///
/// Help texts are made before the arguments are parsed, so the option is found without the parser.
package enum Speech {
    package static let language: Language = {
        let arguments = CommandLine.arguments
        if let place = arguments.firstIndex(of: "--language"), place + 1 < arguments.count,
            let language = Language(rawValue: arguments[place + 1])
        {
            return language
        }
        if let joined = arguments.first(where: { $0.hasPrefix("--language=") }),
            let language = Language(rawValue: String(joined.dropFirst("--language=".count)))
        {
            return language
        }
        return ProcessInfo.processInfo.environment["KAOHE_LANGUAGE"].flatMap(Language.init) ?? .chinese
    }()

    /// Refuses an unknown language.
    package static func check(_ name: String?) throws {
        if let name, Language(rawValue: name) == nil {
            throw ValidationError(say("--language 应为 zh 或 en", "--language must be zh or en"))
        }
    }
}

/// Chooses the text in the language of this run.
package func say(_ chinese: String, _ english: String) -> String { LocalText(chinese, english)[Speech.language] }

/// Chooses the text in the language of this run.
package func say(_ text: LocalText) -> String { text[Speech.language] }

/// Prints to standard output, for results.
///
/// Control characters in cells are printed as a placeholder.
package func printResult(_ text: String) { Output.result.show(text) }

/// Prints to standard error, for everything else.
package func printNote(_ text: String) { Output.note.show(text) }

/// Prints a generated text unchanged.
package func printVerbatim(_ text: String) { Output.result.print(text) }

/// The width of the terminal on standard output, in columns; nil if it is not a terminal.
package var windowWidth: Int? {
    var size = winsize()
    guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
}
