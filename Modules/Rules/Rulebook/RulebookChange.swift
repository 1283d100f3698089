public import AssessmentKernel
import StrictYAML

/// A change to one parameter of a rulebook, for a simulation.
///
/// ```swift
/// let change = RulebookChange("items.hazards.report_within_hours", to: "48", by: .setting(nil))
/// let other = try Rulebook(yaml: bytes, file: name, installed: items, changes: [change])
/// ```
public struct RulebookChange: Hashable, Sendable {
    /// The dotted path; parts of a list are counted from 1, as in `bands.2.amount`.
    public let path: String
    /// The value written on one line: `0.5`, `period`, `[place, persons]`.
    public let value: String
    /// What the change was said as.
    public let origin: Deed
    /// Whether a list may also be space-separated, as in the register.
    private let isOfRegister: Bool

    /// Changes the parameter at a path.
    public init(_ path: String, to value: String, by origin: Deed) {
        self.init(path, to: value, by: origin, isOfRegister: false)
    }

    private init(_ path: String, to value: String, by origin: Deed, isOfRegister: Bool) {
        self.path = path
        self.value = value
        self.origin = origin
        self.isOfRegister = isOfRegister
    }

    /// Changes the answer to an open question of a rulebook's register.
    ///
    /// - Throws: ``Problem`` when the register has no such number, or several parameters answer it.
    public init(
        interpretation id: String, to value: String, by origin: Deed, in rulebook: Rulebook
    ) throws(Problem) {
        guard let entry = rulebook.interpretations.first(where: { Text($0.id) == Text(id) }) else {
            let known = rulebook.interpretations.map(\.id).joined(separator: " ")
            throw Problem(
                .usage, LocalText("细则适用说明中没有 \(id)", "the register has no \(id)"), at: .init(key: id),
                next: LocalText("可用：\(known)", "one of: \(known)"))
        }
        guard entry.paths.count == 1 else {
            let paths = entry.paths.joined(separator: " ")
            throw Problem(
                .usage, LocalText("\(id) 由几个参数作答", "several parameters answer \(id)"), at: .init(key: id),
                next: Advice("\(by: .setting(nil))逐个指定：\(paths)", "name them one by one \(by: .setting(nil)): \(paths)")
            )
        }
        self.init(entry.paths[0], to: value, by: origin, isOfRegister: true)
    }

    /// The tree with the parameter's value changed.
    func applied(to root: ParameterNode) throws(Problem) -> ParameterNode {
        try replaced(root, below: path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...])
    }

    private func replaced(_ node: ParameterNode, below keys: ArraySlice<String>) throws(Problem) -> ParameterNode {
        guard let key = keys.first else { return try written(in: node) }
        switch node.content {
        case .mapping(var pairs):
            guard let place = pairs.firstIndex(where: { Text($0.key) == Text(key) }) else {
                throw unknown(among: pairs.map(\.key))
            }
            pairs[place].node = try replaced(pairs[place].node, below: keys.dropFirst())
            return ParameterNode(.mapping(pairs), line: node.line)
        case .list(var parts):
            guard let number = Int(key), parts.indices.contains(number - 1) else {
                throw unknown(among: parts.indices.map { String($0 + 1) })
            }
            parts[number - 1] = try replaced(parts[number - 1], below: keys.dropFirst())
            return ParameterNode(.list(parts), line: node.line)
        case .scalar:
            throw unknown(among: [])
        }
    }

    /// The value in place of the written one.
    private func written(in old: ParameterNode) throws(Problem) -> ParameterNode {
        guard !Text(value).isBlank else {
            throw Problem(
                .usage, LocalText("没有写值", "no value is given"), at: .init(key: path, choice: origin),
                next: LocalText("写成 路径=值", "write it as PATH=VALUE"))
        }
        if isOfRegister, case .list = old.content, !value.hasPrefix("[") {
            let parts = value.split(separator: " ").map {
                ParameterNode(.scalar(String($0), isQuoted: false), line: old.line)
            }
            return ParameterNode(.list(parts), line: old.line)
        }
        do throws(Problem) {
            return ParameterNode(try YAMLTree.read(Array(value.utf8), file: path).content, line: old.line)
        } catch {
            let place = Problem.Place(row: error.place.row, key: error.place.key, choice: origin)
            throw Problem(error.kind, error.what, at: place, next: error.next)
        }
    }

    private func unknown(among keys: [String]) -> Problem {
        let list = keys.joined(separator: " ")
        return Problem(
            .usage, LocalText("规则中没有参数 \(path)", "the rulebook has no parameter \(path)"),
            at: .init(key: path, choice: origin),
            next: keys.isEmpty
                ? nil : LocalText("此处可用的键：\(list)", "the keys here are \(list)"))
    }

    /// Whether a problem is about the value of this change.
    fileprivate func isBlamed(for problem: Problem) -> Bool {
        guard let key = problem.place.key else { return false }
        return key == path || key.hasPrefix(path + ".")
    }
}

extension Rulebook {
    /// Reads a rulebook with some parameters changed; ``text`` is still the file's.
    ///
    /// - Throws: ``Problem`` as for a file; one about a changed parameter names the change instead of a line.
    public init(
        yaml: [UInt8], file: String, installed: [any AssessmentItem.Type], changes: [RulebookChange]
    ) throws(Problem) {
        var node = try YAMLTree.read(yaml, file: file)
        for change in changes { node = try change.applied(to: node) }
        do throws(Problem) {
            try self.init(node, text: yaml, file: file, installed: installed)
        } catch {
            guard let change = changes.last(where: { $0.isBlamed(for: error) }) else { throw error }
            let place = Problem.Place(key: error.place.key, choice: change.origin)
            throw Problem(error.kind, error.what, at: place, next: error.next)
        }
    }
}
