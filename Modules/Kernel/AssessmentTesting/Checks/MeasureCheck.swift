public import AssessmentKernel

/// Checks an item's measures for the monthly notice, on one scene.
struct MeasureCheck {
    let scene: Scene
    let item: any AssessmentItem
    /// A second instance of the item, with the same parameters.
    let other: any AssessmentItem

    func failures() -> [ConformanceFailure] {
        // The check of the scene has reported what cannot be read.
        guard let plain = try? sheet(item) else { return [] }
        return soundness(of: plain) + changes(plain)
    }

    private func fail(_ rule: ConformanceFailure.Rule, _ detail: String) -> ConformanceFailure {
        ConformanceFailure(rule, scene.title, detail)
    }

    private func sheet(
        _ item: any AssessmentItem, _ change: (inout ExampleRunner.Variation) -> Void = { _ in }
    ) throws -> MeasureSheet {
        var variation = ExampleRunner.Variation()
        change(&variation)
        var sheet = MeasureSheet()
        item.measure(try scene.evidence(variation), &sheet)
        return sheet
    }

    /// Checks that measures are declared, once each, not negative, with a target where the kind has one.
    private func soundness(of sheet: MeasureSheet) -> [ConformanceFailure] {
        let declared = type(of: item).measures
        var failures = Forms.repeated(sheet.measures.map(\.kind.code)).map { fail(.measures, "\($0) is given twice") }
        for measure in sheet.measures {
            let kind = measure.kind
            if !declared.contains(kind) { failures.append(fail(.measures, "\(kind.code) is not declared")) }
            let target = measure.target ?? 0
            if measure.amount < 0 || target < 0 { failures.append(fail(.measures, "\(kind.code) is negative")) }
            let asks = kind.hasTarget || kind.unit == .share
            if (measure.target != nil) != asks {
                failures.append(
                    fail(.measures, "\(kind.code) \(asks ? "lacks" : "has") a target, and declares otherwise"))
            }
            if kind.unit == .share, measure.amount > target {
                failures.append(fail(.measures, "\(kind.code) is more than its whole"))
            }
        }
        return failures
    }

    /// Checks that measures are pure, and independent of import order and of rows of other periods.
    private func changes(_ plain: MeasureSheet) -> [ConformanceFailure] {
        if (try? sheet(item)) != plain || (try? sheet(other)) != plain {
            return [fail(.pure, "a second run measured otherwise")]
        }
        if (1...4).contains(where: { seed in (try? sheet(item) { $0.shuffle = UInt64(seed) }) != plain }) {
            return [fail(.orderIndependent, "rows in another order were measured otherwise")]
        }
        if (try? sheet(item) { $0.keepsOtherPeriods = true }) != plain {
            return [fail(.inThePeriod, "rows of other periods changed a measure")]
        }
        return []
    }
}

extension MeasureSheet {
    /// Each measure as `code amount`, or `code amount/target` with a target; for tests.
    public var lines: [String] {
        measures.map { measure in
            let target = measure.targetText.map { "/" + $0 } ?? (measure.kind.unit == .share ? "%" : "")
            return "\(measure.kind.code) \(measure.amountText)\(target)"
        }
    }
}

/// Checks the kinds of measure that an item declares.
struct MeasureKindCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        func fail(_ subject: String, _ detail: String) {
            failures.append(ConformanceFailure(.measures, subject, detail))
        }
        for code in Forms.repeated(item.measures.map(\.code)) { fail(code, "the code is declared twice") }
        for kind in item.measures {
            if let fault = Forms.fault(ofCode: kind.code, in: item) { fail(kind.code, fault) }
            if kind.clause.citation.isEmpty { fail(kind.code, "the measure cites no clause") }
            if let fault = Forms.fault(of: kind.title) { fail(kind.code, fault) }
        }
        return failures
    }
}
