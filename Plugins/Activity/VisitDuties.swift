import AssessmentKernel

/// §3.2.5: once a month a general visit to all, and at least three appointed visits a week.
///
/// The annex names no points for them; a rulebook may (I-21).
struct VisitDuties {
    static let perMissingGeneral = Parameter<Points>(
        "per_missing_general", "0", Clause("§3.2.5"), "每个没有普遍走访的月份扣分", "points for each month without a general visit")
    static let appointedPerWeek = Parameter<Int>(
        "appointed_per_week", "3", Clause("§3.2.5"), "每周应约访次数", "appointed visits to make in a week")
    static let perMissingAppointed = Parameter<Points>(
        "per_missing_appointed", "0", Clause("§3.2.5"), "每周约访每少一次扣分", "points for each appointed visit short in a week")
    static let parameters = [
        perMissingGeneral.declaration, appointedPerWeek.declaration, perMissingAppointed.declaration,
    ]

    static let noGeneralVisit = DeductionKind(
        "activity.no-general-visit", Activity.about.clause, "当月没有普遍走访", "No general visit in the month")
    static let appointedShortfall = DeductionKind(
        "activity.appointed-shortfall", Activity.about.clause, "当周约访次数不足", "Short of appointed visits in the week")

    let perMissingGeneral: Points
    let appointedPerWeek: Int
    let perMissingAppointed: Points

    init(_ parameters: ParameterValues) throws(ParameterFault) {
        perMissingGeneral = try parameters[Self.perMissingGeneral]
        appointedPerWeek = try parameters[Self.appointedPerWeek]
        perMissingAppointed = try parameters[Self.perMissingAppointed]
    }

    /// Whether either duty costs points when unmet.
    var areAsked: Bool {
        perMissingGeneral > .zero || (perMissingAppointed > .zero && appointedPerWeek > 0)
    }

    /// Takes points for months without a general visit and weeks short of appointed ones.
    func assess(_ evidence: MemberEvidence, _ visits: [Row<VisitTable>], _ sheet: inout ScoreSheet) {
        guard areAsked else { return }
        var general = DailyCount(evidence.period)
        var appointed = DailyCount(evidence.period)
        for visit in visits {
            if visit.kind == .general { general.add(visit.day) }
            if visit.kind == .appointed { appointed.add(visit.day) }
        }
        for month in evidence.window.months.compactMap({ $0.range.intersection(evidence.window) }) {
            guard evidence.dutyDays.contains(where: month.contains), general.total(month) == 0 else { continue }
            sheet.deductForAbsence(
                perMissingGeneral, for: Self.noGeneralVisit, on: month.last,
                because: LocalText("“民情走访”中当月没有有效的普遍走访", "no valid general visit among the month's visits"))
        }
        for week in evidence.window.wholeWeeks where evidence.dutyDays.contains(where: week.contains) {
            let missing = max(0, appointedPerWeek - appointed.total(week))
            sheet.deductForAbsence(
                perMissingAppointed * missing, for: Self.appointedShortfall, on: week.last,
                because: LocalText(
                    "有效约访 \(appointed.total(week)) 次（应 \(appointedPerWeek) 次）",
                    "valid appointed visits \(appointed.total(week)) of \(appointedPerWeek)"))
        }
    }
}
