import AssessmentKernel

/// Checks that each example holds, and that together they cover every kind of deduction and every parameter.
struct ExampleCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        if item.examples.isEmpty { failures.append(ConformanceFailure(.examples, item.about.key, "there is none")) }
        for title in Forms.repeated(item.examples.map(\.title.english)) {
            failures.append(ConformanceFailure(.examples, title, "two examples have this title"))
        }
        for example in item.examples {
            let title = example.title.english
            if let fault = Forms.fault(of: example.title) {
                failures.append(ConformanceFailure(.examples, title, fault))
            }
            do { failures += try outcome(of: example) } catch let fault as ExampleFault {
                failures.append(ConformanceFailure(.examples, title, fault.description))
            } catch {
                failures.append(ConformanceFailure(.decides, title, "the item threw \(error)"))
            }
        }
        guard failures.isEmpty else { return failures }
        return unshownKinds() + idleParameters()
    }

    /// Compares an example's sheet with what the example states.
    private func outcome(of example: Example) throws -> [ConformanceFailure] {
        let runner = ExampleRunner(item)
        return [
            difference("costs", said: example.costs, found: try runner.sheet(for: example).costs),
            difference("remarks", said: example.remarks, found: try runner.remarks(for: example)),
        ].compactMap { $0.map { ConformanceFailure(.examples, example.title.english, $0) } }
    }

    private func difference(_ what: String, said: [String], found: [String]) -> String? {
        guard !said.elementsEqual(found, by: { Text($0) == Text($1) }) else { return nil }
        return "\(what) are \(found), the example says \(said)"
    }

    private func unshownKinds() -> [ConformanceFailure] {
        let costs = Set(item.examples.flatMap(\.costs).map { Text(code(of: $0)) })
        let remarks = Set(item.examples.flatMap(\.remarks).map { Text($0) })
        let unshown =
            item.deductions.filter { !costs.contains(Text($0.code)) }.map { ($0.code, "deduction") }
            + item.warnings.filter { !remarks.contains(Text($0.code)) }.map { ($0.code, "warning") }
            + item.findings.filter { !remarks.contains(Text($0.key)) }.map { ($0.key, "finding") }
        return unshown.map { ConformanceFailure(.examples, $0, "no example shows this \($1)") }
    }

    private func code(of cost: String) -> String {
        let parts = cost.split(separator: ",", omittingEmptySubsequences: false)
        return parts.count > 2 ? String(parts[2]) : ""
    }

    /// The parameters that no example changes with an effect.
    private func idleParameters() -> [ConformanceFailure] {
        item.parameters.filter { parameter in
            !item.examples.contains { example in
                example.parameters[parameter.key] != nil && matters(parameter.key, in: example)
            }
        }
        .map { ConformanceFailure(.parameters, $0.key, "no example shows what another value changes") }
    }

    /// Whether resetting a parameter to its usual value changes an example's outcome.
    private func matters(_ key: String, in example: Example) -> Bool {
        let runner = ExampleRunner(item)
        var usual = ExampleRunner.Variation()
        usual.withoutParameter = key
        guard let changed = try? runner.sheet(for: example), let unchanged = try? runner.sheet(for: example, usual)
        else { return true }
        return changed.costs != unchanged.costs
            || (try? runner.remarks(for: example)) != (try? runner.remarks(for: example, usual))
    }
}
