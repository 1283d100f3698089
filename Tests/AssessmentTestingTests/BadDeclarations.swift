import AssessmentKernel

// `BadItem.all` says what these items break.

enum NoNumber: Break { static var about: ItemDescriptor { ItemDescriptor(0, "demo", "演示", "Demo", version: "1") } }
extension NoNumber { static var kind: DeductionKind { DeductionKind("demo.late", .annex(0), "逾期", "Late") } }
enum StrangeKey: Break {
    static var about: ItemDescriptor { ItemDescriptor(11, "Demo key", "演示", "Demo", version: "1") }
    static var kind: DeductionKind { DeductionKind("Demo key.late", .annex(11), "逾期", "Late") }
    static var measures: [MeasureKind] { [] }
}
enum NoChinese: Break { static var about: ItemDescriptor { ItemDescriptor(11, "demo", "Demo", "Demo", version: "1") } }
enum NoEnglish: Break { static var about: ItemDescriptor { ItemDescriptor(11, "demo", "演示", "演示", version: "1") } }
enum NoVersion: Break { static var about: ItemDescriptor { ItemDescriptor(11, "demo", "演示", "Demo", version: "") } }

enum StrangeCode: Break { static var kind: DeductionKind { DeductionKind("other.late", .annex(11), "逾期", "Late") } }
enum StrangeClause: Break { static var kind: DeductionKind { DeductionKind("demo.late", .annex(3), "逾期", "Late") } }
enum TwinCodes: Break { static var kinds: [DeductionKind] { [Sound.kind, Sound.kind] } }
enum NoKinds: Break { static var kinds: [DeductionKind] { [] } }
enum UntitledKind: Break { static var kind: DeductionKind { DeductionKind("demo.late", .annex(11), "", "Late") } }

enum NoTable: Break { static var tables: [TableSchema] { [] } }
enum NoKey: Break { static var table: TableSchema { demoTable(hasKey: false) } }
enum NoMember: Break { static var table: TableSchema { demoTable(hasMember: false) } }
enum NoDay: Break { static var table: TableSchema { demoTable(hasDay: false) } }
enum CoreName: Break { static var table: TableSchema { demoTable("leave") } }
enum TwinTables: Break { static var tables: [TableSchema] { [table, demoTable("demo-two")] } }
enum TwinColumns: Break { static var table: TableSchema { demoTable { $0.remark("why", "编号", "Reason") } } }
enum ReservedColumn: Break { static var table: TableSchema { demoTable { $0.remark("row", "行", "Row") } } }
enum TwinChoices: Break {
    enum Twin: Int, Choice {
        case one, other

        var option: ChoiceOption { ChoiceOption(self == .one ? "one" : "other", "相同", "Same") }
    }

    static var table: TableSchema { demoTable { $0.choice("kind", "类别", "Kind", of: Twin.self) } }
}

enum WrongUsual: Break { static var usual: String { "-1" } }
enum TwinParameters: Break { static var parameters: [ParameterDeclaration] { [per.declaration, per.declaration] } }
enum NoClause: Break {
    static var parameters: [ParameterDeclaration] {
        [Parameter<Points>("per_task", "1", Clause(""), "扣分", "points").declaration]
    }
}
enum CallsItMaximum: Break {
    static var parameters: [ParameterDeclaration] {
        [per.declaration, Parameter<Points>("maximum", "1", .annex(11), "满分", "maximum").declaration]
    }
}
enum TakesAnything: Break {
    struct Anything: ParameterValue {
        static let form = LocalText("任何文字", "anything")
        init(_ node: ParameterNode) throws(ParameterFault) {}
    }

    static var parameters: [ParameterDeclaration] {
        [per.declaration, Parameter<Anything>("any", "x", .annex(11), "任意", "anything").declaration]
    }
}
enum HarmsAtZero: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        try Sound.assess(evidence, per, &sheet)
        if per == .zero { sheet.warn(WarningKind("demo.cheap", "便宜", "Cheap")) }
    }
}
enum IdleParameter: Break { static var examples: [Example] { plain } }

enum NoExamples: Break { static var examples: [Example] { [] } }
enum WrongExample: Break {
    static var examples: [Example] {
        [
            Example(
                "逾期", "late", tables: ["demo": "task,due\nD1,2021-07-05"], costs: ["2021-07-05,1,demo.late,demo:D2"]),
            dear,
        ]
    }
}
enum UnreadableExample: Break {
    static var examples: [Example] {
        [Example("逾期", "late", tables: ["demo": "task,due\nD1,2021-07-32"], costs: []), dear]
    }
}
enum TwinExamples: Break { static var examples: [Example] { plain + [dear, dear] } }
enum OneTongue: Break {
    static var examples: [Example] { plain + [dear, Example("none", "none", tables: [:], costs: [])] }
}
enum Forgetful: Break {
    static let expensive = WarningKind("demo.dear", "贵", "Dear")
    static var warnings: [WarningKind] { [expensive] }
    static var examples: [Example] {
        [
            Example(
                "按期", "in time", parameters: ["per_task": "2"],
                tables: ["demo": "task,due,done\nD1,2021-07-05,2021-07-05"], costs: [], remarks: ["demo.dear"])
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        try Sound.assess(evidence, per, &sheet)
        if per > Points(1) { sheet.warn(expensive) }
    }
}
