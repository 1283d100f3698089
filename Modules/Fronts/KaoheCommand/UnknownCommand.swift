import ArgumentParser
import AssessmentKernel

/// An unknown first word on the command line.
enum UnknownCommand {
    /// Suggests a command when the first argument is not one.
    static func problem(_ arguments: [String]) -> Problem? {
        var rest = arguments[...]
        if rest.first == "--language" { rest = rest.dropFirst(2) }
        if rest.first?.hasPrefix("--language=") == true { rest = rest.dropFirst() }
        guard let word = rest.first, !word.isEmpty, !word.hasPrefix("-"), word != "help", !names.contains(word) else {
            return nil
        }
        let shown = String(word.prefix(40))
        let next =
            meant[word].map { LocalText("请用 \($0)", "use \($0)") }
            ?? LocalText("kaohe help 列出全部", "kaohe help lists them")
        return Problem(.usage, LocalText("没有“\(shown)”命令", "there is no command \(shown)"), next: next)
    }

    private static var names: [String] { Kaohe.configuration.subcommands.compactMap { $0.configuration.commandName } }

    /// The commands by the words that a clerk may try instead.
    private static let meant = [
        "新建": "init", "考核项": "items", "模板": "templates", "导入": "import", "对照": "profile", "对照文件": "profile",
        "状态": "status", "检查": "status", "通报": "notice", "月通报": "notice", "结算": "close", "说明": "explain",
        "解释": "explain",
        "申诉": "appeal", "更正": "revise", "考评": "review", "年考评": "review", "测算": "simulate", "模拟": "simulate",
        "疑似": "suspects", "重复": "suspects", "设备": "equipment", "更换": "remove", "上报包": "bundle", "密钥": "keys",
        "公钥": "keys", "核验": "verify", "区级": "district", "回执": "receipt", "日志": "journal",
    ]
}
