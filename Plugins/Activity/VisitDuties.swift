import AssessmentKernel

/// §3.2.5: once a month a general visit to all, and at least three appointed visits a week.
///
/// The annex sets no points for them; a rulebook may (I-21).
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

    /// Deducts points for months without a general visit and weeks short of appointed ones.
    func assess(_ evidence: MemberEvidence, _ visits: [Row<VisitTable>], _ sheet: inout ScoreSheet) {
        guard areAsked else { return }
        let (general, appointed) = counts(visits, in: evidence.period)
        for month in evidence.window.months.compactMap({ $0.range.intersection(evidence.window) }) {
            guard evidence.dutyDays.contains(where: month.contains), general.total(month) == 0,
                isOver(month.last, evidence)
            else { continue }
            sheet.deductForAbsence(
                perMissingGeneral, for: Self.noGeneralVisit, on: month.last,
                because: Reason(
                    expected: LocalText("每月应普遍走访一次", "one general visit a month"),
                    found: LocalText("“民情走访”中当月没有有效的普遍走访", "no valid general visit among the month's visits")))
        }
        for week in evidence.window.wholeWeeks where evidence.dutyDays.contains(where: week.contains) {
            let missing = max(0, appointedPerWeek - appointed.total(week))
            sheet.deductForAbsence(
                perMissingAppointed * missing, for: Self.appointedShortfall, on: week.last,
                because: Reason(
                    expected: LocalText(
                        "\(week.first.told.chinese)至\(week.last.told.chinese)应约访 \(appointedPerWeek) 次",
                        "\(appointedPerWeek) appointed visits from \(week.first) to \(week.last)"),
                    found: LocalText("有效 \(appointed.total(week)) 次", "valid \(appointed.total(week))")))
        }
    }

    /// Whether a member's month that ends on a day is over; a running one leaves time for the visit.
    private func isOver(_ day: CivilDate, _ evidence: MemberEvidence) -> Bool {
        guard evidence.asOf == day else { return true }
        return day == day.month.range.last || day == evidence.member.lastDay
    }

    func counts(
        _ visits: [Row<VisitTable>], in period: DateRange
    ) -> (general: DailyCount, appointed: DailyCount) {
        var general = DailyCount(period)
        var appointed = DailyCount(period)
        for visit in visits {
            if visit.kind == .general { general.add(visit.day) }
            if visit.kind == .appointed { appointed.add(visit.day) }
        }
        return (general, appointed)
    }
}

extension VisitDuties {
    static let generalVisits = MeasureKind(
        "activity.general-visits", Clause("§3.2.5"), .count, hasTarget: true, "普遍走访", "General visits")
    static let appointedWeeks = MeasureKind(
        "activity.appointed-weeks", Clause("§3.2.5"), .count, hasTarget: true, "约访达标周",
        "Weeks with enough appointed visits", noun: "周")
    static let measures = [generalVisits, appointedWeeks]

    /// Records the general visits with the months with a duty day as target, and the whole weeks with a duty day that
    /// reach their number of appointed visits; even if neither costs points.
    func measure(_ evidence: MemberEvidence, _ visits: [Row<VisitTable>], _ sheet: inout MeasureSheet) {
        let (general, appointed) = counts(visits, in: evidence.period)
        let months = evidence.window.months.count { month in evidence.dutyDays.contains { $0.month == month } }
        sheet.count(general.total(evidence.window), of: months, as: Self.generalVisits)
        let weeks = evidence.window.wholeWeeks.filter { evidence.dutyDays.contains(where: $0.contains) }
        sheet.count(
            weeks.count { appointed.total($0) >= appointedPerWeek }, of: weeks.count, as: Self.appointedWeeks)
    }
}
