import AssessmentKernel

/// How the item behaves on evidence that nobody wrote.
struct GeneratedCheck {
    let item: any AssessmentItem.Type
    let sceneCount: Int

    /// Above it a failure says the same again.
    private static let enough = 5

    func failures() -> [ConformanceFailure] {
        let generator = EvidenceGenerator(item: item)
        let scenes = (1...max(1, sceneCount)).map { generator.scene(UInt64($0)) }
        let checks = settings.enumerated().flatMap { place, changes in
            sceneChecks(changes, place == 0 ? scenes : Array(scenes.prefix(max(1, sceneCount / 5))))
        }
        // What an impure item does otherwise each time would look like other breaks.
        let measured = checks.lazy.map { MeasureCheck(scene: $0.scene, item: $0.item, other: $0.other).failures() }
        for part in [checks.lazy.map { $0.purity() }, checks.lazy.map { $0.failures() }, measured] {
            var failures: [ConformanceFailure] = []
            for found in part where failures.count < Self.enough { failures += found }
            guard failures.isEmpty else { return failures }
        }
        return EdgeCheck(item: item, scenes: Array(scenes.prefix(12))).failures()
    }

    private func sceneChecks(_ changes: [String: String], _ scenes: [Scene]) -> [SceneCheck] {
        let runner = ExampleRunner(item)
        // The examples' own check has said which parameters are refused.
        guard let one = try? runner.item(changes), let other = try? runner.item(changes) else { return [] }
        return scenes.map { SceneCheck(scene: $0, item: one, other: other) }
    }

    /// The usual parameters, and those of the examples, each once.
    private var settings: [[String: String]] {
        var settings: [[String: String]] = [[:]]
        for example in item.examples where !settings.contains(example.parameters) {
            settings.append(example.parameters)
        }
        return settings
    }
}
