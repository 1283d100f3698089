import AssessmentKernel

/// §3.2.5: once a month a general visit to all, and at least three appointed visits a week. The annex names no points for
/// them; a rulebook may (I-21).
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
        for month in months(evidence) where general.total(month) == 0 {
            sheet.deductForAbsence(perMissingGeneral, for: Self.noGeneralVisit, on: month.last)
        }
        for week in weeks(evidence) {
            let missing = max(0, appointedPerWeek - appointed.total(week))
            sheet.deductForAbsence(perMissingAppointed * missing, for: Self.appointedShortfall, on: week.last)
        }
    }

    /// The months of the window that have a duty day, each cut to its days in the window.
    private func months(_ evidence: MemberEvidence) -> [DateRange] {
        var months: [DateRange] = []
        var month = evidence.window.first.month
        while let days = month.range.intersection(evidence.window) {
            if evidence.dutyDays.contains(where: days.contains) { months.append(days) }
            month = month.next
        }
        return months
    }

    /// The weeks, Monday to Sunday, that lie wholly in the window and have a duty day.
    private func weeks(_ evidence: MemberEvidence) -> [DateRange] {
        var weeks: [DateRange] = []
        var monday = evidence.window.first.advanced(by: (8 - evidence.window.first.weekday) % 7)
        while let week = DateRange(monday, through: monday.advanced(by: 6)), week.last <= evidence.window.last {
            if evidence.dutyDays.contains(where: week.contains) { weeks.append(week) }
            monday = monday.advanced(by: 7)
        }
        return weeks
    }
}
