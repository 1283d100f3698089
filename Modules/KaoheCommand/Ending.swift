import ArgumentParser
import AssessmentKernel
import Closing
import Foundation

/// How a run ends: the message that a person reads and the exit code that a program does.
enum Ending {
    /// A check failed; the command has said which.
    struct CheckFailed: Error {}

    /// Reports an error and gives the exit code of the contract.
    static func report(_ error: any Error) -> Int32 {
        switch error {
        case is CheckFailed: return 1
        case let problem as Problem:
            printNote(text(of: problem))
            return code(of: problem.kind)
        default:
            let message = ParserSpeech.translated(Kaohe.fullMessage(for: error))
            let code = Kaohe.exitCode(for: error).rawValue
            if code == 0 {
                printResult(message)
            } else if error is ExitCode {
                return code
            } else if code == EX_USAGE {
                printNote(message)
            } else {
                printNote(say("内部错误：\(error)", "internal error: \(error)"))
                return EX_SOFTWARE
            }
            return code
        }
    }

    /// What is wrong, where, and what to do next.
    static func text(of problem: Problem) -> String {
        var text = say("错误：", "error: ")
        let place = problem.place
        if let file = place.file { text += file + say("：", ": ") }
        if let row = place.row { text += say("第 \(row) 行：", "row \(row): ") }
        if let key = place.key { text += key + say("：", ": ") }
        text += say(problem.what)
        if let next = problem.next { text += say("。", ". ") + say(next) }
        return text + say("。", ".")
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

/// The argument parser's own words in Chinese; it speaks English only.
enum ParserSpeech {
    static func translated(_ message: String) -> String {
        guard Speech.language == .chinese else { return message }
        var message = message
        for (english, chinese) in words { message = message.replacingOccurrences(of: english, with: chinese) }
        return message
    }

    private static let words = [
        ("OVERVIEW: ", "说明："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
        ("SUBCOMMANDS:", "子命令："), ("Usage: ", "用法："), ("Help:  ", "说明："), ("Error: ", "错误："),
        ("Show help information.", "显示帮助"), ("Show the version.", "显示版本"),
        ("Missing expected argument", "缺少参数"), ("Missing value for", "缺少值："), ("Unknown option", "未知选项"),
        ("Unexpected argument", "多余的参数"), ("  See '", "  另见 '"), ("' for more information.", "'"),
        ("' for detailed help.", "'"), ("The value ", "值 "), (" is invalid for ", " 不适用于 "),
        ("Did you mean", "是否指"), ("<options>", "<选项>"), ("<subcommand>", "<子命令>"),
    ]
}
