public import AssessmentKernel

/// §3.2.1: one meeting per month and one training per quarter.
extension Training: ExpectsRows {
    /// The sessions that the township should have held.
    public static let expectations = [
        RowExpectation(
            TrainingTable.shared.schema, TrainingTable.shared.kind, .meeting, every: .month, Clause("§3.2.1"),
            LocalText("例会", "monthly meeting")),
        RowExpectation(
            TrainingTable.shared.schema, TrainingTable.shared.kind, .training, every: .quarter, Clause("§3.2.1"),
            LocalText("集中培训", "quarterly training")),
    ]
}
