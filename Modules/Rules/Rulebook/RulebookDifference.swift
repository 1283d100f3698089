public import AssessmentKernel
import StrictYAML

/// A parameter in which two rulebooks differ.
public struct RulebookDifference: Hashable, Sendable {
    /// The dotted path, as in `items.hazards.report_within_hours`; parts of a list are counted from 1.
    public let path: String
    /// What the parameter means.
    public let title: LocalText
    /// Its value in the first rulebook, as written; nil where it has none.
    public let old: String?
    /// Its value in the second rulebook, as written; nil where it has none.
    public let new: String?

    /// Compares two rulebooks parameter by parameter, in the order of the first.
    ///
    /// Comments and the register of readings, which explains parameters, are not compared.
    ///
    /// - Parameter installed: the installed items, for the meaning of their parameters.
    /// - Returns: the parameters that differ; empty when the two rule alike.
    /// - Throws: ``Problem`` for bytes that are no YAML of this kind.
    public static func between(
        _ old: [UInt8], _ new: [UInt8], installed: [any AssessmentItem.Type]
    ) throws(Problem) -> [RulebookDifference] {
        let (before, after) = (try leaves(old), try leaves(new))
        let (first, second) = (
            Dictionary(before, uniquingKeysWith: { $1 }), Dictionary(after, uniquingKeysWith: { $1 })
        )
        var titles = RulebookWords(installed)
        for leaves in [before, after] { titles.learn(leaves) }
        let paths = before.map(\.0) + after.map(\.0).filter { first[$0] == nil }
        return paths.filter { first[$0] != second[$0] }.map {
            RulebookDifference(path: $0, title: titles.title($0), old: first[$0], new: second[$0])
        }
    }

    /// The parameters of a file with their values; a list of scalars is one value.
    private static func leaves(_ yaml: [UInt8]) throws(Problem) -> [(String, String)] {
        var found: [(String, String)] = []
        collect(try YAMLTree.read(yaml, file: Rulebook.shippedName), "", &found)
        return found
    }

    private static func collect(_ node: ParameterNode, _ path: String, _ found: inout [(String, String)]) {
        func below(_ key: String) -> String { path.isEmpty ? key : path + "." + key }
        switch node.content {
        case .mapping(let pairs):
            for pair in pairs where !(path.isEmpty && pair.key == "interpretations") {
                collect(pair.node, below(pair.key), &found)
            }
        case .list(let parts) where !parts.allSatisfy(\.isScalar):
            for (place, part) in parts.enumerated() { collect(part, below(String(place + 1)), &found) }
        case .list, .scalar:
            found.append((path, node.flow))
        }
    }
}

extension ParameterNode {
    fileprivate var isScalar: Bool { if case .scalar = content { true } else { false } }
}

/// What the parameters of a rulebook are called.
struct RulebookWords {
    private let items: [String: ItemDescriptor]
    private let parameters: [String: LocalText]
    /// The titles of the bands, by their place in the list.
    private var bands: [String: String] = [:]

    init(_ installed: [any AssessmentItem.Type]) {
        items = Dictionary(installed.map { ($0.about.key, $0.about) }) { first, _ in first }
        parameters = Dictionary(
            installed.flatMap { type in
                type.parameters.map { (type.about.key + "." + $0.key, $0.title) }
            }
        ) { first, _ in first }
    }

    /// Takes the titles of bands from the parameters of a file; those of the first file stay.
    mutating func learn(_ leaves: [(String, String)]) {
        for (path, value) in leaves {
            let parts = path.split(separator: ".")
            if parts.count == 3, parts[0] == "bands", parts[2] == "title", bands[String(parts[1])] == nil {
                bands[String(parts[1])] = value
            }
        }
    }

    /// The title of a parameter; its path where it has none.
    func title(_ path: String) -> LocalText {
        if let own = RulebookWords.own[path] { return own }
        let parts = path.split(separator: ".").map(String.init)
        if parts.count >= 3, parts[0] == "items" {
            let item = items[parts[1]]
            let name = LocalText(item?.title.chinese ?? parts[1], item?.title.english ?? parts[1])
            let below =
                parts[2] == "maximum"
                ? LocalText("满分", "maximum") : parameters[parts[1] + "." + parts[2]] ?? LocalText(parts[2], parts[2])
            let rest = parts.dropFirst(3).map { RulebookWords.parts[$0] ?? LocalText($0, $0) }
            return LocalText(
                ([name, below] + rest).map(\.chinese).joined(separator: "·"),
                ([name, below] + rest).map(\.english).joined(separator: ", "))
        }
        if parts.count == 3, parts[0] == "bands" {
            let name = bands[parts[1]] ?? parts[1]
            let below = RulebookWords.parts[parts[2]] ?? LocalText(parts[2], parts[2])
            return LocalText("档次“\(name)”的\(below.chinese)", "the band “\(name)”, \(below.english)")
        }
        let words = parts.map { RulebookWords.parts[$0] ?? LocalText($0, $0.replacing("_", with: " ")) }
        return LocalText(words.map(\.chinese).joined(separator: "·"), words.map(\.english).joined(separator: ", "))
    }

    private static let own: [String: LocalText] = [
        "rulebook": LocalText("本版规则的键", "key of this version"), "title": LocalText("细则名称", "title"),
        "source": LocalText("依据的文件", "source"), "effective_from": LocalText("施行首日", "first day in force"),
        "effective_through": LocalText("施行末日", "last day in force"), "total": LocalText("总分", "total"),
        "assessed_posts": LocalText("参加考核的岗位", "assessed posts"),
        "base_pay": LocalText("基本补贴（元／月）", "base pay (yuan a month)"),
        "gap_scores": LocalText("两档之间的分数", "scores between two bands"),
        "failing_penalty": LocalText("最低档的扣款", "penalty of the lowest band"),
        "failing_streak.months": LocalText("连续最低档须更换的月数", "failing months that lead to a replacement"),
        "failing_streak.basis": LocalText("连续最低档的口径", "basis of failing months"),
        "proration": LocalText("不满一个月的补贴", "pay of part of a month"),
        "registered_leave": LocalText("登记的请假", "registered leave"),
        "minimum_duty_days": LocalText("评定所需的最少应到岗日", "fewest duty days to be rated"),
        "kit": LocalText("七件套各件的名称", "names of the kit"),
    ]

    /// The names of parts: those of the register of readings, and others.
    private static let parts: [String: LocalText] = Interpretation.names.merging([
        "name": LocalText("键", "key"), "title": LocalText("标题", "title"),
        "above": LocalText("起分（不含）", "lower edge, exclusive"),
        "from": LocalText("起分（含）", "lower edge, inclusive"), "through": LocalText("止分（含）", "upper edge, inclusive"),
        "amount": LocalText("绩效补贴（元／月）", "amount (yuan a month)"), "annual": LocalText("年度考评", "annual review"),
        "weights": LocalText("权重", "weights"), "stars": LocalText("星级", "stars"),
    ]) { first, _ in first }
}
