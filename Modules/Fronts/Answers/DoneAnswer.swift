public import AssessmentKernel

/// Something that was done, in a sentence, and the next step.
public struct DoneAnswer: Answer, Sendable {
    private let result: Advice?
    private let remarks: [LocalText]
    private let next: Advice?

    /// Says what was done.
    package init(_ result: LocalText? = nil, remarks: [LocalText] = [], next: Advice? = nil) {
        self.init(result.map { Advice($0) }, remarks: remarks, next: next)
    }

    /// Says what was done, naming deeds.
    package init(_ result: Advice?, remarks: [LocalText] = [], next: Advice? = nil) {
        self.result = result
        self.remarks = remarks
        self.next = next
    }

    /// What was done; beside it, paths and the next step.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        if let result { page.add(say(result)) }
        for remark in remarks { page.remark(say(remark)) }
        if let next { page.next(say(next)) }
        return page
    }
}
