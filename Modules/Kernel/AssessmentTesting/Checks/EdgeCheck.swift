import AssessmentKernel

/// Checks zero, empty and far too large parameters: each is refused, or does no harm on generated evidence.
struct EdgeCheck {
    let item: any AssessmentItem.Type
    let scenes: [Scene]

    /// The edge value that replaces a value.
    private static let edges = [
        "0", "0.01", "1", "1000000", "9999999999999.99", "9223372036854775807", "99999999999999999999999", "1e3", "",
        "１", "[]", "{}",
    ]

    func failures() -> [ConformanceFailure] {
        let runner = ExampleRunner(item)
        var failures: [ConformanceFailure] = []
        let usual = item.parameters.map { ($0.key, $0.usual) } + [("maximum", item.usualMaximum)]
        for (key, value) in usual {
            for edge in Self.edges {
                for node in Self.variants(of: ParameterNode(flow: value), with: ParameterNode(flow: edge)) {
                    guard let item = try? runner.item([key: node]) else { continue }
                    let harm = scenes.flatMap { SceneCheck(scene: $0, item: item, other: item).soundness() }
                    failures += harm.prefix(1).map {
                        ConformanceFailure(
                            .parameters, key, "\(edge) is taken for it, and then: \($0.detail) (\($0.subject))")
                    }
                }
            }
        }
        return failures
    }

    /// The value replaced by the edge value, and with each part of it replaced.
    private static func variants(of value: ParameterNode, with edge: ParameterNode) -> [ParameterNode] {
        switch value.content {
        case .scalar: [edge]
        case .list(let parts):
            [edge]
                + parts.indices.flatMap { place in
                    variants(of: parts[place], with: edge).map { part in
                        var parts = parts
                        parts[place] = part
                        return ParameterNode(.list(parts), line: value.line)
                    }
                }
        case .mapping(let pairs):
            [edge]
                + pairs.indices.flatMap { place in
                    variants(of: pairs[place].node, with: edge).map { part in
                        var pairs = pairs
                        pairs[place].node = part
                        return ParameterNode(.mapping(pairs), line: value.line)
                    }
                }
        }
    }
}
