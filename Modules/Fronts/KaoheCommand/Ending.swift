import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Foundation

/// Ends a run with a message for people and an exit code for programs.
enum Ending {
    /// Reports an error and returns its documented exit code.
    static func report(_ error: any Error) -> Int32 {
        switch error {
        case is CheckFailed: return ExitStatus.checkFailed.rawValue
        case let blocked as Blocked:
            printNote(TerminalPage.text(blocked.page))
            return ExitStatus.checkFailed.rawValue
        case let problem as Problem:
            printNote(TerminalPage.text(ProblemAnswer(problem).page(in: Speech.language)))
            return ExitStatus(problem.kind).rawValue
        default:
            // Never narrower than the parser's own texts, which are matched whole for translation.
            let original = Kaohe.fullMessage(for: error, columns: max(100, windowWidth ?? 100))
            let message = ParserSpeech.translated(original)
            let code = Kaohe.exitCode(for: error).rawValue
            if code == 0, isForMachine {
                printVerbatim(original)
            } else if code == 0 {
                printResult(message)
            } else if error is ExitCode {
                return code
            } else if code == ExitStatus.usage.rawValue {
                printNote(message)
            } else {
                printNote(say("内部错误：\(error)", "Internal error: \(error)"))
                return ExitStatus.fault.rawValue
            }
            return code
        }
    }

    /// Whether the parser prints a script or a dump, whose text must not change.
    private static var isForMachine: Bool {
        CommandLine.arguments.dropFirst().contains {
            $0.hasPrefix("--generate-completion-script") || $0.hasPrefix("---completion")
                || $0 == "--experimental-dump-help"
        }
    }
}
