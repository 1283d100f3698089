public import AssessmentValues

/// A node of a rulebook as written: scalars keep their text, so that no amount passes through a binary float.
public struct ParameterNode: Sendable {
    /// What is written.
    public enum Content: Sendable {
        /// A scalar: its text, and whether it is quoted.
        case scalar(String, isQuoted: Bool)
        /// A list.
        case list([ParameterNode])
        /// A mapping, in the order of the file.
        case mapping([(key: String, line: Int, node: ParameterNode)])
    }

    /// What is written.
    public let content: Content
    /// The line of the file, counted from 1.
    public let line: Int

    /// Makes a node from its content and line.
    public init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    /// Reads a scalar, or a list or mapping of scalars, as in a rulebook (`[2, 5, 10]`); for defaults and tests.
    public init(flow text: String) {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let parts = text.dropFirst().dropLast().split(separator: ",").map(ParameterNode.trimmed)
            self.init(.list(parts.map { ParameterNode(.scalar($0, isQuoted: false), line: 0) }), line: 0)
        } else if text.hasPrefix("{"), text.hasSuffix("}") {
            let parts = text.dropFirst().dropLast().split(separator: ",").compactMap { part in
                let pair = part.split(separator: ":", maxSplits: 1).map(ParameterNode.trimmed)
                return pair.count == 2 ? (key: pair[0], line: 0, node: ParameterNode(flow: pair[1])) : nil
            }
            self.init(.mapping(parts), line: 0)
        } else {
            self.init(.scalar(text, isQuoted: false), line: 0)
        }
    }

    /// The node written on one line: `2`, `[2, 5, 10]`, `{committee: 0.5, resident: 0.5}`.
    public var flow: String {
        switch content {
        case .scalar(let text, _): text
        case .list(let parts): "[" + parts.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let pairs): "{" + pairs.map { $0.key + ": " + $0.node.flow }.joined(separator: ", ") + "}"
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(decoding: CellText.normalised(Array(text.utf8)), as: UTF8.self)
    }
}

/// Why a parameter is refused: its path below the item, and what is wrong.
public struct ParameterFault: Error, Sendable {
    /// The path below the item, such as `weights.fairly`.
    public var path: String
    /// The line of the file; 0 when unknown.
    public let line: Int
    /// What is wrong.
    public let reason: LocalText

    /// Makes a fault.
    public init(path: String = "", line: Int, reason: LocalText) {
        self.path = path
        self.line = line
        self.reason = reason
    }
}

/// A type that a rulebook parameter can have.
public protocol ParameterValue: Sendable {
    /// The name of the form in the docs, in both languages.
    static var form: LocalText { get }
    /// Reads a value as written.
    init(_ node: ParameterNode) throws(ParameterFault)
}

/// A parameter that an item declares.
///
/// ```swift
/// static let perLate = Parameter<Points>("per_late", "1", Clause.annex(4), "每条未及时上报扣分", "points for each hazard not reported in time")
/// ```
public struct Parameter<Value: ParameterValue>: Sendable {
    /// The key.
    public let key: String
    /// Its declaration.
    public let declaration: ParameterDeclaration

    /// Declares a parameter.
    ///
    /// - Parameters:
    ///   - key: lower-case letters, digits and `_`.
    ///   - usual: the value in the shipped rulebook, as written there; for the docs, the examples and new rulebooks. A
    ///     rulebook that lacks the parameter is refused, never completed.
    ///   - clause: the clause that it comes from.
    public init(_ key: String, _ usual: String, _ clause: Clause, _ chinese: String, _ english: String) {
        self.key = key
        declaration = ParameterDeclaration(
            key: key, usual: usual, clause: clause, title: LocalText(chinese, english), form: Value.form,
            check: { (node) throws(ParameterFault) in _ = try Value(node) })
    }
}

/// The declaration of an item's parameter.
public struct ParameterDeclaration: Sendable {
    /// The key.
    public let key: String
    /// The value in the shipped rulebook, as written there.
    public let usual: String
    /// The clause that it comes from.
    public let clause: Clause
    /// What it means.
    public let title: LocalText
    /// The form of its values.
    public let form: LocalText
    /// Checks that a node reads as the parameter's type.
    let check: @Sendable (ParameterNode) throws(ParameterFault) -> Void
}

/// The parameters of one item: every declared one is present and of its type.
public struct ParameterValues: Sendable {
    /// The most points that the item can deduct, and its weight in the total.
    public let maximum: Points
    private let nodes: [String: ParameterNode]

    /// Checks the parameters of a rulebook: exactly the declared ones, each of its type.
    public init(
        maximum: Points, _ nodes: [String: ParameterNode], declared: [ParameterDeclaration]
    ) throws(ParameterFault) {
        for declaration in declared {
            guard let node = nodes[declaration.key] else {
                throw ParameterFault(
                    path: declaration.key, line: 0, reason: LocalText("缺少参数", "the parameter is missing"))
            }
            do { try declaration.check(node) } catch {
                throw ParameterFault(
                    path: [declaration.key, error.path].filter { !$0.isEmpty }.joined(separator: "."),
                    line: error.line, reason: error.reason)
            }
        }
        for (key, node) in nodes.sorted(by: { $0.key < $1.key }) where !declared.contains(where: { $0.key == key }) {
            throw ParameterFault(path: key, line: node.line, reason: LocalText("未知参数", "no such parameter"))
        }
        self.maximum = maximum
        self.nodes = nodes
    }

    /// The fault for a value that its type allows but the item does not (a rounding to zero, weights that sum to zero).
    public func refusal<Value>(
        of parameter: Parameter<Value>, _ chinese: String, _ english: String
    ) -> ParameterFault {
        ParameterFault(
            path: parameter.key, line: nodes[parameter.key]?.line ?? 0, reason: LocalText(chinese, english))
    }

    /// The value of a declared parameter.
    ///
    /// - Throws: ``ParameterFault`` when the item did not declare it.
    public subscript<Value>(_ parameter: Parameter<Value>) -> Value {
        get throws(ParameterFault) {
            guard let node = nodes[parameter.key] else {
                throw ParameterFault(
                    path: parameter.key, line: 0,
                    reason: LocalText("模块未声明此参数", "the item's module does not declare this parameter"))
            }
            return try Value(node)
        }
    }
}
