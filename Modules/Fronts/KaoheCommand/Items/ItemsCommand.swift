import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Foundation
import RuleAnswers
import Rulebook
import Workspace

struct ItemsCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "items",
            abstract: say(
                "已安装的考核项；给出键则显示条款、参数、表和示例",
                "The installed items; with a key, its clause, parameters, tables and worked examples"))
    }

    @Argument(help: help("考核项的键", "an item's key", value: "key"))
    var key: String?

    @Option(
        help: help("显示当日施行的参数（默认今天）", "show the parameters in force on this day (default: today)", value: "date"))
    var on: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    // Tools/item-pages uses it to write docs/items/.
    @Option(help: .hidden) var writePages: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let items = Installation.items
        if let writePages { return try ItemDocument.write(items, to: writePages) }
        let rules = try rulesInForce()
        guard let key else {
            return try show(ItemListAnswer(items, rules), asJSON: json)
        }
        try show(ItemAnswer(named: key, of: items, rules), asJSON: json)
    }

    /// The rulebook of the workspace that is named or is the current folder, otherwise the shipped one.
    private func rulesInForce() throws -> Rulebook {
        var day = Clock.date
        if let on {
            guard let date = CivilDate(iso: on) else {
                throw Problem(.usage, LocalText("--on 应为日期，如 2021-07-01", "--on must be a day such as 2021-07-01"))
            }
            day = date
        }
        let named = common.workspace ?? ProcessInfo.processInfo.environment["KAOHE_WORKSPACE"]
        return try common.openWorkspace().rulebook(inForceOn: day, orShipped: named == nil)
    }
}
