public import AssessmentKernel

/// 附件·9: the quarter's score comes from ballots, which may be held at any time in it.
extension Satisfaction: ExpectsRows {
    /// Ballots of the quarter, in whichever of its months.
    public static let expectations = [
        RowExpectation(
            BallotTable.shared.schema, every: .quarter, about.clause, LocalText("满意度测评", "satisfaction ballot"))
    ]
}
