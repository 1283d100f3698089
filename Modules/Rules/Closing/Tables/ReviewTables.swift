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
            .text("village", "村", "Village", optional: true) { $0.village.string },
            .text("grid", "网格", "Grid", optional: true) { $0.grid.string },
            .points("composite", "综合得分", "Composite", from: 0) { $0.composite },
            .count("stars", "星级", "Stars", from: 0, to: 5) { $0.stars },
        ])

    /// The members in the review.
    public static let members = ResultTable(
        LocalText("年度考评", "Annual review"), file: "annual.csv", ledger: .review("member"), key: ["member"],
        rows: { (review: AnnualReview) in review.members },
        [
            .member { $0.member },
            .count("rated_quarters", "评等季度", "Rated quarters", from: 1, to: 4, in: .ledger) { $0.ratedQuarters },
            .points("quarters_mean", "季均分", "Mean of quarters", from: 0) { $0.quarters },
            .points("months_mean", "月均分", "Mean of months", from: 0) { $0.months },
            .points("satisfaction", "满意度得分", "Satisfaction", optional: true, from: 0, to: 100) { $0.satisfaction },
            .points("composite", "综合得分", "Composite", from: 0) { $0.composite },
            .count("days_in_post", "在岗天数", "Days in post", from: 0, to: 366, in: .ledger) { $0.daysInPost },
            .flag("merit_flag", "取消评优", "Merit flag") { $0.hasMeritFlag },
            .flag("eligible", "符合条件", "Eligible") { $0.isEligible },
            .flag("excellent", "优秀", "Excellent") { $0.isExcellent },
        ])

    /// The findings of the year.
    public static let findings = ResultTable(
        LocalText("年度认定", "Findings of the year"), file: "findings.csv", ledger: .review("finding"),
        key: ["member", "finding", "basis"], rows: { (review: AnnualReview) in review.findings },
        ClosingTables.findingFields)
}

/// The result table of a month's notice, without the measures, which the items declare.
public enum NoticeTables {
    /// The members with score, rank and base pay.
    public static let members = ResultTable(
        LocalText("月通报", "Monthly notice"), file: "notice.csv", ledger: .notice("pay"), key: ["member"],
        rows: { (notice: MonthNotice) in notice.members },
        [
            .member { $0.member },
            .text("name", "姓名", "Name", optional: true, in: .file) { $0.member.name.string },
            .word("post", "岗位", "Post", of: .posts, in: .file) { $0.member.post.option.key },
            .text("office", "办事处", "Office", optional: true, in: .file) { $0.member.office.string },
            .text("village", "村", "Village", optional: true, in: .file) { $0.member.village.string },
            .text("grid", "网格", "Grid", optional: true, in: .file) { $0.member.grid.string },
            .count("days_in_post", "在岗天数", "Days in post", from: 0, in: .file) { $0.daysInPost },
            .count("duty_days", "工作日", "Duty days", from: 0, in: .file) { $0.dutyDays },
            .points("score", "得分", "Score", from: 0, in: .file) { $0.score.total },
            .count("rank", "名次", "Rank", optional: true, from: 1, in: .file) { $0.rank },
            .yuan("base", "基本补贴", "Base pay", from: 0) { $0.base },
            .yuan("withheld", "抵扣", "Withheld", from: 0) { $0.withheld },
            .yuan("paid", "实发", "Paid", from: 0) { $0.paid },
        ])

    /// The tables that a person confirmed to have no rows when the notice was issued.
    public static let acceptedEmpty = ResultTable(
        LocalText("月通报确认", "Confirmations of a notice"), ledger: .notice("accepted_empty"), key: ["subject"],
        rows: { (tables: [String]) in tables },
        [.text("subject", "确认无记录的表", "Table without rows", in: .ledger) { $0 }])
}

/// All result tables that the ledger keeps.
public enum KeptTables {
    /// Their schemas.
    public static let all: [ResultSchema] =
        (ClosingTables.all + ReviewTables.all.map(\.schema) + [
            NoticeTables.members.schema, NoticeTables.acceptedEmpty.schema,
        ]).filter { $0.ledger != nil }
}
