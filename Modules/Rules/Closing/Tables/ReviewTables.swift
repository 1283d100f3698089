public import AssessmentKernel
public import ResultTables

/// The result tables of an annual review.
public enum ReviewTables {
    /// All tables, in the order of writing.
    public static let all: [any ResultRows<AnnualReview>] = [stars, members, findings]

    /// The grids with their stars.
    public static let stars = ResultTable(
        LocalText("网格星级", "Grid stars"), file: "stars.csv", ledger: .review("star"), key: ["village", "grid"],
        rows: { (review: AnnualReview) in review.stars },
        [
            .text("village", "村", "Village", optional: true) { $0.village.string }.shown(width: 14),
            .text("grid", "网格", "Grid", optional: true) { $0.grid.string }.shown(width: 18),
            .points("composite", "综合得分", "Composite", from: 0) { $0.composite },
            .count("stars", "星级", "Stars", from: 0, to: 5) { $0.stars }
                .told { row, _ in
                    let stars = String(repeating: "★", count: row.stars)
                    return row.stars == 0 ? LocalText("无", "none") : LocalText(stars, stars)
                }.shown(width: 14, as: .plain),
        ])

    /// The members in the review.
    public static let members = ResultTable(
        LocalText("年度考评", "Annual review"), file: "annual.csv", ledger: .review("member"), key: ["member"],
        leading: ["member", "name", "office", "village", "composite"],
        rows: { (review: AnnualReview) in review.members },
        [
            .member { $0.member },
            .name(to: [.workbook, .terminal, .program]) { $0.member },
            .text("office", "办事处", "Office", optional: true, in: .readers) { $0.member.office.string }
                .shown(to: [.workbook], width: 12),
            .village { $0.member },
            .total(of: 1, "一季度", "Q1"),
            .total(of: 2, "二季度", "Q2"),
            .total(of: 3, "三季度", "Q3"),
            .total(of: 4, "四季度", "Q4"),
            .count("rated_quarters", "评等季度", "Rated quarters", from: 1, to: 4, in: .ledger) { $0.ratedQuarters },
            .points("quarters_mean", "季均分", "Mean of quarters", from: 0) { $0.quarters }
                .shown(brief: LocalText("季均分", "quarters")),
            .points("months_mean", "月均分", "Mean of months", from: 0) { $0.months }
                .shown(brief: LocalText("月均分", "months")),
            .points("satisfaction", "满意度得分", "Satisfaction", optional: true, from: 0, to: 100) { $0.satisfaction }
                .shown(heading: "满意度得分（%）", brief: LocalText("满意度得分", "satisfaction score"), sign: "%"),
            .points("composite", "综合得分", "Composite", from: 0) { $0.composite },
            .count("days_in_post", "在岗天数", "Days in post", from: 0, to: 366, in: .ledger) { $0.daysInPost },
            .flag("merit_flag", "取消评优", "Merit flag") { $0.hasMeritFlag }.shown(to: [.workbook, .program]),
            .flag("eligible", "符合条件", "Eligible") { $0.isEligible }.shown(to: [.workbook, .program]),
            .flag("excellent", "优秀", "Excellent") { $0.isExcellent },
        ])

    /// The findings of the year.
    public static let findings = ResultTable(
        LocalText("年度认定", "Findings of the year"), file: "findings.csv", ledger: .review("finding"),
        key: ["member", "finding", "basis"], rows: { (review: AnnualReview) in review.findings },
        ClosingTables.findingFields)
}

extension ResultField<ReviewedMember> {
    /// The total of one quarter, from 1 to 4; missing when the member was not rated in it.
    fileprivate static func total(of number: Int, _ chinese: String, _ english: String) -> ResultField {
        .points("quarter_\(number)", chinese, english, optional: true, in: .readers) { row in
            row.totals.first { $0.key.number == number }?.value
        }.shown(to: [.workbook], width: 8)
    }
}

/// The result table of a month's notice, without the measures, which the items declare.
public enum NoticeTables {
    /// The members with score, rank and base pay.
    public static let members = ResultTable(
        LocalText("月通报", "Monthly notice"), file: "notice.csv", ledger: .notice("pay"), key: ["member"],
        leading: ["rank", "member", "name", "village", "score"],
        rows: { (notice: MonthNotice) in notice.members },
        [
            .member { $0.member },
            .text("name", "姓名", "Name", optional: true, in: .file) { $0.member.name.string },
            .word("post", "岗位", "Post", of: .posts, in: .file) { $0.member.post.option.key }.shown(to: []),
            .text("office", "办事处", "Office", optional: true, in: .file) { $0.member.office.string }.shown(to: []),
            .text("village", "村", "Village", optional: true, in: .file) { $0.member.village.string }
                .shown(to: [.workbook, .terminal], width: 12),
            .text("grid", "网格", "Grid", optional: true, in: .file) { $0.member.grid.string }.shown(to: []),
            .count("days_in_post", "在岗天数", "Days in post", from: 0, in: .file) { $0.daysInPost }.shown(to: []),
            .count("duty_days", "工作日", "Duty days", from: 0, in: .file) { $0.dutyDays }.shown(to: [.program]),
            .points("score", "得分", "Score", from: 0, in: .file) { $0.score.total }.shown(width: 8),
            .count("rank", "名次", "Rank", optional: true, from: 1, in: .file) { $0.rank }.shown(width: 6),
            .yuan("base", "基本补贴", "Base pay", from: 0) { $0.base }.shown(to: [.workbook, .program]),
            .yuan("withheld", "抵扣", "Withheld", from: 0) { $0.withheld }.shown(to: [.workbook, .program]),
            .yuan("paid", "实发", "Paid", from: 0) { $0.paid },
        ])

    /// The tables that a person confirmed to have no rows when the notice was issued.
    public static let acceptedEmpty = ResultTable(
        LocalText("月通报确认", "Confirmations of a notice"), ledger: .notice("accepted_empty"), key: ["subject"],
        rows: { (tables: [(key: String, reason: String)]) in tables },
        [
            .text("subject", "确认无记录的表", "Table without rows", in: .ledger) { $0.key },
            .text("reason", "原因", "Reason", optional: true, in: .ledger) { $0.reason.isEmpty ? nil : $0.reason },
        ])
}

/// All result tables that the ledger keeps.
public enum KeptTables {
    /// Their schemas.
    public static let all: [ResultSchema] =
        (ClosingTables.all + ReviewTables.all.map(\.schema) + [
            NoticeTables.members.schema, NoticeTables.acceptedEmpty.schema,
        ]).filter { $0.ledger != nil }
}
