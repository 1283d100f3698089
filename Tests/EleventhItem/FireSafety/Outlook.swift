import AssessmentKernel

/// The checks that are to be made, and those that may still be asked for.
extension FireSafety: LooksAhead {
    /// Each open check with its last day, and each fault that can still be corrected.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        for check in rest.rows(of: FireCheckTable.self) where !check.isExcused {
            if check.done == nil { sheet.deadline(perLate, for: Self.late, on: check.due, resting: check) }
            if check.outcome != .sound && check.outcome != .corrected {
                sheet.deadline(
                    perUncorrected, for: Self.uncorrected, on: check.due, resting: check,
                    LocalText("火灾隐患的整改", "faults to correct"))
            }
        }
        let unchecked = evidence.rows(of: FireCheckTable.self).filter { !$0.isExcused && $0.outcome == nil }
        sheet.waiting(
            perUncorrected, for: Self.uncorrected, resting: unchecked, LocalText("待填检查结果", "outcomes to be entered"))
        sheet.newOnes(perLate, for: Self.late)
        sheet.newOnes(perUncorrected, for: Self.uncorrected)
    }
}
