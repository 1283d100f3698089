import AssessmentKernel

/// The findings of the checks so far.
struct CheckLog {
    private struct Note {
        var isLookedAt = false
        var problems: [LocalText] = []
        var count = 0
        var skipped: LocalText?
        var level = VerificationReport.Check.Level.must
    }

    private var notes: [CheckID: Note] = [:]

    /// Marks a check as carried out; it passes unless a problem is logged.
    mutating func look(_ id: CheckID) { notes[id, default: Note()].isLookedAt = true }

    /// Logs a problem.
    mutating func fail(_ id: CheckID, _ chinese: String, _ english: String) {
        fail(id, LocalText(chinese, english))
    }

    /// Logs a problem.
    mutating func fail(_ id: CheckID, _ text: LocalText) {
        notes[id, default: Note()].isLookedAt = true
        notes[id, default: Note()].count += 1
        if notes[id, default: Note()].problems.count < VerificationReport.Check.mostNamed {
            notes[id, default: Note()].problems.append(text)
        }
    }

    /// Logs why checks could not be carried out, unless they were.
    mutating func skip(_ ids: [CheckID], _ reason: LocalText) {
        for id in ids where notes[id]?.isLookedAt != true && notes[id]?.skipped == nil {
            notes[id, default: Note()].skipped = reason
        }
    }

    /// Sets the level of a check; the default is `must`.
    mutating func setLevel(_ id: CheckID, _ level: VerificationReport.Check.Level) {
        notes[id, default: Note()].level = level
    }

    /// Whether a check was carried out without a problem.
    func hasPassed(_ id: CheckID) -> Bool { notes[id].map { $0.isLookedAt && $0.count == 0 } ?? false }

    /// Whether a check failed whose failure refuses the bundle.
    var hasFailedMust: Bool { notes.values.contains { $0.count > 0 && $0.level == .must } }

    /// All checks; those not carried out as skipped.
    var checks: [VerificationReport.Check] {
        CheckID.allCases.map { id in
            let note = notes[id] ?? Note()
            guard note.isLookedAt else {
                let reason = note.skipped ?? LocalText("前面的检查未通过", "an earlier check failed")
                return VerificationReport.Check(id: id, level: note.level, outcome: .skipped, found: [reason])
            }
            var found = note.problems
            let rest = note.count - found.count
            if rest > 0 { found.append(LocalText("另有 \(rest) 处", "and \(rest) more")) }
            return VerificationReport.Check(
                id: id, level: note.level, outcome: note.count == 0 ? .passed : .failed, found: found)
        }
    }
}
