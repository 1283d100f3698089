import Answers
import AssessmentKernel
import Rulebook

/// An item's page: its clause, deductions, parameters in force, tables and worked examples.
struct ItemPage {
    let item: any AssessmentItem.Type
    let rules: Rulebook
    let say: Language

    /// The page.
    var page: AnswerPage {
        var page = AnswerPage(head)
        page.add("")
        page.add(say("扣分", "Deductions"))
        for kind in item.deductions {
            let clause = say(kind.clause.title)
            page.add("  \(kind.code)  \(say(kind.title))" + say("（\(clause)）", " (\(clause))"))
        }
        if !item.measures.isEmpty {
            page.add("")
            page.add(say("月通报（不计分）", "Monthly notice (no points)"))
        }
        for kind in item.measures {
            let (unit, clause) = (say(MeasureForm.unit(kind)), say(kind.clause.title))
            page.add("  \(kind.code)  \(say(kind.title))" + say("（\(unit)，\(clause)）", " (\(unit), \(clause))"))
        }
        let remarks = item.findings.map { ($0.key, $0.title) } + item.warnings.map { ($0.code, $0.title) }
        if !remarks.isEmpty {
            page.add("")
            page.add(say("认定与提示（不扣分）", "Findings and warnings (no points)"))
        }
        for (code, title) in remarks { page.add("  \(code)  \(say(title))") }
        page.add("")
        addParameters(to: &page)
        page.add("")
        addFairness(to: &page)
        for schema in item.tables {
            page.add("")
            add(schema, to: &page)
        }
        page.add("")
        page.add(say("示例", "Worked examples"))
        for example in item.examples {
            page.add("")
            page.add(String(self.example(example).dropLast()))
        }
        return page
    }

    private var head: String {
        let about = item.about
        guard let maximum = rules[item]?.maximum else {
            return say(
                "\(about.number). \(about.title.chinese)（\(about.key)），\(about.clause.title.chinese)。\(rules.file) 中没有此项，不计分。",
                "\(about.number). \(about.title.english) (\(about.key)), \(about.clause.title.english). It is not in \(rules.file), so not scored."
            )
        }
        return say(
            "\(about.number). \(about.title.chinese)（\(about.key)），\(about.clause.title.chinese)，满分 \(maximum)",
            "\(about.number). \(about.title.english) (\(about.key)), \(about.clause.title.english), maximum \(maximum)")
    }

    private func addParameters(to page: inout AnswerPage) {
        let ruled = rules[item]
        var table = AnswerTable(
            [
                .init("  " + say("键", "key")), .init(say("值", "value")), .init(say("条款", "clause")),
                .init(say("含义", "meaning")),
            ], mayBeCut: false)
        for one in item.parameters {
            table.add(["  " + one.key, ruled?.written[one.key] ?? one.usual, say(one.clause.title), say(one.title)])
        }
        let title =
            ruled == nil
            ? say("参数（常用值）", "Parameters (usual values)") : say("参数（依 \(rules.file)）", "Parameters (by \(rules.file))")
        page.add(title)
        page.add(table)
    }

    /// Which properties of fairness the item keeps, and each exception with its example.
    private func addFairness(to page: inout AnswerPage) {
        guard !item.conduct.isEmpty else {
            return page.add(
                say("公平：模块没有说明哪些记录好、哪些差，未检验", "Fairness: not tried, since the module calls no record good or bad"))
        }
        page.add(say("公平（逐项检验）", "Fairness (tried property by property)"))
        for property in FairnessProperty.allCases {
            let isKept = !item.fairnessExceptions.contains { $0.property == property }
            page.add(
                (isKept ? "  ✓ " : "  ✗ ") + say(property.title) + (isKept ? "" : say("：有例外", ": with an exception")))
        }
        for exception in item.fairnessExceptions {
            let (title, clause) = (say(exception.property.title), say(exception.clause.title))
            page.add("")
            page.add("  " + say("例外：\(title)（\(clause)）", "Exception: \(title) (\(clause))"))
            page.add(
                example(exception.example) + "      → " + say(exception.comparison)
                    + (exception.unlessText.map { "\n      → " + say("设 \($0) 则无此例外", "gone under \($0)") } ?? ""))
        }
    }

    private func add(_ schema: TableSchema, to page: inout AnswerPage) {
        var table = AnswerTable(
            [
                .init("  " + say("列", "column")), .init(say("标题", "title")), .init(say("类型", "type")),
                .init(say("必填", "required")),
            ], mayBeCut: false)
        for (place, column) in schema.columns.enumerated() {
            let mark =
                (schema.naturalKey.contains(place) ? "●" : "") + (schema.attribution.contains(place) ? "⏱" : "")
            let type = say(column.contents)
            table.add(["  " + column.key + mark, say(column.title), type, column.isRequired ? say("是", "yes") : ""])
        }
        page.add(say("表“\(schema.title.chinese)”（\(schema.key)）", "Table \(schema.key) (\(schema.title.chinese))"))
        page.add(table)
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
