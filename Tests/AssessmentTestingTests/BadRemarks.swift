import AssessmentKernel

// `BadItem.all` says what these items break.

/// A warning that a demo item may declare.
private let odd = WarningKind("demo.odd", "怪", "Odd")

extension Break {
    /// The examples with a remark in each.
    static func remarked(_ code: String) -> [Example] {
        (plain + [dear]).map {
            Example(
                $0.title.chinese, $0.title.english, parameters: $0.parameters, tables: $0.tables, costs: $0.costs,
                remarks: [code])
        }
    }
}

enum StrangeWarning: Break { static var warnings: [WarningKind] { [WarningKind("other.odd", "怪", "Odd")] } }
enum TwinWarnings: Break { static var warnings: [WarningKind] { [odd, odd] } }
enum UntitledWarning: Break { static var warnings: [WarningKind] { [WarningKind("demo.odd", "怪", "")] } }
enum UnshownWarning: Break { static var warnings: [WarningKind] { [odd] } }
enum UndeclaredWarning: Break {
    static var examples: [Example] { remarked("demo.odd") }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        try Sound.assess(evidence, per, &sheet)
        sheet.warn(odd)
    }
}
enum SecretRemark: Break {
    static var warnings: [WarningKind] { [odd] }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        try Sound.assess(evidence, per, &sheet)
        sheet.warn(odd)
    }
}
enum InventsRecord: Break {
    static var warnings: [WarningKind] { [odd] }
    static var examples: [Example] { remarked("demo.odd") }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        try Sound.assess(evidence, per, &sheet)
        sheet.warn(odd, about: .records([RecordReference(table: "demo", parts: ["X1"])]))
    }
}

/// Variations of a demo item with a rule about the year.
protocol YearBreak: Break {
    static var finding: FindingKind { get }
    static func judgeYear(_ evidence: MemberEvidence) -> Basis?
}

extension YearBreak {
    static var finding: FindingKind { FindingKind("missed", Clause("§3.2.1"), "有未完成", "Something was missed") }
    static var examples: [Example] { remarked("missed") }
    static func judgeYear(_ evidence: MemberEvidence) -> Basis? {
        let late = evidence.rows(of: DemoTable.self).filter(isLate)
        return late.isEmpty ? nil : Basis(late)
    }
}

struct YearDemo<B: YearBreak>: Demonstration, JudgesYear {
    let per: Points
    static var annualFinding: FindingKind { B.finding }
    func judgeYear(_ evidence: MemberEvidence) -> Basis? { B.judgeYear(evidence) }
}

/// Keeps the contract.
enum SoundYear: YearBreak {}

enum StrangeFinding: YearBreak {
    static var finding: FindingKind { FindingKind("Missed it", Clause("§3.2.1"), "有未完成", "Something was missed") }
}
enum UntitledFinding: YearBreak {
    static var finding: FindingKind { FindingKind("missed", Clause("§3.2.1"), "", "Something was missed") }
}
enum UnshownFinding: YearBreak {
    static var examples: [Example] { Sound.examples }
    static func judgeYear(_ evidence: MemberEvidence) -> Basis? { nil }
}
enum FindsNothing: YearBreak {
    static func judgeYear(_ evidence: MemberEvidence) -> Basis? { .records([]) }
}
enum FindsForgotten: YearBreak {
    nonisolated(unsafe) static var calls = 0
    static func judgeYear(_ evidence: MemberEvidence) -> Basis? {
        calls += 1
        return .days(calls)
    }
}
enum FindsExcused: YearBreak {
    static func judgeYear(_ evidence: MemberEvidence) -> Basis? {
        let late = evidence.rows(of: DemoTable.self).filter { $0.done == nil }
        return late.isEmpty ? nil : Basis(late)
    }
}
