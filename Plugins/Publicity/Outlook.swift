public import AssessmentKernel

/// The tasks that are open, and those that may still be set.
extension Publicity: LooksAhead {
    /// Each open task with its day.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        for task in rest.rows(of: PublicityTable.self) where !task.isExcused && task.done == nil {
            sheet.deadline(perTask, for: Self.late, on: task.due, resting: task)
        }
        sheet.newOnes(perTask, for: Self.late)
    }
}
