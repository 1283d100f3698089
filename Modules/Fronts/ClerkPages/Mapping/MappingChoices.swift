import Answers
import AssessmentKernel
import Console
import Drafting

/// What a clerk may change of a draft: which column is which, what a value means, and by which rules days are judged.
struct MappingChoices {
    let say: Language

    /// How the fields begin: columns, values, rules.
    static let prefixes = ["c:", "v:", "r:"]

    /// Carries out what a form says.
    func apply(_ form: Form, to draft: inout ProfileDraft) {
        guard let schema = draft.schema else { return }
        for (name, title) in form.fields(after: "c:") {
            guard let column = schema.index(of: name) else { continue }
            _ = draft.choose(title.isEmpty ? nil : title, for: column)
        }
        for (name, meaning) in form.fields(after: "v:") where !meaning.isEmpty {
            let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let column = schema.index(of: parts[0]) else { continue }
            _ = draft.setMeaning(meaning == "-" ? nil : meaning, of: parts[1], in: column)
        }
        if !form["r:duty"].isEmpty { _ = draft.setDuty(form["r:duty"]) }
        if let grace = Int(form["r:grace"]) { _ = draft.setGrace(grace) }
        if !form["r:single"].isEmpty { _ = draft.setSingle(form["r:single"]) }
    }

    /// The fields, for the template; nil while the table is open.
    func fields(_ draft: ProfileDraft) -> [String: Any]? {
        guard let schema = draft.schema, !draft.columnChoices.isEmpty else { return nil }
        var values: [String: Any] = [
            "title": say("改列、取值和规则", "Change columns, values and rules"), "go": say("按这样再看", "Show it so"),
            "open": draft.columnChoices.contains(where: \.isGuess),
            "columns": draft.columnChoices.map { column(draft, schema, $0) },
            "values": draft.valueChoices.map { value(schema, $0) },
            "columns-title": say("每一项是文件的哪一列", "Which column of the file each is"),
        ]
        if !draft.valueChoices.isEmpty { values["values-title"] = say("文件中的写法是什么意思", "What the file's words mean") }
        if draft.hasRules { values["rules"] = rules(draft) }
        return values
    }

    private func column(
        _ draft: ProfileDraft, _ schema: TableSchema, _ choice: ProfileDraft.ColumnChoice
    ) -> [String: Any] {
        let about = schema.columns[choice.column]
        let none =
            about.isRequired && choice.chosen != nil ? [] : [option("", say("（没有）", "(none)"), choice.chosen == nil)]
        return [
            "name": "c:" + about.key,
            "words": say(about.title) + (choice.isGuess ? say("（猜测，请核对）", " (a guess: please check)") : ""),
            "options": none + draft.fileColumns.map { option($0, $0, $0 == choice.chosen) },
        ]
    }

    private func value(_ schema: TableSchema, _ choice: ProfileDraft.ValueChoice) -> [String: Any] {
        let about = schema.columns[choice.column]
        let options =
            about.kind.options?.map { option($0.key, say($0.title), $0.key == choice.meaning) }
            ?? [
                option("yes", say("是", "yes"), choice.meaning == "是"),
                option("no", say("否", "no"), choice.meaning == "否"),
            ]
        let isOpen = choice.meaning == nil && !choice.isLeftOut
        return [
            "name": "v:\(about.key):\(choice.value)",
            "words": say("“\(choice.value)”（\(about.title.chinese)）", "\(choice.value) (\(about.title.english))"),
            "options": (isOpen ? [option("", say("（请选）", "(choose)"), true)] : []) + options
                + [option("-", say("略去这样的行", "leave such rows out"), choice.isLeftOut)],
        ]
    }

    private func rules(_ draft: ProfileDraft) -> [String: Any] {
        // Hours of duty that nobody has given are asked for above.
        let isAsked = draft.duty == nil
        return [
            "title": say("怎样判定一天", "How a day is judged"),
            "duty-label": isAsked ? "" : say("上下班时间（如 08:30-17:30）", "Hours of duty (such as 08:30-17:30)"),
            "duty": draft.duty ?? "",
            "grace-label": say("可以迟到或早退的分钟数", "Minutes that one may be late or leave early"),
            "grace": draft.grace.map { String($0) } ?? "0",
            "single-label": say("全天只有一次打卡的", "A day with a single punch is"),
            "options": [option("", say("按这一次的时间", "judged by its time"), draft.single == nil)]
                + draft.statusOptions.map { option($0.key, say($0.title), $0.key == draft.single) },
        ]
    }

    private func option(_ value: String, _ words: String, _ isChosen: Bool) -> [String: Any] {
        ["value": value, "words": words, "chosen": isChosen]
    }
}
