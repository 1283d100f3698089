public import AssessmentKernel

/// The tasks that are open, and the tasks and roll-calls that may still come.
extension Duties: LooksAhead {
    /// Each open task with its day.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        for duty in rest.rows(of: DutyTable.self) where !duty.isExcused && duty.done == nil {
            sheet.deadline(perLate, for: Self.late, on: duty.due, resting: duty)
        }
        sheet.newOnes(perLate, for: Self.late)
        sheet.newOnes(perAbsence, for: Self.absent)
    }
}
