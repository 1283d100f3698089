import AssessmentKernel

/// §3.2.5: a full-time member reports at least two events and makes at least two visits a day.
struct Quota {
    static let eventsPerDay = Parameter<Int>(
        "events_per_day", "2", Clause("§3.2.5"), "每个应到岗日应登记事件数", "events to report on a duty day")
    static let visitsPerDay = Parameter<Int>(
        "visits_per_day", "2", Clause("§3.2.5"), "每个应到岗日应走访数", "visits to make on a duty day")
    static let perMissing = Parameter<Points>(
        "per_missing", "1", Activity.about.clause, "每少一件扣分", "points for each piece short of the quota")
    static let quotaBasis = Parameter<QuotaBasis>(
        "quota_basis", "day", Clause("§3.2.5"), "定额核算口径：day 逐日，period 全期合计",
        "what the quota is held against: each day, or the whole period")
    static let parameters = [
        eventsPerDay.declaration, visitsPerDay.declaration, perMissing.declaration, quotaBasis.declaration,
    ]

    static let shortfall = DeductionKind("activity.shortfall", Activity.about.clause, "走访或事件数量不足", "Short of the quota")

    let eventsPerDay: Int
    let visitsPerDay: Int
    let perMissing: Points
    let basis: QuotaBasis

    init(_ parameters: ParameterValues) throws(ParameterFault) {
        eventsPerDay = try parameters[Self.eventsPerDay]
        visitsPerDay = try parameters[Self.visitsPerDay]
        perMissing = try parameters[Self.perMissing]
        basis = try parameters[Self.quotaBasis]
    }

    /// Whether missing events cost points.
    var asksForEvents: Bool { perMissing > .zero && eventsPerDay > 0 }
    /// Whether missing visits cost points.
    var asksForVisits: Bool { perMissing > .zero && visitsPerDay > 0 }

    /// Deducts points for each shortfall; events do not make up for visits, nor visits for events.
    func assess(_ evidence: MemberEvidence, events: DailyCount, visits: DailyCount, _ sheet: inout ScoreSheet) {
        switch basis {
        case .day:
            for day in evidence.dutyDays {
                let missing = max(0, eventsPerDay - events[day]) + max(0, visitsPerDay - visits[day])
                guard missing > 0 else { continue }
                sheet.deductForAbsence(
                    perMissing * missing, for: Self.shortfall, on: day,
                    because: counts(events[day], visits[day], days: 1))
            }
        case .period:
            let days = evidence.dutyDays.count
            let missing =
                max(0, eventsPerDay * days - events.total(evidence.window))
                + max(0, visitsPerDay * days - visits.total(evidence.window))
            sheet.deductForAbsence(
                perMissing * missing, for: Self.shortfall, on: evidence.window.last,
                because: counts(events.total(evidence.window), visits.total(evidence.window), days: days))
        }
    }

    /// The counts without void records, and the targets.
    private func counts(_ events: Int, _ visits: Int, days: Int) -> LocalText {
        LocalText(
            "有效事件 \(events) 件（应 \(eventsPerDay * days) 件），有效走访 \(visits) 次（应 \(visitsPerDay * days) 次）",
            "valid events \(events) of \(eventsPerDay * days), valid visits \(visits) of \(visitsPerDay * days)")
    }
}

/// Whether a day's surplus makes up for another day (I-7).
enum QuotaBasis: String, ParameterChoice {
    case day, period
}
