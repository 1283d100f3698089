import ArgumentParser
import AssessmentKernel
import Reports

struct ItemsCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "items",
            abstract: say("已安装的考核项；给出键则显示条款、参数、表和示例", "The installed items; with a key, its clause, parameters, tables and worked examples"))
    }

    @Argument(help: help("考核项的键", "an item's key", value: "key"))
    var key: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let items = Installation.items
        guard let key else {
            if json { return try printJSON(items.map { ItemAnswer($0) }) }
            return printResult(list(items))
        }
        guard let item = items.first(where: { $0.about.key == key || $0.about.title.chinese == key }) else {
            throw Problem(
                .usage, LocalText("没有考核项“\(key)”", "there is no item \(key)"),
                next: LocalText("kaohe items 列出全部", "kaohe items lists them"))
        }
        if json { try printJSON(ItemAnswer(item)) } else { printResult(ItemText.page(item)) }
    }

    private func list(_ items: [any AssessmentItem.Type]) -> String {
        var table = TerminalTable([
            .init(say("序号", "no."), .right), .init(say("键", "key")), .init(say("考核项", "item")),
            .init(say("满分", "max"), .right), .init(say("条款", "clause")), .init(say("表", "tables")),
        ])
        for item in items {
            let about = item.about
            table.add([
                String(about.number), about.key, say(about.title), item.usualMaximum, about.clause.citation,
                item.tables.map { say($0.title) }.joined(separator: say("、", ", ")),
            ])
        }
        return String(table.text(width: windowWidth).dropLast())
    }
}

/// An item's page on the terminal.
enum ItemText {
    static func page(_ item: any AssessmentItem.Type) -> String {
        let about = item.about
        var text = say("\(about.number). \(about.title.chinese)（\(about.key)），\(about.clause)，满分 \(item.usualMaximum)\n", "\(about.number). \(about.title.english) (\(about.key)), \(about.clause), maximum \(item.usualMaximum)\n")
        text += "\n" + say("扣分", "Deductions") + "\n"
        for kind in item.deductions { text += "  \(kind.code)  \(say(kind.title))（\(kind.clause)）\n" }
        text += "\n" + say("参数（细则中的写法）", "Parameters (as the shipped rulebook has them)") + "\n"
        var parameters = TerminalTable([
            .init("  " + say("键", "key")), .init(say("值", "value")), .init(say("条款", "clause")), .init(say("含义", "meaning")),
        ])
        for one in item.parameters { parameters.add(["  " + one.key, one.usual, one.clause.citation, say(one.title)]) }
        text += parameters.text()
        for schema in item.tables { text += "\n" + table(schema) }
        text += "\n" + say("示例", "Worked examples") + "\n"
        for example in item.examples { text += "\n" + self.example(example) }
        return String(text.dropLast())
    }

    private static func table(_ schema: TableSchema) -> String {
        var text = say("表“\(schema.title.chinese)”（\(schema.key)）", "Table \(schema.key) (\(schema.title.chinese))") + "\n"
        var table = TerminalTable([
            .init("  " + say("列", "column")), .init(say("标题", "title")), .init(say("类型", "type")), .init(say("必填", "required")),
        ])
        for (place, column) in schema.columns.enumerated() {
            let mark =
                (schema.naturalKey.contains(place) ? "●" : "") + (schema.attribution.contains(place) ? "⏱" : "")
            table.add(["  " + column.key + mark, say(column.title), kind(column.kind), column.isRequired ? say("是", "yes") : ""])
        }
        text += table.text()
        return text
    }

    private static func kind(_ kind: ColumnKind) -> String {
        switch kind {
        case .code: say("编码", "code")
        case .text: say("文字", "text")
        case .date: say("日期", "date")
        case .dateTime: say("日期时间", "date and time")
        case .number: say("数", "number")
        case .percent: say("百分数", "percent")
        case .whole: say("整数", "whole number")
        case .yesNo: say("是/否", "yes/no")
        case .choice(let options): options.map { say($0.title.chinese, $0.key) }.joined(separator: "/")
        }
    }

    private static func example(_ example: Example) -> String {
        var text = "  ▸ " + say(example.title) + say("（\(example.period.first) 至 \(example.period.last)）", " (\(example.period.first) to \(example.period.last))") + "\n"
        for (key, value) in example.parameters.sorted(by: { $0.key < $1.key }) { text += "      \(key): \(value)\n" }
        for (key, rows) in example.tables.sorted(by: { $0.key < $1.key }) {
            text += "      \(key)\n" + rows.split(separator: "\n").map { "        \($0)\n" }.joined()
        }
        for record in example.excusedRecords + example.excusedDays { text += "      " + say("申诉成立：", "excused: ") + record + "\n" }
        if example.costs.isEmpty { text += "      → " + say("不扣分", "nothing") + "\n" }
        for cost in example.costs { text += "      → \(cost)\n" }
        return text
    }
}

/// The answer as JSON.
private struct ItemAnswer: Encodable {
    struct Parameter: Encodable { let key, usual, clause, title: String }
    struct Column: Encodable { let key, title: String; let required: Bool }
    struct Table: Encodable { let key, title: String; let columns: [Column] }

    let number: Int
    let key, title, clause, maximum, version: String
    let deductions: [String]
    let parameters: [Parameter]
    let tables: [Table]

    init(_ item: any AssessmentItem.Type) {
        let about = item.about
        number = about.number
        key = about.key
        title = say(about.title)
        clause = about.clause.citation
        maximum = item.usualMaximum
        version = about.version
        deductions = item.deductions.map(\.code)
        parameters = item.parameters.map {
            Parameter(key: $0.key, usual: $0.usual, clause: $0.clause.citation, title: say($0.title))
        }
        tables = item.tables.map { table in
            Table(
                key: table.key, title: say(table.title),
                columns: table.columns.map { Column(key: $0.key, title: say($0.title), required: $0.isRequired) })
        }
    }
}
