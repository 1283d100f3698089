public import AssessmentKernel

/// 附件·10 交办的其他工作: two points for each task not finished in time, and for each roll-call missed or joined late.
public struct Duties: AssessmentItem {
    /// The tenth item of the annex.
    public static let about = ItemDescriptor(10, "duties", "交办的其他工作", "Other assigned work", version: "1")
    /// The assigned tasks and the roll-calls.
    public static let tables = [DutyTable.shared.schema, RollCallTable.shared.schema]

    static let perLate = Parameter<Points>(
        "per_late", "2", about.clause, "每项未按期完成的交办工作扣分", "points for each task not finished in time")
    static let perAbsence = Parameter<Points>(
        "per_absence", "2", about.clause, "每次点名或会议未按时参加扣分", "points for each roll-call or meeting not attended on time")
    /// The points per task and per roll-call.
    public static let parameters = [perLate.declaration, perAbsence.declaration]
    /// Ten points.
    public static let usualMaximum = "10"

    static let late = DeductionKind("duties.late", about.clause, "交办工作未按期完成", "Task not finished in time")
    static let absent = DeductionKind(
        "duties.absent", about.clause, "点名或会议未按时参加", "Not at a roll-call or meeting on time")
    /// A late task and a missed roll-call.
    public static let deductions = [late, absent]

    let perLate: Points
    let perAbsence: Points

    /// Makes the item from the points per task and per roll-call.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perLate = try parameters[Self.perLate]
        perAbsence = try parameters[Self.perAbsence]
    }

    /// Deducts points for each late task, and for each roll-call missed or joined late.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for duty in evidence.rows(of: DutyTable.self) where !duty.isExcused && !duty.done.isBy(duty.due) {
            sheet.deduct(
                perLate, for: Self.late, on: duty.due, resting: duty,
                because: .deadline(duty.told, due: duty.due, done: duty.done, chinese: "完成", english: "done"))
        }
        for call in evidence.rows(of: RollCallTable.self) where !call.isExcused {
            if call.status == .absent || call.status == .late {
                let (kind, status) = (call.kind.option.title, call.status.option.title)
                sheet.deduct(
                    perAbsence, for: Self.absent, on: call.day, resting: call,
                    because: Reason(
                        expected: LocalText(
                            "应按时参加\(kind.chinese) \(call.told)",
                            "to be on time at \(kind.english.lowercased()) \(call.told)"),
                        found: LocalText("记录为“\(status.chinese)”", "recorded as \(status.english.lowercased())")))
            }
        }
    }
}
