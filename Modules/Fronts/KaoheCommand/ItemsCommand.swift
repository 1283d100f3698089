import ArgumentParser
import AssessmentKernel
import Foundation
import Reports
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
        help: help("显示当日施行的参数（默认今天）", "show the parameters in force on this day (today unless said)", value: "date"))
    var on: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    // For Tools/item-pages: writes docs/items/.
    @Option(help: .hidden) var writePages: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let items = Installation.items
        if let writePages { return try ItemDocument.write(items, to: writePages) }
        let rules = try rulesInForce()
        guard let key else {
            if json { return try printJSON(items.map { ItemAnswer($0, rules) }) }
            return printResult(list(items, rules))
        }
        guard let item = items.first(where: { $0.about.key == key || $0.about.title.chinese == key }) else {
            throw Problem(
                .usage, LocalText("没有考核项“\(key)”", "there is no item \(key)"),
                next: LocalText("kaohe items 列出全部", "kaohe items lists them"))
        }
        if json { try printJSON(ItemAnswer(item, rules)) } else { printResult(ItemPage(item, rules).text) }
    }

    /// The workspace's rulebook where a workspace is named or stands in the current folder, else the shipped one.
    private func rulesInForce() throws -> Rulebook {
        var day = Clock.date
        if let on {
            guard let date = CivilDate(iso: on) else {
                throw Problem(.usage, LocalText("--on 应为日期，如 2021-07-01", "--on must be a day such as 2021-07-01"))
            }
            day = date
        }
        let named = common.workspace ?? ProcessInfo.processInfo.environment["KAOHE_WORKSPACE"]
        let workspace = try common.openWorkspace()
        if named != nil || workspace.isThere { return try workspace.rulebook(inForceOn: day) }
        return try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: Installation.items)
    }

    private func list(_ items: [any AssessmentItem.Type], _ rules: Rulebook) -> String {
        var table = TerminalTable([
            .init(say("序号", "no."), .right), .init(say("键", "key")), .init(say("考核项", "item")),
            .init(say("满分", "max"), .right), .init(say("条款", "clause")), .init(say("表", "tables")),
        ])
        for item in items {
            let about = item.about
            table.add([
                String(about.number), about.key, say(about.title), rules[item]?.maximum.description ?? "—",
                about.clause.citation, item.tables.map { say($0.title) }.joined(separator: say("、", ", ")),
            ])
        }
        let source = say("满分依 \(rules.file)；“—”为其中没有的项。", "maxima by \(rules.file); — is not in it.")
        return table.text(width: windowWidth) + source
    }
}

extension Rulebook {
    /// An item as this rulebook has it; nil when it is not scored.
    subscript(_ type: any AssessmentItem.Type) -> RuledItem? { items.first { $0.about.key == type.about.key } }
}

/// The answer as JSON.
private struct ItemAnswer: Encodable {
    struct Parameter: Encodable {
        let key, usual, clause, title: String
        let value: String?
    }
    struct Column: Encodable {
        let key, title: String
        let required: Bool
    }
    struct Table: Encodable {
        let key, title: String
        let columns: [Column]
    }
    struct Example: Encodable {
        let title, first, last: String
        let parameters, tables: [String: String]
        let deductions: [String]
    }

    let number: Int
    let key, title, clause, version, rulebook: String
    let maximum: String?
    let deductions, measures, findings, warnings: [String]
    let parameters: [Parameter]
    let tables: [Table]
    let examples: [Example]

    init(_ item: any AssessmentItem.Type, _ rules: Rulebook) {
        let about = item.about
        let ruled = rules[item]
        number = about.number
        key = about.key
        title = say(about.title)
        clause = about.clause.citation
        version = about.version
        rulebook = rules.key
        maximum = ruled?.maximum.description
        deductions = item.deductions.map(\.code)
        measures = item.measures.map(\.code)
        findings = item.findings.map(\.key)
        warnings = item.warnings.map(\.code)
        parameters = item.parameters.map {
            Parameter(
                key: $0.key, usual: $0.usual, clause: $0.clause.citation, title: say($0.title),
                value: ruled?.written[$0.key])
        }
        tables = item.tables.map { table in
            Table(
                key: table.key, title: say(table.title),
                columns: table.columns.map { Column(key: $0.key, title: say($0.title), required: $0.isRequired) })
        }
        examples = item.examples.map {
            Example(
                title: say($0.title), first: $0.period.first, last: $0.period.last, parameters: $0.parameters,
                tables: $0.tables, deductions: $0.costs)
        }
    }
}
