public import AssessmentKernel

/// The quota of the days to come, the events that are not closed, and the records that wait for a verdict.
extension Activity: LooksAhead {
    /// What is due, what a verdict can still take, and what it can still give back.
    public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        let reviewed = review.events(evidence, isWarned: false)
        let visits = Array(evidence.rows(of: VisitTable.self))
        var (events, made) = (UnsettledCount(evidence.period), UnsettledCount(evidence.period))
        for (event, state) in reviewed {
            events.add(event.day, counts: review.counts(state), isUnjudged: review.isUnjudged(event))
        }
        for visit in visits {
            made.add(visit.day, counts: review.counts(visit), isUnjudged: review.isUnjudged(visit))
        }
        let shortfall = quota.lookAhead(evidence, rest, events: events, visits: made, &sheet)
        let ofVisits = visitDuties.lookAhead(evidence, rest, visits.filter(review.counts), review, &sheet)
        let ofEvents = lookAhead(reviewed, evidence, rest, &sheet)
        review.lookAhead(reviewed, &sheet)

        let waiting = events.open.total + made.open.total
        sheet.waiting(
            perVoid, for: EventReview.void, upTo: perVoid * waiting + shortfall.mayLose + ofVisits + ofEvents.mayLose,
            LocalText("尚无核查结论的事件、走访 \(waiting) 条", "\(waiting) events and visits without a verdict"))
        sheet.recoverable(
            shortfall.mayReturn + ofEvents.mayReturn, for: Quota.shortfall,
            quota.basis == .period
                ? LocalText("补足数量", "make up the number") : LocalText("记录补全或核查有效", "records completed or judged valid"))
        sheet.newOnes(perVoid, for: EventReview.void)
        sheet.newOnes(perOverdue, for: Self.overdue)
    }

    private var perVoid: Points { review.perVoid }

    /// The open events with their days, and what a verdict on an overdue one would change.
    private func lookAhead(
        _ reviewed: [(event: Row<EventTable>, state: EventState)], _ evidence: MemberEvidence, _ rest: RestOfPeriod,
        _ sheet: inout StakeSheet
    ) -> (mayLose: Points, mayReturn: Points) {
        var (mayLose, mayReturn) = (Points.zero, Points.zero)
        for (event, state) in reviewed where !event.isExcused {
            guard let due = event.due, due <= rest.period.last else { continue }
            let isOpen = due > evidence.period.last && event.closed == nil
            let isOverdue = due <= evidence.period.last && !event.closed.isBy(due)
            if review.counts(state) {
                if isOpen {
                    sheet.deadline(
                        perOverdue, for: Self.overdue, on: due, resting: event, LocalText("待办结事件", "events to close"))
                }
                // An event that is judged void is no longer overdue.
                if isOverdue, review.isUnjudged(event) { mayReturn += max(.zero, perOverdue - perVoid) }
            } else if review.isUnjudged(event), isOpen || isOverdue {
                mayLose += perOverdue
            }
        }
        return (mayLose, mayReturn)
    }
}

extension EventReview {
    /// The events that are void without a verdict: one that is judged valid costs nothing.
    func lookAhead(_ reviewed: [(event: Row<EventTable>, state: EventState)], _ sheet: inout StakeSheet) {
        var (incomplete, repeated): ([Row<EventTable>], [Row<EventTable>]) = ([], [])
        for (event, state) in reviewed {
            switch state {
            case .incomplete: incomplete.append(event)
            case .suspect where duplicates == .deduct: repeated.append(event)
            case .sound, .void, .suspect: continue
            }
        }
        sheet.recoverable(
            perVoid * incomplete.count, for: Self.incomplete, resting: incomplete,
            LocalText("补全要素", "fill in what is missing"))
        sheet.recoverable(
            perVoid * repeated.count, for: Self.duplicate, resting: repeated,
            LocalText("经核查有效", "have it judged valid"))
    }
}

/// The records of each day that count, and those of either kind on which a verdict is still open.
struct UnsettledCount {
    /// Those that count.
    private(set) var counted: DailyCount
    /// Those that count, and would not after a verdict.
    private(set) var open: DailyCount
    /// Those that do not count, and would after a verdict.
    private(set) var returning: DailyCount

    init(_ period: DateRange) {
        (counted, open, returning) = (DailyCount(period), DailyCount(period), DailyCount(period))
    }

    mutating func add(_ day: CivilDate, counts: Bool, isUnjudged: Bool) {
        if counts { counted.add(day) }
        if isUnjudged { if counts { open.add(day) } else { returning.add(day) } }
    }
}
