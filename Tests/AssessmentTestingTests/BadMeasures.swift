import AssessmentKernel

// `BadItem.all` says what these items break.

enum StrangeMeasure: Break {
    static var done: MeasureKind { MeasureKind("other.done", Clause("§3.1.1"), .count, "完成任务", "Tasks done") }
    static var measures: [MeasureKind] { [done] }
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {}
}
enum TwinMeasures: Break { static var measures: [MeasureKind] { [done, done] } }
enum UntitledMeasure: Break {
    static var measures: [MeasureKind] { [MeasureKind("demo.done", Clause("§3.1.1"), .count, "完成任务", "")] }
}
enum UndeclaredMeasure: Break { static var measures: [MeasureKind] { [] } }
enum MeasuresTwice: Break {
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        for _ in 0..<2 { sheet.count(1, of: 1, as: done) }
    }
}
enum LosesTarget: Break {
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) { sheet.count(1, as: done) }
}
enum MoreThanAll: Break {
    static var part: MeasureKind { MeasureKind("demo.part", Clause("§3.1.1"), .share, "完成率", "Part done") }
    static var measures: [MeasureKind] { [part] }
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) { sheet.share(3, of: 2, as: part) }
}
enum BelowZero: Break {
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) { sheet.count(-1, of: 1, as: done) }
}
/// Counts a task as late at once while the month still runs.
enum Hasty: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        let isRunning = evidence.asOf != nil
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(isRunning ? per * 2 : per, for: kind, on: row.due, resting: row)
        }
    }
}
