public import AssessmentKernel
import RuleChecks
public import Rulebook

/// What one rulebook sets differently from another.
public struct RulebookDifferenceAnswer: EncodableAnswer {
    private let books: (before: Rulebook, after: Rulebook)
    private let changes: [RulebookDifference]

    /// Answers with the differences of two rulebooks.
    ///
    /// - Throws: ``Problem`` when one cannot be read.
    public init(from before: Rulebook, to after: Rulebook) throws(Problem) {
        books = (before, after)
        changes = try RulebookDifference.all(from: before, to: after)
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
            table.add([say(change.title), change.before ?? "—", change.after ?? "—", change.path])
        }
        page.add(table)
        return page
    }

    /// The parameters for programs.
    public func json(in say: Language) -> any Encodable {
        changes.map { Change(path: $0.path, title: say($0.title), before: $0.before, after: $0.after) }
    }

    private struct Change: Encodable {
        let path, title: String
        let before, after: String?
    }
}
