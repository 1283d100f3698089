public import AssessmentKernel
public import Closings

/// A revised quarter: the closing, and what it changes in the pay.
public struct ReviseAnswer: EncodableAnswer {
    private let report: ClosingOutcome
    private let later: [Quarter]

    /// Answers with a revision, and the later quarters that are closed already.
    public init(_ report: ClosingOutcome, later: [Quarter]) {
        self.report = report
        self.later = later
    }

    /// The closing, then the adjustments.
    public func page(in say: Language) -> AnswerPage {
        var page = CloseAnswer(report).page(in: say)
        page.add(adjustments(say))
        if !later.isEmpty {
            let names = say.list(later.map(\.description))
            page.remark(
                say(
                    "以后的季度已结算（\(names)）：其连续不合格的月份可能受影响，必要时一并更正。",
                    "Later quarters are closed (\(names)): their runs of failing months may rest on this one; revise them too where they do."
                ))
        }
        return page
    }

    private func adjustments(_ say: Language) -> String {
        let changed = report.adjusted
        if changed.owed == 0, changed.owing == 0 { return say("补贴发放无变化。", "The pay does not change.") }
        return say(
            "补发 \(changed.owed) 人共 \(changed.owedSum) 元，扣回 \(changed.owing) 人共 \(changed.owingSum) 元，列于 adjustments.csv，随下一次结算发放。",
            "\(counted(changed.owed, "member")) underpaid by \(changed.owedSum) yuan, \(changed.owing) overpaid by \(changed.owingSum), listed in adjustments.csv; the next closing settles it."
        )
    }

    /// The closing for programs.
    public func json(in say: Language) -> any Encodable { Closed(report) }
}
