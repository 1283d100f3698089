import AssessmentKernel

/// Tries the properties of fairness on one scene under one set of parameters.
struct FairnessTrial {
    let type: any AssessmentItem.Type
    /// The parameters that differ from the usual ones.
    let parameters: [String: String]
    let item: any AssessmentItem
    let scene: Scene
    /// The records that are good or bad under these parameters.
    let samples: [ConductSample]
    /// What evidence is made denser with.
    let fillers: [ConductSample]
    let seed: UInt64

    /// How many records, and how many excuses, are tried on a scene.
    private static let tries = 8

    func failures() -> [ConformanceFailure] {
        do {
            var dice = SeededGenerator(seed: seed)
            return try records(&dice) + excuses(&dice) + names()
        } catch {
            return [fail(.decides, "the item threw \(error)")]
        }
    }

    /// Checks that a member with everything done loses nothing.
    ///
    /// How much is asked for is the rulebook's, so more and more is done before it counts as a loss.
    func allDone() -> [ConformanceFailure] {
        do {
            var sheet = ScoreSheet()
            for times in [1, 2, 4, 8, 16] {
                sheet = try scene.done(samples, times: times).sheet(item)
                if sheet.deductions.isEmpty { return [] }
            }
            if try isExcepted(.allDone, by: nil, { try scene.done(samples, times: 16).sheet($0).sum == .zero }) {
                return []
            }
            let costs = sheet.costs.prefix(3).joined(separator: "; ")
            return [fail(.allDone, "everything is done, and yet points are lost: \(costs)")]
        } catch {
            return [fail(.decides, "the item threw \(error)")]
        }
    }

    private func fail(_ rule: ConformanceFailure.Rule, _ detail: String) -> ConformanceFailure {
        let changes = parameters.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return ConformanceFailure(rule, scene.title + (changes.isEmpty ? "" : ", with \(changes)"), detail)
    }

    /// Checks that one more good record never costs points, and one more bad record never gains any.
    private func records(_ dice: inout SeededGenerator) throws -> [ConformanceFailure] {
        let base = denser(&dice)
        var failures: [ConformanceFailure] = []
        for (number, sample) in samples.shuffled(using: &dice).prefix(Self.tries).enumerated() {
            let date = day(for: sample, &dice)
            guard let changed = base.adding(sample.row(number, on: date), to: sample.schema) else { continue }
            let property = sample.isGood ? FairnessProperty.goodRecord : .badRecord
            failures += try compare(
                property, by: sample.schema.key, base, changed,
                what: "one more \(sample.isGood ? "good" : "bad") record of \(sample.schema.key) on \(date)")
        }
        return failures
    }

    /// The scene, or the same without its rows, with more records of a few kinds that the item itself names.
    ///
    /// What rules count, such as runs and repeats, is rare among records of every kind.
    private func denser(_ dice: inout SeededGenerator) -> Scene {
        if fillers.isEmpty || dice.happens(40) { return scene }
        var denser = dice.happens(50) ? scene : Scene(title: scene.title, scene.setting.with(excusedRecords: []), [])
        let kinds = fillers.shuffled(using: &dice).prefix(dice.pick(1...3))
        for number in 0..<dice.pick([2, 4, 6, 12, 20]) {
            let filler = dice.pick(Array(kinds))
            let date = day(for: nil, &dice)
            denser = denser.adding(filler.row(1_000 + number, on: date), to: filler.schema) ?? denser
        }
        return denser
    }

    /// A day of the period, often its first, where more follows; for a table that looks back sometimes an earlier one.
    private func day(for sample: ConductSample?, _ dice: inout SeededGenerator) -> CivilDate {
        let period = scene.setting.period
        if sample != nil, dice.happens(20) { return period.first }
        let isEarlier = sample?.schema.lookBack == .calendarYear && dice.happens(20)
        return period.first.advanced(by: isEarlier ? -dice.pick(1...60) : dice.pick(0...(period.count - 1)))
    }

    /// Checks that an upheld appeal never costs points.
    private func excuses(_ dice: inout SeededGenerator) throws -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        for row in scene.citable.keys.sorted().shuffled(using: &dice).prefix(Self.tries) {
            failures += try compare(.excuse, by: row.table, scene, scene, what: "excusing \(row)") {
                $0.excuses = [row]
            }
        }
        for day in Array(scene.setting.window.days).shuffled(using: &dice).prefix(Self.tries) {
            failures += try compare(.excuse, by: nil, scene, scene, what: "excusing \(day)") { $0.excusesDays = [day] }
        }
        return failures
    }

    /// Checks that names and codes and their order change nothing.
    private func names() throws -> [ConformanceFailure] {
        let (renamed, names) = try scene.renamed(isReversed: false)
        let (plain, other) = try (scene.sheet(item), renamed.sheet(item))
        guard plain.outline(names) == other.outline([:]) else {
            return [fail(.namesAndOrder, "another member's name and other codes gave another sheet")]
        }
        let reversed = try scene.renamed(isReversed: true).scene
        return try compare(.namesAndOrder, by: nil, scene, reversed, what: "with the codes in reverse order")
    }

    /// Compares what a scene costs before and after a change.
    private func compare(
        _ property: FairnessProperty, by table: String?, _ before: Scene, _ after: Scene,
        what: @autoclosure () -> String,
        _ change: (inout ExampleRunner.Variation) -> Void = { _ in }
    ) throws -> [ConformanceFailure] {
        var variation = ExampleRunner.Variation()
        change(&variation)
        let (plain, changed) = try (before.sheet(item).sum, after.sheet(item, variation).sum)
        if property.isKept(plain, changed) { return [] }
        let isDeclared = try isExcepted(property, by: table) { item in
            try property.isKept(before.sheet(item).sum, after.sheet(item, variation).sum)
        }
        return isDeclared ? [] : [fail(property.rule, "\(what()): \(plain) points become \(changed)")]
    }

    /// Whether a declared exception accounts for a break: under the parameters that turn its rule off it must be gone.
    private func isExcepted(
        _ property: FairnessProperty, by table: String?, _ isKept: (any AssessmentItem) throws -> Bool
    ) throws -> Bool {
        for exception in type.fairnessExceptions where exception.property == property {
            if let cause = exception.cause.flatMap(RecordReference.init), cause.table != table { continue }
            if exception.unless.isEmpty { return true }
            let off = try? ExampleRunner(type).item(parameters.merging(exception.unless) { $1 })
            if let off, try isKept(off) { return true }
        }
        return false
    }
}

extension FairnessProperty {
    /// Whether points before and after a change keep the property.
    func isKept(_ plain: Points, _ changed: Points) -> Bool {
        switch self {
        case .goodRecord, .excuse: changed <= plain
        case .badRecord: changed >= plain
        case .allDone: changed == .zero
        case .namesAndOrder: changed == plain
        }
    }

    /// The part of the contract that a break is reported as.
    var rule: ConformanceFailure.Rule {
        switch self {
        case .goodRecord: .goodRecord
        case .badRecord: .badRecord
        case .excuse: .excusesHonoured
        case .allDone: .allDone
        case .namesAndOrder: .namesAndOrder
        }
    }
}

extension ScoreSheet {
    /// Deductions and warnings without texts and order, with each record under its new name.
    fileprivate func outline(_ names: [RecordReference: RecordReference]) -> [String] {
        let costs = deductions.map { deduction in
            let evidence = deduction.evidence.map { (names[$0] ?? $0).description }.sorted()
            return "\(deduction.date),\(deduction.points),\(deduction.kind.code),\(evidence)"
        }
        return costs.sorted() + warnings.map(\.kind.code).sorted()
    }
}
