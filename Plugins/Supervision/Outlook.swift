public import AssessmentKernel

/// The requests that wait for a report or a rating, and those that may still be assigned.
extension Supervision: LooksAhead {
    /// Each request with its day, and those whose satisfaction nobody has given yet.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        let ahead = rest.rows(of: SupervisionTable.self).filter { !$0.isExcused }
        for request in ahead where request.reported == nil {
            sheet.deadline(perLate, for: Self.late, on: request.due, resting: request)
        }
        // Whoever has not reported back cannot have been rated: a look back would know too much.
        let rated = ahead.filter { $0.reported != nil && $0.satisfaction != nil }
        let unrated =
            evidence.rows(of: SupervisionTable.self).filter { !$0.isExcused && $0.satisfaction == nil }
            + ahead.filter { $0.reported == nil || $0.satisfaction == nil }
        sheet.waiting(
            perDissatisfied, for: Self.dissatisfied, resting: unrated,
            LocalText("诉求待评满意度", "requests to be rated"))
        sheet.waiting(
            perDissatisfied, for: Self.dissatisfied,
            resting: rated.filter { $0.satisfaction.map { $0 < satisfactionStandard } ?? false },
            LocalText("已评不达标、到期计扣的诉求", "requests rated below the standard and not due yet"))
        sheet.newOnes(perLate, for: Self.late)
        sheet.newOnes(perDissatisfied, for: Self.dissatisfied)
    }
}
