import AssessmentKernel

/// Checks the item on its examples with changes.
struct BehaviourCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] {
        item.examples.flatMap { example in
            let runner = ExampleRunner(item)
            guard let scene = try? Scene(example, of: item), let other = try? runner.item(for: example),
                let item = try? runner.item(for: example)
            else {
                // The check of the examples has reported it.
                return [ConformanceFailure]()
            }
            let check = SceneCheck(scene: scene, item: item, other: other)
            return check.failures() + MeasureCheck(scene: scene, item: item, other: other).failures()
                + emptyQuarter(example, item)
        }
    }

    /// With the example's parameters, a quarter without rows costs points if and only if a table is read for absence.
    private func emptyQuarter(_ example: Example, _ item: any AssessmentItem) -> [ConformanceFailure] {
        let quarter = Quarter(text: "2021Q3")
        guard let quarter, let setting = Setting(period: quarter.range, inPost: (quarter.range.first, nil)) else {
            return []
        }
        let scene = Scene(title: example.title.english + ", a quarter without rows", setting, [])
        return SceneCheck(scene: scene, item: item, other: item).absentRows(isFullPeriod: true)
    }
}
