public import AssessmentKernel
import StrictYAML

/// A question that the regulation leaves open, and how this rulebook answers it.
///
/// The answer is only in the parameters that the interpretation names.
public struct Interpretation: Hashable, Sendable {
    /// The number in the register, such as `I-1`.
    public let id: String
    /// The clause that leaves the question open.
    public let clause: Clause
    /// The dotted paths of the parameters that answer it, such as `items.hazards.report_within_hours`.
    public let paths: [String]
    /// The question; the Chinese text stands in for a missing English one.
    public let question: LocalText
    /// The possible answers, the usual one first.
    public let options: [String]
    /// The reason for the answer; the Chinese text stands in for a missing English one.
    public let reason: LocalText
    /// The answer as written in the rulebook: a single parameter's value (a list space-separated), else
    /// `path=value` for each, joined by `; `.
    public let choice: String
}

extension Interpretation {
    /// Reads `interpretations`, in the byte order of their numbers; the answers are read below `root`.
    static func register(_ entry: YAMLEntry, root: YAMLEntry) throws(Problem) -> [Interpretation] {
        var register: [Interpretation] = []
        for entry in try entry.entries() {
            guard isNumber(entry.key) else {
                throw entry.refused("编号应如 I-1", "an interpretation's number is written like I-1")
            }
            register.append(try Interpretation(entry, root))
        }
        return register.sorted { Text($0.id) < Text($1.id) }
    }

    private init(_ entry: YAMLEntry, _ root: YAMLEntry) throws(Problem) {
        let section = try entry.section(
            ["clause", "path", "question", "options", "reason"], optional: ["question_en", "reason_en"])
        id = entry.key
        clause = Clause(try section("clause").text())
        question = try Interpretation.text(section, "question")
        reason = try Interpretation.text(section, "reason")
        options = try Interpretation.texts(try section("options")).map(\.text)
        let paths = try Interpretation.texts(try section("path"))
        self.paths = paths.map(\.text)
        var answers: [(path: String, value: String)] = []
        for (path, entry) in paths { answers += try Interpretation.answers(path, entry, root) }
        choice =
            answers.count == 1
            ? answers[0].value : answers.map { $0.path + "=" + $0.value }.joined(separator: "; ")
    }

    private static func isNumber(_ id: String) -> Bool {
        let digits = id.utf8.dropFirst(2)
        return id.hasPrefix("I-") && (1...4).contains(digits.count) && digits.first != UInt8(ascii: "0")
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func text(_ section: YAMLSection, _ key: String) throws(Problem) -> LocalText {
        let chinese = try section(key).text()
        return LocalText(chinese, try section.optional(key + "_en")?.text() ?? chinese)
    }

    /// One text, or a list of at least one.
    private static func texts(_ entry: YAMLEntry) throws(Problem) -> [(text: String, entry: YAMLEntry)] {
        guard case .list = entry.node.content else { return [(try entry.text(), entry)] }
        var texts: [(text: String, entry: YAMLEntry)] = []
        for part in try entry.list() { texts.append((try part.text(), part)) }
        guard !texts.isEmpty else { throw entry.refused("不能为空", "must not be empty") }
        return texts
    }

    /// The parameters at a path and below it, as written.
    private static func answers(
        _ path: String, _ place: YAMLEntry, _ root: YAMLEntry
    ) throws(Problem) -> [(path: String, value: String)] {
        var node = root.node
        let keys = path.split(separator: ".", omittingEmptySubsequences: false)
        for key in keys {
            guard keys.first != "interpretations", case .mapping(let pairs) = node.content,
                let pair = pairs.first(where: { Text($0.key) == Text(String(key)) })
            else {
                throw place.refused("规则中没有参数 \(path)", "the rulebook has no parameter \(path)")
            }
            node = pair.node
        }
        let answers = leaves(path, node)
        guard !answers.isEmpty else {
            throw place.refused("\(path) 下没有参数", "there is no parameter below \(path)")
        }
        return answers
    }

    private static func leaves(_ path: String, _ node: ParameterNode) -> [(path: String, value: String)] {
        switch node.content {
        case .mapping(let pairs): pairs.flatMap { leaves(path + "." + $0.key, $0.node) }
        case .scalar, .list: [(path, written(node))]
        }
    }

    private static func written(_ node: ParameterNode) -> String {
        switch node.content {
        case .scalar(let text, _): text
        case .list(let parts): parts.map(written).joined(separator: " ")
        case .mapping(let pairs): pairs.map { $0.key + "=" + written($0.node) }.joined(separator: " ")
        }
    }
}
