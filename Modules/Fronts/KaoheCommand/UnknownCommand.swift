import ArgumentParser
import AssessmentKernel

/// A word on the command line that stands where a command should, and is none.
enum UnknownCommand {
    /// What is wrong with the commands among the arguments, and what may be meant; nil when nothing is.
    static func problem(_ arguments: [String]) -> Problem? {
        var rest = arguments[...]
        if rest.first == "--language" { rest = rest.dropFirst(2) }
        if rest.first?.hasPrefix("--language=") == true { rest = rest.dropFirst() }
        var command: any ParsableCommand.Type = Kaohe.self
        var path: [String] = []
        while let word = rest.first, !word.isEmpty, word != "help" {
            let commands = command.configuration.subcommands
            if word.hasPrefix("-") { return path.isEmpty ? misplaced(word, rest.dropFirst()) : nil }
            if let next = commands.first(where: { $0.configuration.commandName == word }) {
                command = next
                path.append(word)
                rest = rest.dropFirst()
                continue
            }
            // Without commands of its own, or with one that is meant when none is named, it takes what comes.
            if commands.isEmpty || command.configuration.defaultSubcommand != nil { return nil }
            return unknown(word, after: path, among: commands.compactMap { $0.configuration.commandName })
        }
        return nil
    }

    private static func unknown(_ word: String, after path: [String], among names: [String]) -> Problem {
        let shown = String(word.prefix(40))
        guard let command = path.last else {
            let next =
                meant[word].map { LocalText("请用 \($0)", "use \($0)") }
                ?? LocalText("kaohe help 列出全部", "kaohe help lists them")
            return Problem(.usage, LocalText("没有“\(shown)”命令", "there is no command \(shown)"), next: next)
        }
        return Problem(
            .usage, LocalText("\(command) 没有“\(shown)”子命令", "\(command) has no subcommand \(shown)"),
            next: LocalText("可用：\(names.joined(separator: "、"))", "it has: \(names.joined(separator: ", "))"))
    }

    /// An option before the command, where a command follows.
    private static func misplaced(_ option: String, _ rest: ArraySlice<String>) -> Problem? {
        let names = Kaohe.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let command = rest.first(where: { names.contains($0) || meant[$0] != nil }) else { return nil }
        let shown = String(option.prefix(while: { $0 != "=" }).prefix(40))
        return Problem(
            .usage,
            LocalText("选项 \(shown) 写在了命令之前", "the option \(shown) stands before the command"),
            next: LocalText(
                "请写在命令之后：kaohe \(meant[command] ?? command) … \(shown)",
                "write it after the command: kaohe \(meant[command] ?? command) … \(shown)"))
    }

    /// The commands by the words that a clerk may try instead.
    private static let meant = [
        "新建": "init", "考核项": "items", "模板": "templates", "导入": "import", "对照": "profile", "对照文件": "profile",
        "状态": "status", "预警": "outlook", "检查": "status", "通报": "notice", "月通报": "notice", "结算": "close",
        "说明": "explain",
        "解释": "explain",
        "申诉": "appeal", "更正": "revise", "考评": "review", "年考评": "review", "测算": "simulate", "模拟": "simulate",
        "疑似": "suspects", "重复": "suspects", "设备": "equipment", "更换": "remove", "上报包": "bundle", "密钥": "keys",
        "公钥": "keys", "核验": "verify", "区级": "district", "回执": "receipt", "日志": "journal",
    ]
}
