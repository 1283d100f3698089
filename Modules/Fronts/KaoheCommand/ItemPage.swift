import AssessmentKernel
import Reports
import Rulebook

/// An item's page on the terminal: its clause, deductions, parameters in force, tables and worked examples.
struct ItemPage {
    let item: any AssessmentItem.Type
    let rules: Rulebook

    init(_ item: any AssessmentItem.Type, _ rules: Rulebook) {
        self.item = item
        self.rules = rules
    }

    /// The page.
    var text: String {
        var text = head + "\n" + say("扣分", "Deductions") + "\n"
        for kind in item.deductions {
            text += "  \(kind.code)  \(say(kind.title))" + say("（\(kind.clause)）\n", " (\(kind.clause))\n")
        }
        if !item.measures.isEmpty { text += "\n" + say("月通报（不计分）", "Monthly notice (no points)") + "\n" }
        for kind in item.measures {
            text += "  \(kind.code)  \(say(kind.title))"
            text += say(
                "（\(MeasureForm.unit(kind).chinese)，\(kind.clause)）\n",
                " (\(MeasureForm.unit(kind).english), \(kind.clause))\n")
        }
        text += "\n" + parameters
        for schema in item.tables { text += "\n" + table(schema) }
        text += "\n" + say("示例", "Worked examples") + "\n"
        for example in item.examples { text += "\n" + self.example(example) }
        return String(text.dropLast())
    }

    private var head: String {
        let about = item.about
        guard let maximum = rules[item]?.maximum else {
            return say(
                "\(about.number). \(about.title.chinese)（\(about.key)），\(about.clause)。\(rules.file) 中没有此项，不计分。\n",
                "\(about.number). \(about.title.english) (\(about.key)), \(about.clause). It is not in \(rules.file), so not scored.\n"
            )
        }
        return say(
            "\(about.number). \(about.title.chinese)（\(about.key)），\(about.clause)，满分 \(maximum)\n",
            "\(about.number). \(about.title.english) (\(about.key)), \(about.clause), maximum \(maximum)\n")
    }

    private var parameters: String {
        let ruled = rules[item]
        var table = TerminalTable([
            .init("  " + say("键", "key")), .init(say("值", "value")), .init(say("条款", "clause")),
            .init(say("含义", "meaning")),
        ])
        for one in item.parameters {
            table.add(["  " + one.key, ruled?.written[one.key] ?? one.usual, one.clause.citation, say(one.title)])
        }
        let title =
            ruled == nil
            ? say("参数（常用值）", "Parameters (usual values)") : say("参数（依 \(rules.file)）", "Parameters (by \(rules.file))")
        return title + "\n" + table.text()
    }

    private func table(_ schema: TableSchema) -> String {
        var table = TerminalTable([
            .init("  " + say("列", "column")), .init(say("标题", "title")), .init(say("类型", "type")),
            .init(say("必填", "required")),
        ])
        for (place, column) in schema.columns.enumerated() {
            let mark =
                (schema.naturalKey.contains(place) ? "●" : "") + (schema.attribution.contains(place) ? "⏱" : "")
            let type = say(schema.forms[place].contents)
            table.add(["  " + column.key + mark, say(column.title), type, column.isRequired ? say("是", "yes") : ""])
        }
        return say("表“\(schema.title.chinese)”（\(schema.key)）", "Table \(schema.key) (\(schema.title.chinese))") + "\n"
            + table.text()
    }

    private func example(_ example: Example) -> String {
        let days = say(
            "（\(example.period.first) 至 \(example.period.last)）", " (\(example.period.first) to \(example.period.last))"
        )
        var text = "  ▸ " + say(example.title) + days + "\n"
        for line in ExampleSettingText.lines(example) { text += "      " + say(line) + "\n" }
        for (key, rows) in example.tables.sorted(by: { $0.key < $1.key }) {
            text += "      \(key)\n" + rows.split(separator: "\n").map { "        \($0)\n" }.joined()
        }
        if example.costs.isEmpty { text += "      → " + say("不扣分", "nothing") + "\n" }
        for cost in example.costs { text += "      → \(cost)\n" }
        for remark in example.remarks { text += "      → " + say("提示 ", "remark ") + remark + "\n" }
        return text
    }
}

/// What a measure counts in, in words.
enum MeasureForm {
    static func unit(_ kind: MeasureKind) -> LocalText {
        switch (kind.unit, kind.hasTarget) {
        case (.count, false): LocalText("数量", "a count")
        case (.count, true): LocalText("数量与应有数", "a count beside what is asked for")
        case (.hours, false): LocalText("小时", "hours")
        case (.hours, true): LocalText("小时与应有数", "hours beside what is asked for")
        case (.share, _): LocalText("百分比", "a percentage")
        }
    }
}

/// What an example says besides its rows and what they cost.
enum ExampleSettingText {
    static func lines(_ example: Example) -> [LocalText] {
        var lines: [LocalText] = []
        if let days = example.inPost {
            lines.append(LocalText("在岗：\(days.first) 至 \(days.last)", "in post: \(days.first) to \(days.last)"))
        }
        for days in example.leave {
            lines.append(LocalText("请假：\(days.from) 至 \(days.through)", "on leave: \(days.from) to \(days.through)"))
        }
        for (key, value) in example.parameters.sorted(by: { $0.key < $1.key }) {
            lines.append(LocalText("\(key): \(value)", "\(key): \(value)"))
        }
        for record in example.excusedRecords + example.excusedDays {
            lines.append(LocalText("申诉成立：\(record)", "excused: \(record)"))
        }
        return lines
    }
}
