public import AssessmentKernel
import Yams

/// The subset of YAML for rulebooks and profiles: one document of mappings, lists and scalars, each with its line.
///
/// Scalars keep their written text. Anchors, aliases, tags, merge keys and duplicate keys in a mapping are refused.
public struct YAMLTree {
    /// The maximum nesting depth of a file.
    static let maximumDepth = 16
    /// How many duplicate keys are searched for before giving up.
    private static let maximumRepetitions = 8

    private var text: YAMLText

    /// Reads a file.
    ///
    /// - Throws: ``Problem`` with the file, and the line and key where they are known.
    public static func read(_ bytes: [UInt8], file: String) throws(Problem) -> ParameterNode {
        var tree = YAMLTree(text: try YAMLText(bytes, file: file))
        guard let root = try tree.compose() else { throw empty(file) }
        let node = try tree.node(root, path: "", depth: 0)
        if case .scalar("", false) = node.content { throw empty(file) }
        return node
    }

    /// An error for an unsupported construct.
    static func unsupported(_ file: String, line: Int?, key: String?) -> Problem {
        YAMLText.problem(
            LocalText(
                "文件不支持 YAML 的锚点、别名、标签和合并键",
                "the file cannot use YAML's anchors, aliases, tags and merge keys"),
            file, line: line, key: key,
            next: LocalText(
                "请把值直接写出；以 & * ! 开头的文字请加引号",
                "write the value out, and quote a text that begins with & * or !"))
    }

    private static func empty(_ file: String) -> Problem {
        YAMLText.problem(LocalText("文件是空的", "the file is empty"), file, line: nil)
    }

    /// Parses the text.
    ///
    /// Yams refuses duplicate keys without naming their mapping. So the first duplicate gets the marker and the text is
    /// parsed again; the walk over the tree then finds it with its path.
    private mutating func compose() throws(Problem) -> Node? {
        for _ in 0..<YAMLTree.maximumRepetitions {
            do {
                let parser = try Parser(yaml: text.string, resolver: .basic, encoding: .utf8)
                return try parser.singleRoot()
            } catch YamlError.duplicatedKeysInMapping(_, let context)
                where text.mark(line: context.mark.line, column: context.mark.column)
            {
                continue
            } catch let error as YamlError {
                throw problem(error)
            } catch {
                throw problem(.no)
            }
        }
        throw YAMLText.problem(
            LocalText("文件中有许多重复的键", "many keys of the file stand twice"), text.file, line: nil)
    }

    private func node(_ node: Node, path: String, depth: Int) throws(Problem) -> ParameterNode {
        let line = node.mark?.line ?? 1
        guard depth <= YAMLTree.maximumDepth else {
            throw YAMLText.problem(
                LocalText("文件嵌套过深", "the file is nested too deeply"), text.file, line: line, key: path)
        }
        try checkProperties(node, path: path)
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            return ParameterNode(.scalar(scalar.string, isQuoted: !isPlain), line: line)
        case .sequence(let sequence):
            var parts: [ParameterNode] = []
            for (index, part) in sequence.enumerated() {
                parts.append(try self.node(part, path: joined(path, String(index + 1)), depth: depth + 1))
            }
            return ParameterNode(.list(parts), line: line)
        case .mapping(let mapping):
            return ParameterNode(.mapping(try pairs(mapping, path: path, depth: depth)), line: line)
        case .alias:
            throw YAMLTree.unsupported(text.file, line: line, key: path)
        }
    }

    private func pairs(
        _ mapping: Node.Mapping, path: String, depth: Int
    ) throws(Problem) -> [(key: String, line: Int, node: ParameterNode)] {
        var pairs: [(key: String, line: Int, node: ParameterNode)] = []
        var seen: [Text: Int] = [:]
        for (key, value) in mapping {
            try checkProperties(key, path: path)
            let line = key.mark?.line ?? 1
            guard case .scalar(let scalar) = key else {
                throw YAMLText.problem(
                    LocalText("键应为文字", "a key must be a text"), text.file, line: line, key: path)
            }
            let name = YAMLTree.unmarked(scalar.string)
            if name == "<<" { throw YAMLTree.unsupported(text.file, line: line, key: joined(path, name)) }
            if let first = seen[Text(name)] {
                throw YAMLText.problem(
                    LocalText("键重复，第 \(first) 行已有", "the key stands twice, first in line \(first)"), text.file,
                    line: line, key: joined(path, name))
            }
            seen[Text(name)] = line
            pairs.append((name, line, try node(value, path: joined(path, name), depth: depth + 1)))
        }
        return pairs
    }

    /// Refuses a node that begins with an anchor, an alias or a tag: no plain scalar can begin with their signs.
    private func checkProperties(_ node: Node, path: String) throws(Problem) {
        guard let mark = node.mark, let sign = text.character(line: mark.line, column: mark.column) else { return }
        if sign == "&" || sign == "*" || sign == "!" {
            throw YAMLTree.unsupported(text.file, line: mark.line, key: path.isEmpty ? nil : path)
        }
    }

    /// The key without markers, and without the quotes that a marker made part of the key.
    private static func unmarked(_ key: String) -> String {
        guard key.unicodeScalars.first == YAMLText.marker else { return key }
        let name = String(key.unicodeScalars.drop { $0 == YAMLText.marker })
        for quote in ["\"", "'"] where name.count > 1 && name.hasPrefix(quote) && name.hasSuffix(quote) {
            return String(name.dropFirst().dropLast())
        }
        return name
    }

    private func joined(_ path: String, _ key: String) -> String { path.isEmpty ? key : path + "." + key }

    /// The parser's error with the most useful line: where a quote or bracket was opened if its end is missing.
    private func problem(_ error: YamlError) -> Problem {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let end = (text.lines.lastIndex { !$0.isEmpty } ?? 0) + 1
            let line = mark.line > end ? context?.mark.line ?? end : mark.line
            return syntax(problem, line: min(line, end))
        case .composer(_, let problem, let mark, _):
            if problem.hasSuffix("alias") { return YAMLTree.unsupported(text.file, line: mark.line, key: nil) }
            return YAMLText.problem(
                LocalText("文件只能有一个 YAML 文档", "the file is one YAML document, and here a second one begins"),
                text.file, line: mark.line)
        case .duplicatedKeysInMapping(let keys, let context):
            return YAMLText.problem(
                LocalText("键重复", "the key stands twice"), text.file, line: context.mark.line, key: keys.first)
        default:
            return syntax("not readable as YAML", line: nil)
        }
    }

    private func syntax(_ problem: String, line: Int?) -> Problem {
        YAMLText.problem(
            LocalText("YAML 语法有误（\(problem)）", "this is no YAML (\(problem))"), text.file, line: line,
            next: LocalText("请检查此行及上一行的缩进、冒号、引号和括号", "look at the indentation, colons, quotes and brackets here"))
    }
}
