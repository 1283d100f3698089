public import AssessmentKernel

/// 附件·4 问题隐患上报: one point for each hazard that was not reported in time (§3.2.4).
public struct Hazards: AssessmentItem {
    /// The fourth item of the annex.
    public static let about = ItemDescriptor(4, "hazards", "问题隐患上报", "Reporting of hazards", version: "1")
    /// The hazards.
    public static let tables = [HazardTable.shared.schema]

    static let perLate = Parameter<Points>(
        "per_late", "1", about.clause, "每条未及时上报的隐患扣分", "points for each hazard not reported in time")
    static let reportWithinHours = Parameter<Int>(
        "report_within_hours", "24", Clause("§3.2.4"), "发现后须在多少小时内上报或处理",
        "hours from finding a hazard within which it must be reported or handled")
    /// The points per hazard, and the time limit.
    public static let parameters = [perLate.declaration, reportWithinHours.declaration]
    /// Ten points.
    public static let usualMaximum = "10"

    static let late = DeductionKind("hazards.late", about.clause, "问题隐患未及时上报", "Hazard not reported in time")
    /// A hazard not reported in time.
    public static let deductions = [late]

    static let reported = MeasureKind("hazards.reported", Clause("§3.1.1"), .count, "上报隐患", "Hazards reported")
    static let inTime = MeasureKind("hazards.in-time", Clause("§3.1.1"), .count, "及时上报", "Hazards in time")
    /// The hazards that the member found and reported, and those in time.
    public static let measures = [reported, inTime]

    let perLate: Points
    let reportWithinHours: Int

    /// Makes the item from the points per hazard and the time limit.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perLate = try parameters[Self.perLate]
        reportWithinHours = try parameters[Self.reportWithinHours]
    }

    /// Deducts points for each hazard that an inspection found, or that was not answered in time.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for hazard in evidence.rows(of: HazardTable.self) where !hazard.isExcused {
            guard isLate(hazard), isDecided(hazard, evidence) else { continue }
            sheet.deduct(perLate, for: Self.late, on: hazard.foundAt.date, resting: hazard, because: whyLate(hazard))
        }
    }

    /// Counts the hazards that the member reported or handled, and those in time.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        let answered = evidence.rows(of: HazardTable.self).filter { hazard in
            hazard.isExcused || hazard.source == .own && (hazard.reportedAt != nil || hazard.handledAt != nil)
        }
        sheet.count(answered.count, as: Self.reported)
        sheet.count(answered.count { $0.isExcused || !isLate($0) }, as: Self.inTime)
    }

    /// Whether a hazard can no longer become one in time: an inspection found it, or its limit has passed.
    func isDecided(_ hazard: Row<HazardTable>, _ evidence: MemberEvidence) -> Bool {
        hazard.source == .inspection || evidence.isOver(limit(of: hazard).date)
    }

    /// Until when it is to be reported or handled.
    func limit(of hazard: Row<HazardTable>) -> CivilDateTime {
        CivilDateTime(seconds: hazard.foundAt.seconds + Int64(reportWithinHours) * 3600)
    }

    /// Whether an inspection found a hazard, or it was not answered in time; exactly at the limit is in time.
    func isLate(_ hazard: Row<HazardTable>) -> Bool {
        guard hazard.source != .inspection, let answer = firstAnswer(hazard) else { return true }
        return answer.seconds - hazard.foundAt.seconds > Int64(reportWithinHours) * 3600
    }

    /// The report or the handling, whichever was earlier.
    private func firstAnswer(_ hazard: Row<HazardTable>) -> CivilDateTime? {
        guard let reported = hazard.reportedAt, let handled = hazard.handledAt else {
            return hazard.reportedAt ?? hazard.handledAt
        }
        return min(reported, handled)
    }

    /// What a member is told of a hazard that counts as late.
    private func whyLate(_ hazard: Row<HazardTable>) -> Reason {
        if hazard.source == .inspection {
            return Reason(
                expected: LocalText(
                    "隐患 \(hazard.told) 应由网格员自行发现上报", "\(hazard.told) to be found and reported by the member"),
                found: LocalText("由检查发现", "found by an inspection"))
        }
        let found = hazard.foundAt.told
        let expected = LocalText(
            "隐患 \(hazard.told) \(found.chinese) 发现，应在 \(reportWithinHours) 小时内上报或处理",
            "\(hazard.told), found \(found.english), to be reported or handled within \(reportWithinHours) hours")
        guard let answer = firstAnswer(hazard) else {
            return Reason(expected: expected, found: LocalText("既未上报也未处理", "neither reported nor handled"))
        }
        return Reason(
            expected: expected,
            found: LocalText("\(answer.told.chinese) 才上报或处理", "first reported or handled \(answer.told.english)"))
    }
}
