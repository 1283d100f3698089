package import Answers

/// A check failed; the command has already reported it.
package struct CheckFailed: Error {
    package init() {}
}

/// There are blockers.
package struct Blocked: Error {
    /// What blocks, in the language of this run.
    package let page: AnswerPage

    package init(_ answer: some Answer) { page = answer.page(in: Speech.language) }
}
