public import AssessmentKernel

/// The disputes that can still be recorded and mediated, and those that may still come up.
extension Mediation: LooksAhead {
    /// The points of the member's own disputes come back when they are recorded and mediated.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        let open = evidence.rows(of: DisputeTable.self).filter { dispute in
            !dispute.isExcused && dispute.source == .own && !shortcomings(of: dispute).isEmpty
        }
        sheet.recoverable(
            perDispute * open.count, for: Self.unmet, resting: open,
            LocalText("补记录、补调解并更新台账", "record and mediate it, and have the table updated"))
        sheet.newOnes(perDispute, for: Self.unmet)
    }
}
