import AssessmentKernel

/// Checks the item on generated evidence.
struct GeneratedCheck {
    let item: any AssessmentItem.Type
    let sceneCount: Int

    /// More failures would only repeat the first ones.
    private static let enough = 5

    func failures() -> [ConformanceFailure] {
        let generator = EvidenceGenerator(item: item)
        let scenes = (1...max(1, sceneCount)).map { generator.scene(UInt64($0)) }
        let checks = ExampleRunner(item).settings.enumerated().flatMap { place, changes in
            sceneChecks(changes, place == 0 ? scenes : Array(scenes.prefix(max(1, sceneCount / 5))))
        }
        // An impure item varies from call to call, which would look like other breaches.
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
        // The check of the examples has reported the refused parameters.
        guard let one = try? runner.item(changes), let other = try? runner.item(changes) else { return [] }
        return scenes.map { SceneCheck(scene: $0, item: one, other: other) }
    }
}
