public import AssessmentKernel

/// The clockings of the days to come, and the checks that may still be made.
extension Attendance: LooksAhead {
    /// A clocking on each duty day to come.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        sheet.daily(
            perLate, for: Self.late, on: rest.dutyDays, LocalText("每日应按时打卡", "to clock in on time each day"))
        sheet.newOnes(perOffline, for: Self.offline)
        sheet.newOnes(perSpotOffline, for: Self.spotOffline)
    }
}
