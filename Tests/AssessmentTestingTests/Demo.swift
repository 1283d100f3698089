import AssessmentKernel

/// Variations of a demo item.
protocol Break: Sendable {
    static var about: ItemDescriptor { get }
    static var table: TableSchema { get }
    static var tables: [TableSchema] { get }
    static var usual: String { get }
    static var parameters: [ParameterDeclaration] { get }
    static var kind: DeductionKind { get }
    static var kinds: [DeductionKind] { get }
    static var warnings: [WarningKind] { get }
    static var examples: [Example] { get }
    static var absence: [String] { get }
    static var conduct: [String: String] { get }
    static var exceptions: [FairnessException] { get }
    static var measures: [MeasureKind] { get }
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet)
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws
}

private let late = DeductionKind("demo.late", .annex(11), "逾期", "Late")

extension Break {
    static var about: ItemDescriptor { ItemDescriptor(11, "demo", "演示", "Demo", version: "1") }
    static var table: TableSchema { DemoTable.shared.schema }
    static var tables: [TableSchema] { [table] }
    static var usual: String { "1" }
    static var per: Parameter<Points> { Parameter<Points>("per_task", usual, .annex(11), "扣分", "points") }
    static var parameters: [ParameterDeclaration] { [per.declaration] }
    static var kind: DeductionKind { late }
    static var kinds: [DeductionKind] { [kind] }
    static var warnings: [WarningKind] { [] }
    static var absence: [String] { [] }
    static var conduct: [String: String] {
        ["demo": "conduct,due,done\ngood,2021-07-05,2021-07-05\nbad,2021-07-05,"]
    }
    static var exceptions: [FairnessException] { [] }
    static var done: MeasureKind {
        MeasureKind("demo.done", Clause("§3.1.1"), .count, hasTarget: true, "完成任务", "Tasks done")
    }
    static var measures: [MeasureKind] { [done] }
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        let tasks = Array(evidence.rows(of: DemoTable.self))
        sheet.count(tasks.count { $0.isExcused || $0.done != nil }, of: tasks.count, as: done)
    }
    static var examples: [Example] { plain + [dear] }
    /// An example in which a task costs two points.
    static var dear: Example {
        Example(
            "可调", "dear", parameters: ["per_task": "2"], tables: ["demo": "task,due\nD1,2021-07-05"],
            costs: ["2021-07-05,2,demo.late,demo:D1"])
    }
    /// Examples under the usual parameters.
    static var plain: [Example] {
        [
            Example(
                "逾期", "late",
                tables: ["demo": "task,due,done\nD1,2021-07-05,\nD2,2021-07-04,\nD3,2021-07-06,2021-07-06"],
                costs: ["2021-07-05,1,demo.late,demo:D1"])
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(per, for: kind, on: row.due, resting: row)
        }
    }
    /// Whether a task was not done and is not excused.
    static func isLate(_ row: Row<DemoTable>) -> Bool { !row.isExcused && row.done == nil }
}

/// An item that deducts a point for each task that was not done, and breaks the contract as configured.
protocol Demonstration: AssessmentItem {
    associatedtype B: Break
    var per: Points { get }
    init(per: Points)
}

extension Demonstration {
    static var about: ItemDescriptor { B.about }
    static var tables: [TableSchema] { B.tables }
    static var parameters: [ParameterDeclaration] { B.parameters }
    static var deductions: [DeductionKind] { B.kinds }
    static var warnings: [WarningKind] { B.warnings }
    static var examples: [Example] { B.examples }
    static var conduct: [String: String] { B.conduct }
    static var fairnessExceptions: [FairnessException] { B.exceptions }
    static var usualMaximum: String { "4" }
    static var measures: [MeasureKind] { B.measures }
    init(_ parameters: ParameterValues) throws(ParameterFault) { self.init(per: try parameters[B.per]) }
    var tablesReadForAbsence: [String] { B.absence }
    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) throws { try B.assess(evidence, per, &sheet) }
    func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) { B.measure(evidence, &sheet) }
}

struct Demo<B: Break>: Demonstration {
    let per: Points
}

struct DemoTable: EvidenceTable {
    static let shared = DemoTable()
    let due: Column<CivilDate>
    let done: Column<CivilDate?>
    let note: Column<Text?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("demo", "演示表", "Demo table")
        table.key("task", "编号", "Number")
        table.member()
        due = table.date("due", "截止日期", "Due", .attribution)
        done = table.optionalDate("done", "完成日期", "Done")
        note = table.text("note", "说明", "Note")
        schema = table.finished()
    }
}

/// Keeps the contract.
enum Sound: Break {}

/// A table with one thing about it changed.
func demoTable(
    _ key: String = "demo", _ chinese: String = "演示表", hasKey: Bool = true, hasMember: Bool = true, hasDay: Bool = true,
    _ more: (inout TableBuilder) -> Void = { _ in }
) -> TableSchema {
    var table = TableBuilder(key, chinese, "Demo table")
    if hasKey { table.key("task", "编号", "Number") } else { table.code("task", "编号", "Number") }
    if hasMember { table.member() }
    table.date("due", "截止日期", "Due", hasDay ? .attribution : .plain)
    more(&table)
    return table.finished()
}
