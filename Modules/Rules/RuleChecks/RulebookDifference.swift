public import AssessmentKernel
public import Rulebook
import StrictYAML

/// A parameter that two rulebooks set differently.
///
/// ```swift
/// for change in try RulebookDifference.all(from: old, to: new) {
///     print(change.title.chinese, change.before ?? "—", "→", change.after ?? "—")
/// }
/// ```
public struct RulebookDifference: Hashable, Sendable {
    /// The dotted path, as in `items.hazards.per_late`; bands stand under their names, as in `bands.top.amount`.
    public let path: String
    /// What the parameter means, in words.
    public let title: LocalText
    /// The value in the first rulebook, on one line; nil when it has none.
    public let before: String?
    /// The value in the second rulebook; nil when it has none.
    public let after: String?

    /// The parameters that differ, in the order of the second rulebook, then those that only the first has.
    ///
    /// The key, the titles and the register of open questions are left out: they say what the parameters mean, and decide
    /// nothing.
    ///
    /// - Throws: ``Problem`` when a rulebook's text cannot be read; one that was read before can.
    public static func all(from first: Rulebook, to second: Rulebook) throws(Problem) -> [RulebookDifference] {
        let (old, new) = (try leaves(of: first), try leaves(of: second))
        let (before, after) = (values(old), values(new))
        let words = ParameterWords(second.items + first.items)
        let paths = new.map(\.path) + old.map(\.path).filter { after[Text($0)] == nil }
        return paths.compactMap { path in
            let (from, to) = (before[Text(path)], after[Text(path)])
            return from == to
                ? nil : RulebookDifference(path: path, title: words.title(of: path), before: from, after: to)
        }
    }

    private static let silent: Set<String> = ["rulebook", "title", "source", "interpretations"]

    private static func values(_ leaves: [(path: String, value: String)]) -> [Text: String] {
        Dictionary(leaves.map { (Text($0.path), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private static func leaves(of book: Rulebook) throws(Problem) -> [(path: String, value: String)] {
        guard case .mapping(let pairs) = try YAMLTree.read(book.text, file: book.file).content else { return [] }
        return pairs.filter { !silent.contains($0.key) }.flatMap { leaves($0.key, $0.node) }
    }

    private static func leaves(_ path: String, _ node: ParameterNode) -> [(path: String, value: String)] {
        switch node.content {
        case .scalar(let text, _): return [(path, text)]
        case .mapping(let pairs): return pairs.flatMap { leaves(path + "." + $0.key, $0.node) }
        case .list(let parts):
            // The bands are a list of mappings with names; other lists are one value.
            let named = parts.compactMap { part -> (String, ParameterNode)? in
                guard case .mapping(let pairs) = part.content,
                    case .scalar(let name, _) = pairs.first(where: { $0.key == "name" })?.node.content
                else { return nil }
                return (name, ParameterNode(.mapping(pairs.filter { $0.key != "name" }), line: part.line))
            }
            guard named.count == parts.count, !named.isEmpty else { return [(path, node.flow)] }
            return named.flatMap { leaves(path + "." + $0.0, $0.1) }
        }
    }
}
