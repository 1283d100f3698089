public import AssessmentKernel

/// 附件·6 矛盾纠纷排查化解: two points for each dispute not found, mediated or recorded as it should be.
public struct Mediation: AssessmentItem {
    /// The sixth item of the annex.
    public static let about = ItemDescriptor(6, "mediation", "矛盾纠纷排查化解", "Mediation of disputes", version: "1")
    /// The disputes.
    public static let tables = [DisputeTable.shared.schema]

    static let perDispute = Parameter<Points>(
        "per_dispute", "2", about.clause, "每起未按要求排查、调解或记录的纠纷扣分",
        "points for each dispute not found, mediated or recorded as required")
    /// The points per dispute.
    public static let parameters = [perDispute.declaration]
    /// Six points.
    public static let usualMaximum = "6"

    static let unmet = DeductionKind(
        "mediation.unmet", about.clause, "纠纷未按要求排查、调解或记录", "Dispute not dealt with as required")
    /// A dispute with one or more shortcomings; counted once.
    public static let deductions = [unmet]

    static let found = MeasureKind("mediation.found", Clause("§3.1.1"), .count, "排查纠纷", "Disputes found")
    static let settled = MeasureKind("mediation.settled", Clause("§3.1.1"), .count, "化解纠纷", "Disputes settled")
    /// The disputes that the member found, and those settled on the spot.
    public static let measures = [found, settled]

    let perDispute: Points

    /// Makes the item from the points per dispute.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perDispute = try parameters[Self.perDispute]
    }

    /// Deducts points once for each dispute with a shortcoming.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for dispute in evidence.rows(of: DisputeTable.self) where !dispute.isExcused {
            let reasons = shortcomings(of: dispute)
            guard !reasons.isEmpty else { continue }
            sheet.deduct(
                perDispute, for: Self.unmet, on: dispute.found, resting: dispute,
                because: Reason(
                    expected: LocalText(
                        "纠纷 \(dispute.told) 应主动排查、记录、调解", "\(dispute.told) to be found, recorded and mediated"),
                    found: LocalText(
                        reasons.map(\.chinese).joined(separator: "、"),
                        reasons.map(\.english).joined(separator: ", "))))
        }
    }

    /// Counts the disputes that the member found, and those among all that were settled on the spot.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        let disputes = evidence.rows(of: DisputeTable.self)
        sheet.count(disputes.count { $0.isExcused || $0.source == .own }, as: Self.found)
        sheet.count(disputes.count { $0.isExcused || $0.mediation == .settled }, as: Self.settled)
    }

    /// Found by others first, not put on record, or left without mediation.
    func shortcomings(of dispute: Row<DisputeTable>) -> [LocalText] {
        var reasons: [LocalText] = []
        if dispute.source == .inspection { reasons.append(LocalText("由检查发现", "found by an inspection")) }
        if !dispute.recorded { reasons.append(LocalText("未记录", "not recorded")) }
        if dispute.mediation == .none { reasons.append(LocalText("未调解", "not mediated")) }
        return reasons
    }
}
