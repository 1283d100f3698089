import AssessmentKernel

/// Checks the parameters: keys, titles, usual values, and that only declared ones of their types are accepted.
struct ParameterCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        func fail(_ subject: String, _ detail: String) {
            failures.append(ConformanceFailure(.parameters, subject, detail))
        }
        if Points(text: item.usualMaximum).map({ $0 > .zero }) != true {
            fail("maximum", "the usual maximum \(item.usualMaximum) must be points above zero")
        }
        for key in Forms.repeated(item.parameters.map(\.key)) { fail(key, "the parameter is declared twice") }
        for declaration in item.parameters {
            if !Forms.isKey(declaration.key, joint: Forms.underscore) || declaration.key == "maximum" {
                fail(declaration.key, "the key must be lower-case letters, digits and underscores, and not maximum")
            }
            if let fault = Forms.fault(of: declaration.title) { fail(declaration.key, fault) }
            if declaration.clause.citation.isEmpty { fail(declaration.key, "it cites no clause") }
        }
        guard failures.isEmpty else { return failures }
        if let reason = refusal(of: usual) {
            fail(item.about.key, "the usual values are refused: \(reason)")
            return failures
        }
        if refusal(of: usual.merging(["no_such_parameter": ParameterNode(flow: "1")]) { $1 }) == nil {
            fail("no_such_parameter", "an unknown parameter is taken")
        }
        for declaration in item.parameters {
            let key = declaration.key
            if refusal(of: usual.filter { $0.key != key }) == nil { fail(key, "it may be missing") }
            for stranger in ["{no_such_key: 1}", "[[1]]", "no such word"] {
                let changed = usual.merging([key: ParameterNode(flow: stranger)]) { $1 }
                if refusal(of: changed) == nil { fail(key, "\(stranger) is taken for it") }
            }
            if ExactDecimal.units(declaration.usual.utf8, places: 6) != nil,
                refusal(of: usual.merging([key: ParameterNode(flow: "-1")]) { $1 }) == nil
            {
                fail(key, "it may be negative")
            }
        }
        return failures
    }

    private var usual: [String: ParameterNode] {
        Dictionary(item.parameters.map { ($0.key, ParameterNode(flow: $0.usual)) }) { first, _ in first }
    }

    /// Why the item refuses these parameters; nil when it accepts them.
    private func refusal(of nodes: [String: ParameterNode]) -> String? {
        do {
            let maximum = Points(text: item.usualMaximum) ?? .zero
            _ = try item.init(ParameterValues(maximum: maximum, nodes, declared: item.parameters))
            return nil
        } catch {
            return "\(error.path): \(error.reason.english)"
        }
    }
}
