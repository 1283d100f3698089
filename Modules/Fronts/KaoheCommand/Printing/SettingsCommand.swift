import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Ledger
import Printing
import Workspace

struct SettingsCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "settings",
            abstract: say(
                "材料上的电话、地点、期限与签字人", "What papers say: telephone, place, days of posting and of appeal, signers"),
            discussion: say(
                "不带选项时显示现有设置；内容为空（\"\"）时取消该设置。",
                "Without options, shows what is set; an empty text (\"\") removes a setting."))
    }

    @Option(help: help(SettingKey.issuer.title, value: "text")) var issuer: String?
    @Option(help: help(SettingKey.telephone.title, value: "text")) var telephone: String?
    @Option(help: help(SettingKey.place.title, value: "text")) var place: String?
    @Option(help: help(SettingKey.postingDays.title, value: "number")) var postingDays: String?
    @Option(help: help(SettingKey.appealDays.title, value: "number")) var appealDays: String?
    @Option(help: help(SettingKey.preparer.title, value: "text")) var preparer: String?
    @Option(help: help(SettingKey.reviewer.title, value: "text")) var reviewer: String?
    @Option(help: help(SettingKey.accountant.title, value: "text")) var accountant: String?
    @Option(help: help(SettingKey.leader.title, value: "text")) var leader: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let given: [(SettingKey, String?)] = [
            (.issuer, issuer), (.telephone, telephone), (.place, place), (.postingDays, postingDays),
            (.appealDays, appealDays), (.preparer, preparer), (.reviewer, reviewer), (.accountant, accountant),
            (.leader, leader),
        ]
        let values = Dictionary(uniqueKeysWithValues: given.compactMap { key, value in value.map { (key, $0) } })
        let now = values.isEmpty ? try workspace.settings() : try workspace.set(values, now: Clock.now)
        try show(SettingsAnswer(now), asJSON: json)
    }
}

/// A setting's title as the help of its option.
private func help(_ title: LocalText, value: String) -> ArgumentHelp {
    help(title.chinese, title.english, value: value)
}
