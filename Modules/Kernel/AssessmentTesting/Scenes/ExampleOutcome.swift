public import AssessmentKernel

extension ScoreSheet {
    /// The deductions as examples write them, `date,points,code,evidence`, sorted by date, code, evidence.
    public var costs: [String] {
        deductions.sorted { left, right in
            if left.date != right.date { return left.date < right.date }
            if left.kind.code != right.kind.code { return Text(left.kind.code) < Text(right.kind.code) }
            return Text(left.evidenceText) < Text(right.evidenceText)
        }
        .map { "\($0.date),\($0.points),\($0.kind.code),\($0.evidenceText)" }
    }
}
