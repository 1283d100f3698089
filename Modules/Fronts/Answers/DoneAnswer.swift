public import AssessmentKernel

/// Something that was done, in a sentence, and the next step.
public struct DoneAnswer: Answer, Sendable {
    private let result: LocalText?
    private let remarks: [LocalText]
    private let next: LocalText?

    /// Says what was done.
    package init(_ result: LocalText? = nil, remarks: [LocalText] = [], next: LocalText? = nil) {
        self.result = result
        self.remarks = remarks
        self.next = next
    }

    /// What was done; beside it, paths and the next step.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(result.map { say($0) })
        for remark in remarks { page.remark(say(remark)) }
        if let next { page.next(say(next)) }
        return page
    }
}
