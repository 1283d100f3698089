public import Answers
public import AssessmentKernel
public import Rulebook

/// The installed items as a rulebook has them.
public struct ItemListAnswer: EncodableAnswer {
    private let items: [any AssessmentItem.Type]
    private let rules: Rulebook

    /// Answers with items as a rulebook has them.
    public init(_ items: [any AssessmentItem.Type], _ rules: Rulebook) {
        self.items = items
        self.rules = rules
    }

    /// One row per item.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("序号", "no."), .number), .init(say("键", "key")), .init(say("考核项", "item")),
            .init(say("满分", "max"), .number), .init(say("条款", "clause")), .init(say("表", "tables")),
        ])
        for item in items {
            let about = item.about
            table.add([
                String(about.number), about.key, say(about.title), rules[item]?.maximum.description ?? "—",
                say(about.clause.title), say.list(item.tables.map { say($0.title) }),
            ])
        }
        var page = AnswerPage()
        page.add(table)
        page.add(say("满分依 \(rules.file)；“—”为其中没有的项。", "Maxima by \(rules.file); — marks items that it lacks."))
        return page
    }

    /// The items for programs.
    public func json(in say: Language) -> any Encodable { items.map { ItemJSON($0, rules, say) } }
}

/// One item: its clause, deductions, parameters in force, tables and worked examples.
public struct ItemAnswer: EncodableAnswer {
    private let item: any AssessmentItem.Type
    private let rules: Rulebook

    /// Answers with an item as a rulebook has it.
    public init(_ item: any AssessmentItem.Type, _ rules: Rulebook) {
        self.item = item
        self.rules = rules
    }

    /// Answers with the item of a key or Chinese title.
    ///
    /// - Throws: ``Problem`` when there is none.
    public init(named name: String, of items: [any AssessmentItem.Type], _ rules: Rulebook) throws(Problem) {
        guard let item = items.first(where: { $0.about.key == name || $0.about.title.chinese == name }) else {
            throw Problem(
                .usage, LocalText("没有考核项“\(name)”", "there is no item \(name)"),
                next: Advice("\(deed: .listItems)列出全部", "\(deed: .listItems) lists them"))
        }
        self.init(item, rules)
    }

    /// The item's page.
    public func page(in say: Language) -> AnswerPage { ItemPage(item: item, rules: rules, say: say).page }

    /// The item for programs.
    public func json(in say: Language) -> any Encodable { ItemJSON(item, rules, say) }
}

extension Rulebook {
    /// An item as this rulebook has it; nil when it is not scored.
    subscript(_ type: any AssessmentItem.Type) -> RuledItem? { items.first { $0.about.key == type.about.key } }
}

/// An item as JSON.
private struct ItemJSON: Encodable {
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

    struct Fairness: Encodable {
        struct Exception: Encodable {
            let clause, points, comparison: String
            let unless: String?
            let example: Example
        }
        let property, title: String
        let exceptions: [Exception]
    }

    let number: Int
    let key, title, clause, version, rulebook: String
    let maximum: String?
    let deductions, measures, findings, warnings: [String]
    let parameters: [Parameter]
    let tables: [Table]
    let examples: [Example]
    /// Empty for an item that calls no record good or bad.
    let fairness: [Fairness]

    init(_ item: any AssessmentItem.Type, _ rules: Rulebook, _ say: Language) {
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
        func json(_ example: AssessmentKernel.Example) -> Example {
            Example(
                title: say(example.title), first: example.period.first, last: example.period.last,
                parameters: example.parameters, tables: example.tables, deductions: example.costs)
        }
        examples = item.examples.map(json)
        fairness = (item.conduct.isEmpty ? [] : FairnessProperty.allCases).map { property in
            Fairness(
                property: property.rawValue, title: say(property.title),
                exceptions: item.fairnessExceptions.filter { $0.property == property }.map {
                    .init(
                        clause: $0.clause.citation, points: $0.points.description, comparison: say($0.comparison),
                        unless: $0.unlessText, example: json($0.example))
                })
        }
    }
}
