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
        case is CheckFailed: return 1
        case let blocked as Blocked:
            printNote(TerminalPage.text(blocked.page))
            return 1
        case let problem as Problem:
            printNote(TerminalPage.text(ProblemAnswer(problem).page(in: Speech.language)))
            return code(of: problem.kind)
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
            } else if code == EX_USAGE {
                printNote(message)
            } else {
                printNote(say("内部错误：\(error)", "Internal error: \(error)"))
                return EX_SOFTWARE
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

    private static func code(of kind: Problem.Kind) -> Int32 {
        switch kind {
        case .checkFailed: 1
        case .usage: EX_USAGE
        case .badInput: EX_DATAERR
        case .notFound: EX_NOINPUT
        case .fault: EX_SOFTWARE
        case .cannotWrite: EX_CANTCREAT
        case .inputOutput: EX_IOERR
        }
    }
}
