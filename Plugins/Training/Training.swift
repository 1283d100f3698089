public import AssessmentKernel

/// 附件·1 教育培训: absences from the monthly meetings and the quarterly training, counted over the period (§3.2.1).
public struct Training: AssessmentItem {
    /// The first item of the annex.
    public static let about = ItemDescriptor(1, "training", "教育培训", "Meetings and training", version: "1")
    /// Meetings and trainings with who came.
    public static let tables = [TrainingTable.shared.schema]

    static let steps = Parameter<AbsenceSteps>(
        "steps", "[2, 5, 10]", about.clause, "缺席一次、两次、三次及以上的扣分",
        "points for one absence, for two, and for three or more")
    static let leaveLimit = Parameter<Int>(
        "leave_limit", "2", Clause("§3.2.1"), "最多可连续请假几次", "how many times running leave is granted")
    static let excessLeave = Parameter<ExcessLeave>(
        "excess_leave", "absence", Clause("§3.2.1"), "超出连续次数的请假怎样计：absence 作缺席，ignore 不计",
        "how leave beyond that is taken: absence, or ignore")
    static let disqualifyAt = Parameter<Int>(
        "disqualify_at", "3", Clause("§3.2.1"), "全年缺席达到几次取消评优", "absences in the year that cost the merit awards")
    /// The scale, the limit on leave, and the number of absences that costs the merit awards.
    public static let parameters = [
        steps.declaration, leaveLimit.declaration, excessLeave.declaration, disqualifyAt.declaration,
    ]
    /// Ten points.
    public static let usualMaximum = "10"

    static let absence = DeductionKind("training.absence", about.clause, "例会或培训缺席", "Absent from meetings or training")
    /// One deduction for all absences of the period.
    public static let deductions = [absence]

    static let held = MeasureKind(
        "training.meetings", Clause("§3.2.1"), .count, hasTarget: true, "例会召开", "Meetings held")
    static let attended = MeasureKind("training.attended", Clause("§3.2.1"), .count, "例会出席", "Meetings attended")
    /// The meetings that the member was called to, one required per month, and those attended.
    public static let measures = [held, attended]

    let steps: AbsenceSteps
    let leaveLimit: Int
    let excessLeave: ExcessLeave
    let disqualifyAt: Int

    /// Makes the item from the scale, the limit on leave, and the number of absences that costs the merit awards.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        steps = try parameters[Self.steps]
        leaveLimit = try parameters[Self.leaveLimit]
        excessLeave = try parameters[Self.excessLeave]
        disqualifyAt = try parameters[Self.disqualifyAt]
        guard disqualifyAt > 0 else {
            throw parameters.refusal(
                of: Self.disqualifyAt, "应大于 0，否则人人取消评优", "must be above 0, or everybody is flagged")
        }
    }

    /// Deducts points by the number of absences in the period.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        let ofPeriod = absencesOfYear(evidence).filter { evidence.period.contains($0.day) }
        if let last = ofPeriod.last {
            let points = steps.points(for: ofPeriod.count)
            sheet.deduct(
                points, for: Self.absence, on: last.day, resting: ofPeriod,
                because: Reason(
                    expected: LocalText(
                        "例会、培训应出席，请假不连续超过 \(leaveLimit) 次",
                        "to attend, and not to be on leave more than \(leaveLimit) times running"),
                    found: told(ofPeriod),
                    points: LocalText(
                        "本期第 \(ofPeriod.count) 次缺席，累计扣 \(points) 分",
                        "absence no. \(ofPeriod.count) of the period: \(points) points in all")))
        }
    }

    /// The absences with their days: `7月5日例会缺席；8月5日例会连续请假`.
    private func told(_ absences: [Row<TrainingTable>]) -> LocalText {
        let told = absences.map { session -> LocalText in
            let (day, kind) = (session.day.told, session.kind.option.title)
            return session.status == .leave
                ? LocalText(
                    "\(day.chinese)\(kind.chinese)连续请假超限",
                    "\(day.english) \(kind.english.lowercased()): leave beyond the limit")
                : LocalText("\(day.chinese)\(kind.chinese)缺席", "\(day.english) \(kind.english.lowercased()): absent")
        }
        return LocalText(
            told.map(\.chinese).joined(separator: "、"), told.map(\.english).joined(separator: ", "))
    }

    /// Counts the meetings that the member was called to, and those attended.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        let meetings = evidence.rows(of: TrainingTable.self).filter { $0.kind == .meeting }
        sheet.count(meetings.count, of: evidence.window.months.count, as: Self.held)
        sheet.count(meetings.count { $0.isExcused || $0.status == .present }, as: Self.attended)
    }

    /// The sessions missed in the year so far, and the leaves beyond the limit of consecutive ones.
    ///
    /// Runs of leave continue across quarters, not across years.
    func absencesOfYear(_ evidence: MemberEvidence) -> [Row<TrainingTable>] { year(evidence).absences }

    /// Those, and how many leaves run at the end.
    func year(_ evidence: MemberEvidence) -> (absences: [Row<TrainingTable>], leavesRunning: Int) {
        var absences: [Row<TrainingTable>] = []
        var leavesRunning = 0
        for session in evidence.rowsOfYear(of: TrainingTable.self) {
            let status = session.isExcused ? .present : session.status
            leavesRunning = status == .leave ? leavesRunning + 1 : 0
            let isExcess = leavesRunning > leaveLimit && excessLeave == .absence
            if status == .absent || isExcess { absences.append(session) }
        }
        return (absences, leavesRunning)
    }
}

/// §3.2.1: too many absences in a year cost that year's merit awards.
extension Training: JudgesYear {
    /// Too many absences.
    public static let annualFinding = FindingKind(
        "merit", Clause("§3.2.1"), "缺席过多，取消评优", "too many absences for merit awards", costsAwards: true)

    /// All absences of the year so far, when they are too many.
    public func judgeYear(_ evidence: MemberEvidence) -> Basis? {
        let absences = absencesOfYear(evidence)
        return absences.count >= disqualifyAt ? Basis(absences) : nil
    }
}
