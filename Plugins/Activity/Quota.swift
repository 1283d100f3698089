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
                    because: why(events[day], visits[day], of: day, evidence))
            }
        case .period:
            let days = evidence.dutyDays.count
            let missing =
                max(0, eventsPerDay * days - events.total(evidence.window))
                + max(0, visitsPerDay * days - visits.total(evidence.window))
            sheet.deductForAbsence(
                perMissing * missing, for: Self.shortfall, on: evidence.window.last,
                because: why(
                    events.total(evidence.window), visits.total(evidence.window), days: days, evidence))
        }
    }

    /// The targets that were missed, and the counts without void records.
    ///
    /// - Parameter day: the day whose records are named, void ones too; nil for a whole period.
    private func why(
        _ events: Int, _ visits: Int, days: Int = 1, of day: CivilDate? = nil, _ evidence: MemberEvidence
    ) -> Reason {
        var parts: [(expected: LocalText, found: LocalText)] = []
        if events < eventsPerDay * days {
            let codes = codes(evidence.rows(of: EventTable.self), of: day)
            parts.append(
                (
                    LocalText("应登记事件 \(eventsPerDay * days) 件", "\(eventsPerDay * days) events"),
                    LocalText("有效 \(events) 件\(codes.chinese)", "valid events: \(events)\(codes.english)")
                ))
        }
        if visits < visitsPerDay * days {
            let codes = codes(evidence.rows(of: VisitTable.self), of: day)
            parts.append(
                (
                    LocalText("应走访 \(visitsPerDay * days) 次", "\(visitsPerDay * days) visits"),
                    LocalText("有效 \(visits) 次\(codes.chinese)", "valid visits: \(visits)\(codes.english)")
                ))
        }
        let found = parts.map(\.found)
        let day = day == nil ? LocalText("", "") : LocalText("当日", "")
        return Reason(
            expected: LocalText(
                parts.map(\.expected.chinese).joined(separator: "、"),
                parts.map(\.expected.english).joined(separator: ", ")),
            found: LocalText(
                day.chinese + found.map(\.chinese).joined(separator: "，"),
                found.map(\.english).joined(separator: ", ")))
    }

    /// The codes of a day's records in brackets; empty when there are none.
    private func codes<Table>(_ rows: Rows<Table>, of day: CivilDate?) -> LocalText {
        guard let day else { return LocalText("", "") }
        let codes = Reason.codes(rows.on(day))
        return codes.chinese.isEmpty ? codes : LocalText("（\(codes.chinese)）", " (\(codes.english))")
    }
}

/// Whether a day's surplus makes up for another day (I-7).
enum QuotaBasis: String, ParameterChoice {
    case day, period
}
