package import AssessmentKernel

/// One place of a YAML file during reading: its content, file, path, key and line.
///
/// ```swift
/// let root = try YAMLEntry(YAMLTree.read(bytes, file: "rules.yaml"), file: "rules.yaml")
/// let section = try root.section(["name"], optional: ["kit"])
/// let name = try section("name").text()
/// ```
/// Every error has file, line and dotted key.
package struct YAMLEntry {
    /// The file's name in messages.
    package let file: String
    /// The dotted path, such as `items.activity.per_void`; list elements are counted from 1, as in `bands.2.through`.
    package let path: String
    /// The key of this entry; empty in a list and at the root.
    package let key: String
    /// The line of the key, counted from 1.
    package let line: Int
    /// The content.
    package let node: ParameterNode
    /// The default advice of an error.
    private let help: LocalText?

    /// Begins at the root of a file.
    package init(_ root: ParameterNode, file: String, help: LocalText? = nil) {
        self.init(root, file: file, path: "", key: "", line: root.line, help: help)
    }

    private init(_ node: ParameterNode, file: String, path: String, key: String, line: Int, help: LocalText?) {
        self.file = file
        self.path = path
        self.key = key
        self.line = line
        self.node = node
        self.help = help
    }

    private func part(_ key: String, _ node: ParameterNode, line: Int, isKey: Bool) -> YAMLEntry {
        YAMLEntry(
            node, file: file, path: path.isEmpty ? key : path + "." + key, key: isKey ? key : "", line: line, help: help
        )
    }

    /// An error at this place.
    package func refused(_ chinese: String, _ english: String, next: LocalText? = nil) -> Problem {
        Problem(
            .badInput, LocalText(chinese, english), at: .init(file: file, row: line, key: path.isEmpty ? nil : path),
            next: next ?? help)
    }

    /// Whether there is no content.
    package var isEmpty: Bool { if case .scalar("", isQuoted: false) = node.content { true } else { false } }

    /// Reads a text of one line, plain or quoted.
    package func text() throws(Problem) -> String {
        guard case .scalar(let text, _) = node.content, !Text(text).isBlank,
            !text.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { throw refused("应为一行文字", "must be a text of one line") }
        return text
    }

    /// The elements of a list, counted from 1 in their paths.
    package func list() throws(Problem) -> [YAMLEntry] {
        guard case .list(let parts) = node.content else {
            throw refused("应为列表，如 [甲, 乙]", "must be a list, such as [a, b]")
        }
        return parts.enumerated().map { part(String($0 + 1), $1, line: $1.line, isKey: false) }
    }

    /// The entries of a mapping with any keys, in file order.
    package func entries() throws(Problem) -> [YAMLEntry] {
        guard case .mapping(let pairs) = node.content else { throw refused("应为“键: 值”", "must be a mapping") }
        return pairs.map { part($0.key, $0.node, line: $0.line, isKey: true) }
    }

    /// The entries of a mapping that has all required keys and otherwise only optional ones.
    package func section(_ required: [String], optional: [String] = []) throws(Problem) -> YAMLSection {
        let entries = try entries()
        let known = required + optional
        for entry in entries where !known.contains(entry.key) {
            throw entry.refused(
                "未知的键", "no such key",
                next: LocalText(
                    "此处可用的键：" + known.joined(separator: "、"), "the keys here are " + known.joined(separator: ", ")))
        }
        for key in required where !entries.contains(where: { $0.key == key }) {
            throw part(key, node, line: line, isKey: true).refused("缺少此键", "the key is missing")
        }
        return YAMLSection(entry: self, entries: Dictionary(entries.map { ($0.key, $0) }) { first, _ in first })
    }
}

/// A mapping with known keys.
package struct YAMLSection {
    /// The mapping itself.
    package let entry: YAMLEntry
    fileprivate let entries: [String: YAMLEntry]

    /// The entry of an optional key; nil when it is missing.
    package func optional(_ key: String) -> YAMLEntry? { entries[key] }

    /// The entry of a required key.
    package func callAsFunction(_ key: String) throws(Problem) -> YAMLEntry {
        guard let found = entries[key] else { throw entry.refused("缺少键 \(key)", "the key \(key) is missing") }
        return found
    }
}
