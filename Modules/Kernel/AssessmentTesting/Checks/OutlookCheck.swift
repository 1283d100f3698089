import AssessmentKernel

/// Checks what an item says is at stake against its own judgement: on generated evidence, cut on some days, the whole
/// evidence never costs more than the stakes allow, nor less.
struct OutlookCheck {
    let item: any AssessmentItem.Type
    let sceneCount: Int

    /// More failures would only repeat the first ones.
    private static let enough = 5

    func failures() -> [ConformanceFailure] {
        guard item is any LooksAhead.Type else { return [] }
        let runner = ExampleRunner(item)
        let generator = EvidenceGenerator(item: item)
        var settings: [[String: String]] = [[:]]
        // What costs nothing hides nothing: where new ones may come without a limit, other stakes do not show.
        let zeros = item.parameters.map { [$0.key: "0"] }
        for changes in item.examples.map(\.parameters) + zeros where !settings.contains(changes) {
            settings.append(changes)
        }
        let examples = item.examples.compactMap { try? Scene($0, of: item) }
        var failures: [ConformanceFailure] = []
        let scenes = (1...max(1, sceneCount)).map { generator.scene(UInt64($0)) }
        for changes in settings {
            guard let item = try? runner.item(changes) as? any LooksAhead else { continue }
            for scene in examples + (changes.isEmpty ? scenes : Array(scenes.prefix(max(1, sceneCount / 4)))) {
                failures += self.failures(scene, item)
                guard failures.count < Self.enough else { return failures }
            }
        }
        return failures
    }

    private func failures(_ scene: Scene, _ item: some LooksAhead) -> [ConformanceFailure] {
        let period = scene.setting.period
        guard period.count > 1, let final = try? scene.sheet(item).sum else { return [] }
        let last = period.count - 2
        return Set([0, period.count / 3, period.count * 2 / 3, last]).filter { $0 <= last }.sorted().flatMap { number in
            failures(scene, item, on: period.first.advanced(by: number), final)
        }
    }

    private func failures(
        _ scene: Scene, _ item: some LooksAhead, on day: CivilDate, _ final: Points
    ) -> [ConformanceFailure] {
        func fail(_ rule: ConformanceFailure.Rule, _ detail: String) -> ConformanceFailure {
            ConformanceFailure(rule, scene.title, "as of \(day) \(detail)")
        }
        do {
            guard let (evidence, rest) = try scene.known(on: day, hiding: UInt64(truncatingIfNeeded: day.packed)) else {
                return []
            }
            var score = ScoreSheet()
            try item.assess(evidence, &score)
            var (sheet, again) = (StakeSheet(rest), StakeSheet(rest))
            item.lookAhead(evidence, rest, &sheet)
            item.lookAhead(evidence, rest, &again)
            guard sheet.stakes == again.stakes else { return [fail(.pure, "a second run saw other stakes")] }
            var failures = Set(sheet.stakes.map(\.kind)).subtracting(type(of: item).deductions)
                .map { fail(.ledBack, "\($0.code) is at stake, and not declared") }
            let (least, most) = sheet.range(from: score.sum)
            if final < least {
                failures.append(fail(.lookAhead, "at least \(least) would be deducted, and then it was \(final)"))
            }
            if let most, final > most {
                failures.append(fail(.lookAhead, "at most \(most) would be deducted, and then it was \(final)"))
            }
            return failures
        } catch {
            return [fail(.decides, "the item threw \(error)")]
        }
    }
}
