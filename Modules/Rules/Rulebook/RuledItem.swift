public import AssessmentKernel
import StrictYAML

/// An item with the parameters of a rulebook.
///
/// A class, because each member is assessed by all of them.
public final class RuledItem: Sendable {
    /// Number, key, titles, version.
    public let about: ItemDescriptor
    /// The item with the rulebook's parameters.
    public let item: any AssessmentItem
    /// The same, of an item with a rule about the year; nil for others.
    package let yearJudge: (any JudgesYear)?
    /// The most points that the item can deduct, and its weight in the total; not negative.
    public let maximum: Points
    /// The item's parameters by key, as written in the rulebook, each on one line.
    public let written: [String: String]

    /// The item's type: its tables, parameters and kinds of deduction.
    public var type: any AssessmentItem.Type { Swift.type(of: item) }

    /// Reads `items`: each key names an installed item, with `maximum` and the parameters that the item declares.
    static func items(_ entry: YAMLEntry, installed: [any AssessmentItem.Type]) throws(Problem) -> [RuledItem] {
        try check(installed)
        var types: [Text: any AssessmentItem.Type] = [:]
        for type in installed { types[Text(type.about.key)] = type }
        var items: [RuledItem] = []
        for entry in try entry.entries() {
            guard let type = types[Text(entry.key)] else {
                let keys = installed.map { $0.about }.sorted { $0.number < $1.number }.map(\.key)
                throw entry.refused(
                    "没有安装项目 \(entry.key)", "no item \(entry.key) is installed",
                    next: LocalText(
                        "已安装的项目：" + keys.joined(separator: "、"), "installed are " + keys.joined(separator: ", ")))
            }
            items.append(try RuledItem(entry, type))
        }
        return items.sorted { $0.about.number < $1.about.number }
    }

    private init(_ entry: YAMLEntry, _ type: any AssessmentItem.Type) throws(Problem) {
        let section = try entry.section(["maximum"] + type.parameters.map(\.key))
        about = type.about
        maximum = try section("maximum").value()
        var nodes: [String: ParameterNode] = [:]
        for declaration in type.parameters { nodes[declaration.key] = try section(declaration.key).node }
        written = nodes.mapValues(\.flow)
        do {
            item = try type.init(ParameterValues(maximum: maximum, nodes, declared: type.parameters))
            yearJudge = item as? any JudgesYear
        } catch {
            throw entry.refused(error)
        }
    }

    /// Refuses items with the same key or number.
    private static func check(_ installed: [any AssessmentItem.Type]) throws(Problem) {
        var keys: Set<String> = []
        var numbers: Set<Int> = []
        for about in installed.map({ $0.about })
        where !keys.insert(about.key).inserted || !numbers.insert(about.number).inserted {
            throw Problem(
                .fault,
                LocalText(
                    "安装了两个键或序号相同的项目（\(about.number) \(about.key)）",
                    "two installed items share the key or the number of \(about.number) \(about.key)"))
        }
        var findings: Set<String> = []
        for kind in installed.flatMap({ $0.findings }) where !findings.insert(kind.key).inserted {
            throw Problem(
                .fault,
                LocalText("安装了两个认定键相同的项目（\(kind.key)）", "two installed items declare the finding \(kind.key)"))
        }
    }
}
