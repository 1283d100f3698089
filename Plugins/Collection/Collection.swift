public import AssessmentKernel

/// 附件·2 基础信息采集: two points for each day without a patrol, and for each finding of stale information (§3.2.2).
public struct Collection: AssessmentItem {
    /// The second item of the annex.
    public static let about = ItemDescriptor(2, "collection", "基础信息采集", "Collection of information", version: "1")
    /// The patrol log and what spot checks of the information found.
    public static let tables = [PatrolTable.shared.schema, CollectionFindingTable.shared.schema]

    static let perMissingPatrol = Parameter<Points>(
        "per_missing_patrol", "2", Clause("§3.2.2"), "每个没有走访日志的应到岗日扣分", "points for each duty day without a patrol log")
    static let perFinding = Parameter<Points>(
        "per_finding", "2", about.clause, "每次抽查发现信息不准、不新的扣分", "points for each finding that information is not current")
    /// The points per missing patrol and per finding.
    public static let parameters = [perMissingPatrol.declaration, perFinding.declaration]
    /// Ten points.
    public static let usualMaximum = "10"

    static let missingPatrol = DeductionKind("collection.missing-patrol", about.clause, "当日无走访日志", "No patrol that day")
    static let finding = DeductionKind("collection.finding", about.clause, "信息采集不及时、不准确", "Information not current")
    /// A day without a patrol, and a finding.
    public static let deductions = [missingPatrol, finding]

    static let collected = MeasureKind(
        "collection.patrols", Clause("§3.1.1"), .count, hasTarget: true, "信息采集（走访日志）",
        "Information collected (patrol logs)")
    /// The patrol logs, one required per duty day.
    public static let measures = [collected]

    let perMissingPatrol: Points
    let perFinding: Points

    /// Makes the item from the points per missing patrol and per finding.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perMissingPatrol = try parameters[Self.perMissingPatrol]
        perFinding = try parameters[Self.perFinding]
    }

    /// The patrol log, when a missing patrol costs points.
    public var tablesReadForAbsence: [String] {
        perMissingPatrol > .zero ? [PatrolTable.shared.schema.key] : []
    }

    /// Deducts points for each duty day without a patrol, and for each finding.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        let patrolled = Set(evidence.rows(of: PatrolTable.self).map { $0.day })
        for day in evidence.dutyDays where !patrolled.contains(day) {
            sheet.deductForAbsence(
                perMissingPatrol, for: Self.missingPatrol, on: day,
                because: Reason(
                    expected: LocalText("工作日应有走访日志", "a patrol log each duty day"),
                    found: LocalText("当日没有", "none that day")))
        }
        for row in evidence.rows(of: CollectionFindingTable.self) where !row.isExcused {
            let category = row.category.option.title
            sheet.deduct(
                perFinding, for: Self.finding, on: row.day, resting: row,
                because: Reason(
                    expected: LocalText("网格信息应齐全、及时更新", "the grid's information to be whole and current"),
                    found: LocalText(
                        "抽查 \(row.told) 发现“\(category.chinese)”的信息不符",
                        "check \(row.told) found \(category.english.lowercased()) wrong"))
            )
        }
    }

    /// Counts the patrol logs, including those of days off, with the duty days as target.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        sheet.count(
            evidence.rows(of: PatrolTable.self).count, of: evidence.dutyDays.count, as: Self.collected)
    }
}
