import AssessmentKernel

// `BadItem.all` says what these items break.

private let parameter = ["per_task": "2"]

/// The rows of a demo table by how they were done; an excused one is in none.
private func tasks(_ evidence: MemberEvidence) -> (late: [Row<DemoTable>], done: [Row<DemoTable>]) {
    let rows = evidence.rows(of: DemoTable.self).filter { !$0.isExcused }
    return (rows.filter { $0.done == nil }, rows.filter { $0.done != nil })
}

enum NoConduct: Break { static var conduct: [String: String] { [:] } }
enum UnreadableConduct: Break {
    static var conduct: [String: String] { ["demo": "conduct,due\nfine,2021-07-05"] }
}
/// Costs more for what was missed when something else was done.
enum CostsGood: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        let (late, done) = tasks(evidence)
        for row in late { sheet.deduct(done.count > 1 ? per * 2 : per, for: kind, on: row.due, resting: row) }
    }
}
/// Forgives all when three tasks were missed.
enum RewardsBad: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        if evidence.rows(of: DemoTable.self).count(where: { $0.done == nil }) < 3 {
            try Sound.assess(evidence, per, &sheet)
        }
    }
}
/// Costs each member with a duty day a point, whatever was done.
enum CostsAll: Absent {
    static var absence: [String] { ["demo"] }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        if let day = evidence.dutyDays.first { sheet.deductForAbsence(per, for: kind, on: day) }
    }
}
/// Costs one member double.
enum KnowsNames: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        let isKnown = evidence.member.village == "西村"
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(isKnown ? per * 2 : per, for: kind, on: row.due, resting: row)
        }
    }
}
/// Costs a task double whose code ends in an odd digit.
enum ReadsCodes: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            let isOdd = row.reference.parts[0].utf8.last.map { $0 % 2 == 1 } ?? false
            sheet.deduct(isOdd ? per * 2 : per, for: kind, on: row.due, resting: row)
        }
    }
    static var examples: [Example] {
        [
            Example(
                "逾期", "late", tables: ["demo": "task,due\nD1,2021-07-05\nD2,2021-07-05"],
                costs: ["2021-07-05,2,demo.late,demo:D1", "2021-07-05,1,demo.late,demo:D2"]),
            Example(
                "可调", "dear", parameters: ["per_task": "2"], tables: ["demo": "task,due\nD2,2021-07-05"],
                costs: ["2021-07-05,2,demo.late,demo:D2"]),
        ]
    }
}

/// Forgives three missed tasks, but only at two points or more, and says so.
enum Excepted: Break {
    static var exceptions: [FairnessException] { [exception(tasks: 3)] }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        if per >= Points(2) {
            try RewardsBad.assess(evidence, per, &sheet)
        } else {
            try Sound.assess(evidence, per, &sheet)
        }
    }
}
extension Break {
    /// An exception for a number of missed tasks at two points each, which would cost nothing.
    static func exception(tasks: Int, costs: [String] = []) -> FairnessException {
        let rows = (1...tasks).map { "D\($0),2021-07-05" }.joined(separator: "\n")
        return FairnessException(
            .badRecord, by: "demo:D1", Clause("§3.2.1"),
            Example(
                "三件免扣", "three forgiven", parameters: parameter, tables: ["demo": "task,due\n" + rows], costs: costs),
            otherwise: "4", unless: ["per_task": "1"])
    }
}
/// Declares that exception, and forgives five missed tasks at any price.
enum BeyondException: Break {
    static var exceptions: [FairnessException] { Excepted.exceptions }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        if evidence.rows(of: DemoTable.self).count(where: { $0.done == nil }) < 5 {
            try Excepted.assess(evidence, per, &sheet)
        }
    }
}
/// Declares that exception, and keeps the property.
enum StaleException: Break {
    static var exceptions: [FairnessException] {
        [
            exception(
                tasks: 3, costs: (1...3).map { "2021-07-05,2,demo.late,demo:D\($0)" })
        ]
    }
}
/// Declares that exception with another price than it has.
enum WrongException: Break {
    static var exceptions: [FairnessException] { [exception(tasks: 4)] }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        try Excepted.assess(evidence, per, &sheet)
    }
}

/// An item without the exceptions that it declares.
struct Bare<Item: AssessmentItem>: AssessmentItem {
    static var about: ItemDescriptor { Item.about }
    static var tables: [TableSchema] { Item.tables }
    static var parameters: [ParameterDeclaration] { Item.parameters }
    static var deductions: [DeductionKind] { Item.deductions }
    static var warnings: [WarningKind] { Item.warnings }
    static var measures: [MeasureKind] { Item.measures }
    static var examples: [Example] { Item.examples }
    static var conduct: [String: String] { Item.conduct }
    static var usualMaximum: String { Item.usualMaximum }
    let item: Item
    var tablesReadForAbsence: [String] { item.tablesReadForAbsence }
    init(_ parameters: ParameterValues) throws(ParameterFault) { item = try Item(parameters) }
    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) throws { try item.assess(evidence, &sheet) }
    func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) { item.measure(evidence, &sheet) }
}
