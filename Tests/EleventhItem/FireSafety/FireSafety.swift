import AssessmentKernel

/// 附件·11 消防安全: a point for each fire check not made by its day, half a point for each fault left as it was.
public struct FireSafety: AssessmentItem {
    /// The eleventh item, the town's own.
    public static let about = ItemDescriptor(11, "fire-safety", "消防安全", "Fire safety", version: "1")
    /// The fire checks.
    public static let tables = [FireCheckTable.shared.schema]

    static let perLate = Parameter<Points>(
        "per_late", "1", about.clause, "每次未按期进行的消防检查扣分", "points for each fire check not made in time")
    static let perUncorrected = Parameter<Points>(
        "per_uncorrected", "0.5", about.clause, "每处未整改的火灾隐患扣分", "points for each fault left as it was")
    /// What a late check and a fault left as it was cost.
    public static let parameters = [perLate.declaration, perUncorrected.declaration]
    /// Five points.
    public static let usualMaximum = "5"

    static let late = DeductionKind("fire-safety.late", about.clause, "消防检查未按期进行", "Fire check not made in time")
    static let uncorrected = DeductionKind(
        "fire-safety.uncorrected", about.clause, "火灾隐患未整改", "Fault not corrected")
    /// A late check, and a fault left as it was.
    public static let deductions = [late, uncorrected]

    let perLate: Points
    let perUncorrected: Points

    /// Takes what each costs.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perLate = try parameters[Self.perLate]
        perUncorrected = try parameters[Self.perUncorrected]
    }

    /// Takes points for each check; one check can cost both.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for check in evidence.rows(of: FireCheckTable.self) where !check.isExcused {
            if !check.done.isBy(check.due) { sheet.deduct(perLate, for: Self.late, on: check.due, resting: check) }
            if check.outcome == .faulty {
                sheet.deduct(perUncorrected, for: Self.uncorrected, on: check.due, resting: check)
            }
        }
    }
}
