public import AssessmentKernel

/// How the next absence would count: the steps grow, so the third costs more than the first.
extension Training: LooksAhead {
    /// The step of the next absence, and all that further ones can cost.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        guard rest.window != nil else { return }
        let (ofYear, leavesRunning) = year(evidence)
        let count = ofYear.count { evidence.period.contains($0.day) }
        let now = steps.points(for: count)
        let further = (count...count + AbsenceSteps.count).map(steps.points)
        sheet.next(
            max(.zero, steps.points(for: count + 1) - now), for: Self.absence, upTo: (further.max() ?? now) - now,
            told(absencesOfYear: ofYear.count, leavesRunning))
        // Only a rulebook whose steps fall could give points back.
        sheet.recoverable(
            now - (further.min() ?? now), for: Self.absence, LocalText("按分档另计", "by the scale of absences"))
    }

    /// What would count as the next absence, and what else it would cost.
    private func told(absencesOfYear: Int, _ leavesRunning: Int) -> LocalText {
        let countsLeave = excessLeave == .absence && leavesRunning >= leaveLimit
        let costsAwards = absencesOfYear + 1 == disqualifyAt
        let (leave, awards) = (
            countsLeave ? LocalText("（或再请假）", " (or be on leave from)") : LocalText("", ""),
            costsAwards ? LocalText("（并取消全年评优）", " (which costs the year's merit awards)") : LocalText("", "")
        )
        return LocalText(
            "再缺席\(leave.chinese) 1 次例会或培训\(awards.chinese)",
            "to miss\(leave.english) one more meeting or training\(awards.english)")
    }
}
