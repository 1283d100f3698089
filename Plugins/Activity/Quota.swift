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
                    because: why(events[day], visits[day], codes: codes(of: day, evidence)))
            }
        case .period:
            let days = evidence.dutyDays.count
            let missing =
                max(0, eventsPerDay * days - events.total(evidence.window))
                + max(0, visitsPerDay * days - visits.total(evidence.window))
            sheet.deductForAbsence(
                perMissing * missing, for: Self.shortfall, on: evidence.window.last,
                because: why(events.total(evidence.window), visits.total(evidence.window), days: days))
        }
    }

    /// The targets, and the counts without void records.
    ///
    /// - Parameter codes: which records there are, void ones too, in words.
    private func why(_ events: Int, _ visits: Int, days: Int = 1, codes: LocalText? = nil) -> Reason {
        let more = codes.map { LocalText("（\($0.chinese)）", " (\($0.english))") } ?? LocalText("", "")
        return Reason(
            expected: LocalText(
                "应登记事件 \(eventsPerDay * days) 件、走访 \(visitsPerDay * days) 次",
                "\(eventsPerDay * days) events and \(visitsPerDay * days) visits"),
            found: LocalText(
                "有效事件 \(events) 件、走访 \(visits) 次\(more.chinese)", "valid events \(events), visits \(visits)\(more.english)"))
    }

    /// The records of a day; nil when there are none.
    private func codes(of day: CivilDate, _ evidence: MemberEvidence) -> LocalText? {
        let events = Reason.codes(evidence.rows(of: EventTable.self).lazy.filter { $0.day == day })
        let visits = Reason.codes(evidence.rows(of: VisitTable.self).lazy.filter { $0.day == day })
        let told = [events, visits].filter { !$0.chinese.isEmpty }
        guard !told.isEmpty else { return nil }
        return LocalText("登记有 " + told.map(\.chinese).joined(separator: "、"), told.map(\.english).joined(separator: ", "))
    }
}

/// Whether a day's surplus makes up for another day (I-7).
enum QuotaBasis: String, ParameterChoice {
    case day, period
}
