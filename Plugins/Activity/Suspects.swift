public import AssessmentKernel

/// §3.2.5: the events that a person should check, because they may repeat another.
extension Activity: JudgesRepeats {
    /// The verdict of an event.
    public static let judgement = RepeatJudgement(
        EventTable.shared.schema, EventTable.shared.verdict, duplicate: .duplicate, valid: .valid,
        warning: EventReview.suspect)

    /// Exact repeats, those that differ in digits alone, and those at the same place in the same minute; only events
    /// that have all elements and no verdict.
    ///
    /// The repeated event may have any verdict.
    public func suspects(_ evidence: MemberEvidence) -> [RepeatSuspect] {
        let events = Array(evidence.rows(of: EventTable.self))
        // The stronger likeness comes first and is the one reported.
        var finders = [RepeatSuspect.Kind.exact, .digits, .minute].map { RepeatFinder(events, by: $0) }
        var suspects: [RepeatSuspect] = []
        for (place, event) in events.enumerated() where review.isOpen(event) {
            for finder in finders.indices {
                guard let first = finders[finder].first(like: place) else { continue }
                suspects.append(RepeatSuspect(event, repeats: first, finders[finder].kind))
                break
            }
        }
        return suspects
    }
}
