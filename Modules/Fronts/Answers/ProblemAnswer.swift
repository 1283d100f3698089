public import AssessmentKernel

/// An error, its place, and what to do next.
public struct ProblemAnswer: Answer {
    private let problem: Problem

    /// Answers with a problem.
    public init(_ problem: Problem) { self.problem = problem }

    /// The problem in one line.
    public func page(in say: Language) -> AnswerPage {
        var text = Phrase(say("错误：", "Error: "))
        let place = problem.place
        if let file = place.file { text += file + say("：", ": ") }
        if let row = place.row { text += say("第 \(row) 行：", "row \(row): ") }
        if let choice = place.choice { text += "\(deed: choice)" + say("：", ": ") }
        if let key = place.key { text += key + say("：", ": ") }
        text += say(problem.what)
        if let next = problem.next { text += say("。", ". ") + say(next) }
        text += say("。", ".")
        return AnswerPage(text)
    }
}
