public import AssessmentKernel

/// 附件·5 走访巡查、事件登记: two points for each record that is false, a duplicate or invalid, one for each piece short of
/// the quota (§3.2.5).
public struct Activity: AssessmentItem {
    /// The fifth item of the annex.
    public static let about = ItemDescriptor(
        5, "activity", "走访巡查、事件登记数量率、办结率", "Visits and event reports", version: "1")
    /// The event reports and the visits.
    public static let tables = [EventTable.shared.schema, VisitTable.shared.schema]
    /// The parameters of the review of records, of the quotas, and of the other duties of §3.2.5.
    public static let parameters =
        EventReview.parameters + Quota.parameters + [perOverdue.declaration] + VisitDuties.parameters
    /// Twenty points.
    public static let usualMaximum = "20"

    static let perOverdue = Parameter<Points>(
        "per_overdue", "0", about.clause, "每件逾期未办结的事件扣分", "points for each event not closed by its day")

    static let overdue = DeductionKind("activity.overdue", about.clause, "事件逾期未办结", "Event not closed in time")
    /// Void records, the quota, and what costs points only where a rulebook says so.
    public static let deductions =
        [EventReview.void, EventReview.incomplete, EventReview.duplicate, Quota.shortfall, overdue]
        + [VisitDuties.noGeneralVisit, VisitDuties.appointedShortfall]
    /// A repeat without a verdict yet.
    public static let warnings = [EventReview.suspect]

    static let visits = MeasureKind("activity.visits", Clause("§3.1.1"), .count, "有效走访", "Valid visits")
    static let events = MeasureKind("activity.events", Clause("§3.1.1"), .count, "有效事件", "Valid events")
    static let closingRate = MeasureKind("activity.closing-rate", about.clause, .share, "办结率", "Closing rate")
    /// The counts, the share of due events closed in time, and the other duties of §3.2.5.
    public static let measures = [visits, events, closingRate] + VisitDuties.measures

    let review: EventReview
    let quota: Quota
    let perOverdue: Points
    let visitDuties: VisitDuties

    /// Makes the item from the parameters of each part.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        review = try EventReview(parameters)
        quota = try Quota(parameters)
        perOverdue = try parameters[Self.perOverdue]
        visitDuties = try VisitDuties(parameters)
    }

    /// The tables whose emptiness leaves a quota or a duty unmet.
    public var tablesReadForAbsence: [String] {
        (quota.asksForEvents ? [EventTable.shared.schema.key] : [])
            + (quota.asksForVisits || visitDuties.areAsked ? [VisitTable.shared.schema.key] : [])
    }

    /// Deducts points for void records, then for what the valid ones leave unmet.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        var events = DailyCount(evidence.period)
        for (event, state) in review.events(evidence, isWarned: sheet.readsWarnings) {
            review.charge(event, state, &sheet)
            guard review.counts(state) else { continue }
            events.add(event.day)
            if isOverdue(event, in: evidence.period) {
                let due = event.due ?? event.day
                sheet.deduct(
                    perOverdue, for: Self.overdue, on: event.day, resting: event,
                    because: .deadline(event.told, due: due, done: event.closed, chinese: "办结", english: "closed"))
            }
        }
        var visits = DailyCount(evidence.period)
        var soundVisits: [Row<VisitTable>] = []
        for visit in evidence.rows(of: VisitTable.self) {
            guard review.counts(visit) else {
                review.charge(visit, &sheet)
                continue
            }
            visits.add(visit.day)
            if visitDuties.areAsked { soundVisits.append(visit) }
        }
        quota.assess(evidence, events: events, visits: visits, &sheet)
        visitDuties.assess(evidence, soundVisits, &sheet)
    }

    /// Whether an event was due within the period and not closed by its due date; never without a due date.
    private func isOverdue(_ event: Row<EventTable>, in period: DateRange) -> Bool {
        guard perOverdue > .zero, !event.isExcused, let due = event.due else { return false }
        return due <= period.last && !event.closed.isBy(due)
    }

    /// Counts the visits and events that are not void, and the events closed in time among those that fell due.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        let events = review.events(evidence, isWarned: false).filter { review.counts($0.state) }.map(\.event)
        let visits = evidence.rows(of: VisitTable.self).filter(review.counts)
        sheet.count(visits.count, as: Self.visits)
        sheet.count(events.count, as: Self.events)
        let due = events.filter { $0.due.isBy(evidence.period.last) }
        let closed = due.count { event in event.isExcused || event.due.map { event.closed.isBy($0) } ?? false }
        sheet.share(closed, of: due.count, as: Self.closingRate)
        visitDuties.measure(evidence, visits, &sheet)
    }
}
