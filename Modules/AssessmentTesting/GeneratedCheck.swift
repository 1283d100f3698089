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
        var failures: [ConformanceFailure] = []
        for (place, changes) in settings.enumerated() {
            let runner = ExampleRunner(item)
            guard let one = try? runner.item(changes), let other = try? runner.item(changes) else { continue }
            for scene in place == 0 ? scenes[...] : scenes.prefix(max(1, sceneCount / 5)) {
                failures += SceneCheck(scene: scene, item: one, other: other).failures()
                guard failures.count < Self.enough else { return failures }
            }
        }
        return failures + EdgeCheck(item: item, scenes: Array(scenes.prefix(4))).failures()
    }

    /// The usual parameters, and those of the examples, each once.
    private var settings: [[String: String]] {
        var settings: [[String: String]] = [[:]]
        for example in item.examples where !settings.contains(example.parameters) { settings.append(example.parameters) }
        return settings
    }
}
