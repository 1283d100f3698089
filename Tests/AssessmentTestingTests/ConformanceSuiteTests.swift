import AssessmentKernel
import AssessmentTesting
import Testing

/// The suite must see each way of breaking the contract: every case is an item that breaks it in one way only.
@Suite struct ConformanceSuiteTests {
    @Test("A sound item breaks nothing")
    func sound() throws {
        let failures = try ConformanceSuite(Demo<Sound>.self).failures()
        #expect(failures == [])
    }

    @Test(
        "Each break is seen, and as what it is",
        arguments: [
            (Demo<WrongTitle>.self, .descriptor), (Demo<StrangeCode>.self, .deductionKinds),
            (Demo<StrangeClause>.self, .deductionKinds), (Demo<NoKey>.self, .tables), (Demo<CoreName>.self, .tables),
            (Demo<WrongUsual>.self, .parameters), (Demo<IdleParameter>.self, .parameters),
            (Demo<WrongExample>.self, .examples), (Demo<UnreadableExample>.self, .examples),
            (Demo<Forgetful>.self, .examples), (Demo<Stateful>.self, .pure),
            (Demo<LooksBeyond>.self, .inThePeriod), (Demo<WrongDay>.self, .inThePeriod),
            (Demo<Undeclared>.self, .ledBack), (Demo<BadWarning>.self, .ledBack),
            (Demo<DeafToExcuses>.self, .excusesHonoured), (Demo<NamesAbsence>.self, .absence),
            (Demo<HidesAbsence>.self, .absence),
        ] as [(any AssessmentItem.Type, ConformanceFailure.Rule)])
    func broken(_ item: any AssessmentItem.Type, _ rule: ConformanceFailure.Rule) throws {
        let failures = try ConformanceSuite(item).failures()
        #expect(Set(failures.map(\.rule)) == [rule])
    }

    @Test("What an item throws stops the suite")
    func thrown() {
        #expect(throws: Undecided.self) { try ConformanceSuite(Demo<Throws>.self).failures() }
    }
}

struct Undecided: Error {}

/// What a demo item may be told to do otherwise.
protocol Break: Sendable {
    static var about: ItemDescriptor { get }
    static var table: TableSchema { get }
    static var usual: String { get }
    static var kind: DeductionKind { get }
    static var examples: [Example] { get }
    static var absence: [String] { get }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws
}

private let late = DeductionKind("demo.late", .annex(11), "逾期", "Late")

extension Break {
    static var about: ItemDescriptor { ItemDescriptor(11, "demo", "演示", "Demo", version: "1") }
    static var table: TableSchema { DemoTable.shared.schema }
    static var usual: String { "1" }
    static var kind: DeductionKind { late }
    static var absence: [String] { [] }
    static var examples: [Example] { plain + [dear] }
    static var dear: Example {
        Example(
            "可调", "dear", parameters: ["per_task": "2"], tables: ["demo": "task,due\nD1,2021-07-05"],
            costs: ["2021-07-05,2,demo.late,demo:D1"])
    }
    static var plain: [Example] {
        [
            Example(
                "逾期", "late",
                tables: ["demo": "task,due,done\nD1,2021-07-05,\nD2,2021-07-04,\nD3,2021-07-06,2021-07-06"],
                costs: ["2021-07-05,1,demo.late,demo:D1"])
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where !row.isExcused && row.done == nil {
            sheet.deduct(per, for: kind, on: row.due, resting: row)
        }
    }
}

struct Demo<B: Break>: AssessmentItem {
    static var about: ItemDescriptor { B.about }
    static var tables: [TableSchema] { [B.table] }
    static var per: Parameter<Points> { Parameter<Points>("per_task", B.usual, .annex(11), "扣分", "points") }
    static var parameters: [ParameterDeclaration] { [per.declaration] }
    static var deductions: [DeductionKind] { [B.kind] }
    static var examples: [Example] { B.examples }
    static var usualMaximum: String { "4" }
    let per: Points
    init(_ parameters: ParameterValues) throws(ParameterFault) { per = try parameters[Self.per] }
    var tablesReadForAbsence: [String] { B.absence }
    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) throws { try B.assess(evidence, per, &sheet) }
}

struct DemoTable: EvidenceTable {
    static let shared = DemoTable()
    let due: Column<CivilDate>
    let done: Column<CivilDate?>
    let schema: TableSchema
    init() {
        var table = TableBuilder("demo", "演示表", "Demo table")
        table.key("task", "编号", "Number")
        table.member()
        due = table.date("due", "截止日期", "Due", .attribution)
        done = table.optionalDate("done", "完成日期", "Done")
        table.lookBack = .none
        schema = table.finished()
    }
}

enum Sound: Break {}
enum WrongTitle: Break { static var about: ItemDescriptor { ItemDescriptor(11, "demo", "Demo", "Demo", version: "1") } }
enum StrangeCode: Break { static var kind: DeductionKind { DeductionKind("other.late", .annex(11), "逾期", "Late") } }
enum StrangeClause: Break { static var kind: DeductionKind { DeductionKind("demo.late", .annex(3), "逾期", "Late") } }
enum NoKey: Break {
    static var table: TableSchema {
        var table = TableBuilder("demo", "演示表", "Demo table")
        table.member()
        table.date("due", "截止日期", "Due", .attribution)
        return table.finished()
    }
}
enum CoreName: Break {
    static var table: TableSchema {
        var table = TableBuilder("leave", "演示表", "Demo table")
        table.key("task", "编号", "Number")
        table.member()
        table.date("due", "截止日期", "Due", .attribution)
        return table.finished()
    }
}
enum WrongUsual: Break { static var usual: String { "-1" } }
enum IdleParameter: Break { static var examples: [Example] { plain } }
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
/// No example shows its deduction.
enum Forgetful: Break {
    static var examples: [Example] {
        [
            Example(
                "按期", "in time", parameters: ["per_task": "2"],
                tables: ["demo": "task,due,done\nD1,2021-07-05,2021-07-05"], costs: [])
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        if per > Points(1) { sheet.warn("demo.dear", LocalText("贵", "Dear")) }
    }
}
/// Keeps a count between calls, which shows once there have been enough of them.
enum Stateful: Break {
    nonisolated(unsafe) static var calls = 0
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        calls += 1
        for row in evidence.rows(of: DemoTable.self) where !row.isExcused && row.done == nil {
            sheet.deduct(calls == 7 || calls == 8 ? per + per : per, for: kind, on: row.due, resting: row)
        }
    }
}
enum LooksBeyond: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rowsOfYear(of: DemoTable.self) where !row.isExcused && row.done == nil {
            sheet.deduct(per, for: kind, on: max(row.due, evidence.period.first), resting: row)
        }
    }
}
enum WrongDay: Break {
    static var examples: [Example] {
        [
            Example(
                "逾期", "late", tables: ["demo": "task,due\nD1,2021-07-09"],
                costs: ["2021-07-10,1,demo.late,demo:D1"]),
            Example(
                "可调", "dear", parameters: ["per_task": "2"], tables: ["demo": "task,due\nD1,2021-07-09"],
                costs: ["2021-07-10,2,demo.late,demo:D1"]),
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where !row.isExcused {
            sheet.deduct(per, for: kind, on: row.due.advanced(by: 1), resting: row)
        }
    }
}
enum Undeclared: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        let other = DeductionKind("demo.late", .annex(11), "逾期了", "Late")
        for row in evidence.rows(of: DemoTable.self) where !row.isExcused && row.done == nil {
            sheet.deduct(per, for: other, on: row.due, resting: row)
        }
    }
}
enum BadWarning: Break {
    static var examples: [Example] {
        (plain + [dear]).map {
            Example(
                $0.title.chinese, $0.title.english, parameters: $0.parameters, tables: $0.tables, costs: $0.costs,
                remarks: ["odd"])
        }
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        try Sound.assess(evidence, per, &sheet)
        sheet.warn("odd", LocalText("怪", "Odd"))
    }
}
enum DeafToExcuses: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where row.done == nil {
            sheet.deduct(per, for: kind, on: row.due, resting: row)
        }
    }
}
enum NamesAbsence: Break { static var absence: [String] { ["demo"] } }
enum HidesAbsence: Break {
    static var examples: [Example] {
        [
            Example(
                "缺", "absent", period: ("2021-07-05", "2021-07-05"), tables: [:], costs: ["2021-07-05,1,demo.late,"]),
            Example(
                "可调", "dear", period: ("2021-07-05", "2021-07-05"), parameters: ["per_task": "2"], tables: [:],
                costs: ["2021-07-05,2,demo.late,"]),
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for day in evidence.dutyDays { sheet.deductForAbsence(per, for: kind, on: day) }
    }
}
enum Throws: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        throw Undecided()
    }
}
