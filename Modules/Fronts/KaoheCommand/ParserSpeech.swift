import AssessmentKernel
import CommandParts
import Foundation

/// Translates the argument parser's texts into Chinese; the parser only has English.
enum ParserSpeech {
    static func translated(_ message: String) -> String {
        // A version has no words, and nobody should wait for what reads them.
        guard Speech.language == .chinese, message.utf8.contains(where: { (0x61...0x7A).contains($0) }) else {
            return message
        }
        var message = message
        for (english, chinese) in sentences {
            message = message.replacingOccurrences(of: english, with: chinese, options: .regularExpression)
        }
        for (english, chinese) in words { message = message.replacingOccurrences(of: english, with: chinese) }
        return message
    }

    /// Sentences with a variable part, as regular expressions.
    private static let sentences = [
        (#" ?\(default: (.*)\)(?=\n|$)"#, "（默认：$1）"),
        (#"\. Did you mean ('[^']*')\?"#, "。是否指 $1？"),
        (#"Missing value for ('[^']*')"#, "选项 $1 缺少值"),
        (#"Missing expected argument ('[^']*')"#, "缺少参数 $1"),
        (#"Missing one of: "#, "缺少其中之一："),
        (#"The value ('[^']*') is invalid for ('[^']*')"#, "$2 的值 $1 无效"),
        (#"The value ('[^']*') is invalid\."#, "值 $1 无效。"),
        (#"The option ('[^']*') does not take any value, but ('[^']*') was specified\."#, "选项 $1 不带值，却写了 $2"),
        (#"Unexpected argument ('[^']*')"#, "多余的参数 $1"),
        (#"([0-9]+) unexpected arguments: "#, "多余的 $1 个参数："),
        (#"Unknown option ('[^']*')"#, "未知选项 $1"),
        (#"Invalid option: (\S+)"#, "无效的选项：$1"),
        (#"Missing required subcommand\."#, "缺少子命令"),
        (#"Command ('[^']*') is not a parent of the current command\."#, "没有命令 $1"),
        (#"Can't generate completion scripts for ('[^']*')\."#, "没有 $1 的补全脚本。"),
        (#"Can't autodetect a supported shell\."#, "无法判断所用的 shell。"),
        (
            #"Please use --generate-completion-script=<shell> with one of:"#,
            "请用 --generate-completion-script <shell>，可用："
        ),
        (#"  See ('[^']*') for (more information|detailed help)\."#, "  另见 $1"),
    ]

    private static let words = [
        ("OVERVIEW: ", "说明："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
        ("SUBCOMMANDS:", "子命令："), ("Usage: ", "用法："), ("Help:  ", "说明："), ("Error: ", "错误："), ("(default) ", "（默认）"),
        ("Show help information.", "显示帮助"), ("Show subcommand help information.", "显示子命令的帮助"),
        ("Show the version.", "显示版本"), ("<options>", "<选项>"), ("<subcommand>", "<子命令>"),
        ("<subcommands>", "<子命令>"),
    ]
}
