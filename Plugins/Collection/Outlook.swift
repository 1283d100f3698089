public import AssessmentKernel

/// The patrols of the days to come, and what checks may still find.
extension Collection: LooksAhead {
    /// A patrol on each duty day to come.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        sheet.daily(
            perMissingPatrol, for: Self.missingPatrol, on: rest.dutyDays,
            LocalText("每日应有走访日志", "a patrol log each day"))
        sheet.newOnes(perFinding, for: Self.finding)
    }
}
