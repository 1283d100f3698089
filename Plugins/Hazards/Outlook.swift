public import AssessmentKernel

/// The hazards that wait for their report, and those that may still be found.
extension Hazards: LooksAhead {
    /// Each hazard without an answer whose limit has not passed.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        for hazard in evidence.rows(of: HazardTable.self) where !hazard.isExcused && isLate(hazard) {
            guard !isDecided(hazard, evidence) else { continue }
            sheet.deadline(perLate, for: Self.late, on: limit(of: hazard).date, resting: hazard)
        }
        sheet.newOnes(perLate, for: Self.late)
    }
}
