import AssessmentKernel

/// §3.2.8: a full-time member works 40 hours a week at least, a part-time one 30.
///
/// It costs no points. A week runs from Monday to Sunday, lies wholly in the member's days of the month and has a duty
/// day. The target of a week does not depend on days off in it.
struct WeeklyHours {
    static let mean = MeasureKind(
        "attendance.weekly-hours", Clause("§3.2.8"), .hours, hasTarget: true, "周均工时", "Hours a week")
    static let fullWeeks = MeasureKind(
        "attendance.full-weeks", Clause("§3.2.8"), .count, hasTarget: true, "工时达标周", "Weeks with enough hours",
        noun: "周")
    static let measures = [mean, fullWeeks]

    /// The hours of each week, in hundredths.
    private var weeks: [Int64] = []

    init(_ evidence: MemberEvidence) {
        let clockings = Array(evidence.rows(of: AttendanceTable.self))
        for week in evidence.window.wholeWeeks where evidence.dutyDays.contains(where: week.contains) {
            // This cannot overflow: a cell's value is limited, and a week has seven.
            weeks.append(clockings.filter { week.contains($0.day) }.reduce(0) { $0 + ($1.hours?.value ?? 0) })
        }
    }

    /// Records the mean weekly hours, rounded half up, and the weeks that reach the target; nothing without a week.
    func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        guard !weeks.isEmpty else { return }
        let asked: Int64 = evidence.member.post == .fullTime ? 4_000 : 3_000
        let sum = weeks.reduce(0) { $0 + Int128($1) }
        sheet.hours(ExactDecimal.rounded(sum, over: Int128(weeks.count)), of: asked, as: Self.mean)
        sheet.count(weeks.count { $0 >= asked }, of: weeks.count, as: Self.fullWeeks)
    }
}
