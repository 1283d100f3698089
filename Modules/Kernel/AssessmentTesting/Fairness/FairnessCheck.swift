import AssessmentKernel

/// Checks that an item is fair, over its examples and over generated evidence.
struct FairnessCheck {
    let item: any AssessmentItem.Type
    let sceneCount: Int

    /// More failures would only repeat the first ones.
    private static let enough = 5
    /// How many generated scenes of each set of parameters are filled with good records alone.
    private static let filled = 8

    func failures() -> [ConformanceFailure] {
        let all: [ConductSample]
        do { all = try ConductSample.all(of: item) } catch {
            return [ConformanceFailure(.conduct, item.about.key, error.description)]
        }
        let samples = all.filter { !$0.isNeither }
        let unnamed = item.tables.filter { table in !samples.contains { $0.schema === table } }
        let declared =
            unnamed.map { ConformanceFailure(.conduct, $0.key, "no record of it is said to be good or bad") }
            + ExceptionCheck(item: item, samples: samples).failures()
        guard declared.isEmpty else { return declared }
        var failures: [ConformanceFailure] = []
        for (place, parameters) in ExampleRunner(item).settings.enumerated() where failures.count < Self.enough {
            failures += tried(parameters, all, isUsual: place == 0)
        }
        return Array(failures.prefix(Self.enough))
    }

    private func tried(
        _ parameters: [String: String], _ all: [ConductSample], isUsual: Bool
    ) -> [ConformanceFailure] {
        // The check of the examples has reported the refused parameters.
        guard let assessor = try? ExampleRunner(item).item(parameters) else { return [] }
        let count = max(1, isUsual ? sceneCount : sceneCount / 5)
        let generated = (1...count).map { EvidenceGenerator(item: item).scene(UInt64($0)) }
        let shown = item.examples.filter { $0.parameters == parameters }.compactMap { try? Scene($0, of: item) }
        var failures: [ConformanceFailure] = []
        for (place, scene) in (shown + generated).enumerated() where failures.count < Self.enough {
            let trial = FairnessTrial(
                type: item, parameters: parameters, item: assessor, scene: scene,
                samples: all.filter { !$0.isNeither && (isUsual || !$0.isUsual) },
                fillers: all,
                seed: UInt64(place))
            failures += trial.failures()
            if place < shown.count + Self.filled { failures += trial.allDone() }
        }
        return failures
    }
}
