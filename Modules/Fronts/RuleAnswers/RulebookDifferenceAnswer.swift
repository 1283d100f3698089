public import Answers
public import AssessmentKernel
public import Rulebook

/// What one rulebook sets differently from another.
public struct RulebookDifferenceAnswer: EncodableAnswer {
    private let books: (before: Rulebook, after: Rulebook)
    private let changes: [RulebookDifference]

    /// Answers with the differences of two rulebooks.
    ///
    /// - Parameter items: the installed items, for the meaning of their parameters.
    /// - Throws: ``Problem`` when one cannot be read.
    public init(from before: Rulebook, to after: Rulebook, _ items: [any AssessmentItem.Type]) throws(Problem) {
        books = (before, after)
        changes = try RulebookDifference.between(before.text, after.text, installed: items)
    }

    /// One row per parameter.
    public func page(in say: Language) -> AnswerPage {
        let (before, after) = (books.before.key, books.after.key)
        guard !changes.isEmpty else {
            return AnswerPage(
                say("\(before) 与 \(after) 的参数全部相同。", "\(before) and \(after) set all parameters alike."))
        }
        var page = AnswerPage(
            say(
                "\(before) → \(after)：\(changes.count) 项参数不同。",
                "\(before) → \(after): \(counted(changes.count, "parameter")) differ."))
        var table = AnswerTable([
            .init(say("参数", "parameter")), .init(before), .init(after), .init(say("路径", "path")),
        ])
        for change in changes {
            table.add([say(change.title), change.old ?? "—", change.new ?? "—", change.path])
        }
        page.add(table)
        return page
    }

    /// The parameters for programs.
    public func json(in say: Language) -> any Encodable {
        changes.map { Change(path: $0.path, title: say($0.title), before: $0.old, after: $0.new) }
    }

    private struct Change: Encodable {
        let path, title: String
        let before, after: String?
    }
}
