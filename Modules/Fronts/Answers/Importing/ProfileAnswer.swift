public import AssessmentKernel
public import Profile

/// The draft of a profile, with its open questions.
public struct ProfileAnswer: Answer {
    private let draft: ProfileDraft

    /// Answers with a draft.
    public init(_ draft: ProfileDraft) { self.draft = draft }

    /// The draft as a file, and what to do with it.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(draft.text)
        let count = draft.questions.count
        if count > 0 {
            page.remark(
                say("还有 \(count) 处待定，见带 ? 的行。", "Still open: \(counted(count, "place")) (lines with ?)."))
        }
        page.next(
            say(
                "核对后存为文件，用 kaohe import --profile ‹文件› ‹导出› 导入。",
                "Check it, save it as a file, then run kaohe import --profile FILE EXPORT."))
        return page
    }

    /// The question about an open place, and the possible answers.
    public static func question(
        _ question: ProfileDraft.Question, of draft: ProfileDraft, in say: Language
    ) -> (text: String, choices: [String]) {
        switch question {
        case .column(let column, let among):
            let title = draft.schema.columns[column].title
            return (say("哪一列是“\(title.chinese)”？", "Which column is \(title.english)?"), among)
        case .value(let column, let value):
            let title = draft.schema.columns[column].title
            return (
                say("“\(title.chinese)”中的“\(value)”是什么意思？", "What does \(value) mean in \(title.english)?"),
                draft.options(column)
            )
        }
    }
}
