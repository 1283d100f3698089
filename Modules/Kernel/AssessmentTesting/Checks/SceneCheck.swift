import AssessmentKernel

/// Checks an item on one scene, unchanged and with changes.
struct SceneCheck {
    let scene: Scene
    let item: any AssessmentItem
    /// A second instance of the item, with the same parameters.
    let other: any AssessmentItem

    private typealias Variation = ExampleRunner.Variation

    /// Runs all checks.
    func failures() -> [ConformanceFailure] {
        deciding { plain in
            try soundness(of: plain) + repeated() + rearranged(plain) + excused() + absentRows() + running(plain)
                + findingUnderChanges()
        }
    }

    /// Checks only that equal evidence gives equal sheets.
    func purity() -> [ConformanceFailure] { deciding { _ in try repeated() } }

    /// Checks only the sheet itself.
    func soundness() -> [ConformanceFailure] { deciding { soundness(of: $0) } }

    /// Runs checks on the unchanged scene's sheet; reports an item that throws.
    private func deciding(_ checks: (ScoreSheet) throws -> [ConformanceFailure]) -> [ConformanceFailure] {
        do { return try checks(scene.sheet(item)) } catch { return [fail(.decides, "the item threw \(error)")] }
    }

    func fail(_ rule: ConformanceFailure.Rule, _ detail: String) -> ConformanceFailure {
        ConformanceFailure(rule, scene.title, detail)
    }

    private func sheet(_ change: (inout Variation) -> Void) throws -> ScoreSheet {
        var variation = Variation()
        change(&variation)
        return try scene.sheet(item, variation)
    }

    /// Checks that deductions are in the period, of declared kinds, above zero, and rest on existing rows that count.
    private func soundness(of sheet: ScoreSheet) -> [ConformanceFailure] {
        let rows = scene.citable
        let period = scene.setting.period
        let type = Swift.type(of: item)
        var failures: [ConformanceFailure] = []
        for deduction in sheet.deductions {
            let code = deduction.kind.code
            if !period.contains(deduction.date) {
                failures.append(fail(.inThePeriod, "\(code) is dated \(deduction.date)"))
            }
            if !type.deductions.contains(deduction.kind) {
                failures.append(fail(.ledBack, "\(code) is not declared"))
            }
            if deduction.points <= .zero { failures.append(fail(.bounded, "\(code) takes \(deduction.points)")) }
            for reference in deduction.evidence {
                guard let day = rows[reference] else {
                    failures.append(fail(.ledBack, "\(code) rests on \(reference), which does not count"))
                    continue
                }
                if !period.contains(day) {
                    failures.append(fail(.inThePeriod, "\(code) charges \(reference) of \(day)"))
                }
            }
        }
        if sheet.sum < .zero { failures.append(fail(.bounded, "the deductions add up to \(sheet.sum)")) }
        return failures + warnings(sheet, rows, type) + finding(rows) + suspects(rows)
    }

    /// Checks that warnings are of declared kinds, and about existing rows that count.
    private func warnings(
        _ sheet: ScoreSheet, _ rows: [RecordReference: CivilDate], _ type: any AssessmentItem.Type
    ) -> [ConformanceFailure] {
        sheet.warnings.flatMap { warning -> [ConformanceFailure] in
            let code = warning.kind.code
            return (type.warnings.contains(warning.kind) ? [] : [fail(.ledBack, "\(code) is not declared")])
                + warning.basis.records.filter { rows[$0] == nil }
                .map { fail(.ledBack, "\(code) is about \($0), which does not count") }
        }
    }

    /// Checks that equal evidence gives equal sheets, from another instance and after other evidence.
    private func repeated() throws -> [ConformanceFailure] {
        let first = try scene.sheet(item)
        _ = try sheet { $0.leavesOutRows = true }
        // Hash order depends on memory addresses; the ballast shifts them.
        let ballast = stride(from: 32, to: 4096, by: 16).map { [UInt8](repeating: 0, count: $0) }
        let isPure = try first.isEqual(scene.sheet(item)) && first.isEqual(scene.sheet(other))
        // As a month is scored whose warnings nobody reads.
        let bare = try scene.sheet(item, noting: .points)
        return withExtendedLifetime(ballast) { isPure ? [] : [fail(.pure, "a second run gave another sheet")] }
            + (first.takesAlike(bare) ? [] : [fail(.pure, "where nobody reads warnings it takes other points")])
    }

    /// Checks that neither the order of import nor rows of other periods have an effect.
    private func rearranged(_ plain: ScoreSheet) throws -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        for seed in 1...4 where !plain.isEqual(try sheet { $0.shuffle = UInt64(seed) }) {
            failures.append(fail(.orderIndependent, "rows in another order gave another sheet (seed \(seed))"))
        }
        if !plain.isEqual(try sheet { $0.keepsOtherPeriods = true }) {
            failures.append(fail(.inThePeriod, "rows of other periods gave another sheet"))
        }
        return failures
    }

    /// Checks that a running period costs no more than the same one when it is over, and is valid too.
    private func running(_ plain: ScoreSheet) throws -> [ConformanceFailure] {
        let running = try sheet { $0.isRunning = true }
        guard running.sum <= plain.sum else {
            return [fail(.ofItsDay, "while the period still runs it costs \(running.sum), and then \(plain.sum)")]
        }
        return soundness(of: running)
    }

    /// Checks that excused rows cost nothing, and that no duty days means no absences.
    private func excused() throws -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        let innocent = try sheet { $0.excusesEveryRow = true }
        for deduction in innocent.deductions where !deduction.evidence.isEmpty {
            failures.append(fail(.excusesHonoured, "\(deduction.kind.code) rests on excused \(deduction.evidenceText)"))
        }
        let idle = try sheet {
            $0.excusesEveryRow = true
            $0.hasNoDutyDay = true
        }
        for deduction in idle.deductions where deduction.evidence.isEmpty {
            failures.append(fail(.excusesHonoured, "\(deduction.kind.code) though there is no duty day"))
        }
        return failures
    }

    /// Checks that without rows deductions rest on nothing, and come only from items that read absences.
    ///
    /// - Parameter isFullPeriod: whether the member is in post for the whole quarter; an item that reads absences
    ///   must then find some.
    func absentRows(isFullPeriod: Bool = false) -> [ConformanceFailure] {
        let reads = item.tablesReadForAbsence
        var failures = Forms.repeated(reads).map { fail(.absence, "\($0) is named twice") }
        for key in reads where !type(of: item).tables.contains(where: { $0.key == key }) {
            failures.append(fail(.absence, "the item has no table \(key) to read for absence"))
        }
        return failures
            + deciding { _ in
                let sheet = try self.sheet { $0.leavesOutRows = true }
                var failures: [ConformanceFailure] = []
                for deduction in sheet.deductions {
                    if !deduction.evidence.isEmpty {
                        failures.append(fail(.ledBack, "\(deduction.kind.code) rests on rows where there is none"))
                    } else if reads.isEmpty {
                        failures.append(fail(.absence, "\(deduction.kind.code) though no table is read for absence"))
                    }
                }
                if isFullPeriod && sheet.deductions.isEmpty && !reads.isEmpty {
                    failures.append(fail(.absence, "absence costs nothing, though \(reads) are read for it"))
                }
                return failures
            }
    }
}

extension ScoreSheet {
    /// The sum of its deductions.
    var sum: Points { deductions.reduce(.zero) { $0 + $1.points } }

    func isEqual(_ other: ScoreSheet) -> Bool {
        deductions == other.deductions && warnings == other.warnings
    }

    /// Whether both take the same points for the same and on the same days, whatever they note of it.
    func takesAlike(_ other: ScoreSheet) -> Bool {
        deductions.elementsEqual(other.deductions) { one, other in
            (one.kind, one.date, one.points) == (other.kind, other.date, other.points)
        }
    }
}
