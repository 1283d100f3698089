public import AssessmentKernel
public import ResultTables
public import Rulebook

/// The result tables of a quarter's closing.
///
/// ```swift
/// ClosingTables.pay.lines(result)         // the member's lines of pay.csv
/// ClosingTables.totals.file(closing)      // totals.csv
/// ```
public enum ClosingTables {
    /// The tables whose rows come member by member, in the order of writing.
    public static let perMember: [any ResultRows<MemberResult>] = [
        scores, deductions, pay, monthlyScores, months, findings, adjustments,
    ]
    /// The tables whose rows need the whole closing.
    public static let whole: [any ResultRows<QuarterClosing>] = [totals, warnings, interpretations]
    /// All tables.
    public static var all: [ResultSchema] { perMember.map(\.schema) + whole.map(\.schema) }

    /// The tables that are files of a closing.
    ///
    /// - Parameter revision: 1 for a first closing, which adjusts nothing.
    public static func files(revision: Int) -> [ResultSchema] { all.filter { $0.isFile(revision: revision) } }

    /// The files of a closing whose rows come member by member.
    public static func perMember(revision: Int) -> [ResultSchema] {
        perMember.map(\.schema).filter { $0.isFile(revision: revision) }
    }

    /// A member's score on each item.
    public static let scores = ResultTable(
        LocalText("各项得分", "Item scores"), file: "scores.csv", ledger: .closing("score"), key: ["member", "item"],
        rows: { (result: MemberResult) in
            (result.assessed?.quarter.items ?? []).map { (member: result.member, item: $0) }
        },
        [
            .member { $0.member },
            .word("item", "考核项", "Item", of: .items) { $0.item.item },
            .points("maximum", "满分", "Maximum", from: 0) { $0.item.maximum },
            .points("deducted", "扣分", "Deducted", from: 0) { $0.item.deducted },
            .points("score", "得分", "Score", from: 0, in: .file) { $0.item.score },
        ])

    /// The deductions of the quarter, before capping at the items' maxima.
    public static let deductions = ResultTable(
        LocalText("扣分明细", "Deductions"), file: "deductions.csv", ledger: .closing("deduction"),
        key: ["member", "item", "number"],
        rows: { (result: MemberResult) in
            (result.assessed?.quarter.items ?? []).flatMap { item in
                item.deductions.enumerated().map {
                    HeldRow((member: result.member, item: item.item, number: $0, taken: $1))
                }
            }
        },
        [
            .member { $0.value.member },
            .name { $0.value.member },
            .village { $0.value.member },
            .word("item", "考核项", "Item", of: .items) { $0.value.item }.shown(width: 18, as: .wrapped),
            .count("number", "序号", "Number", from: 0, in: .ledger) { $0.value.number },
            .date("date", "日期", "Date") { $0.value.taken.date }.shown(width: 11),
            .points("points", "扣分", "Points", from: 0) { $0.value.taken.points }.shown(width: 7),
            .text("code", "代码", "Code") { $0.value.taken.kind.code }.told { row, _ in row.value.taken.told }
                .shown(width: 36, as: .wrapped, heading: "事由"),
            .text("clause", "条款", "Clause") { $0.value.taken.kind.clause.citation }
                .told { row, _ in row.value.taken.kind.clause.title }.shown(width: 11, as: .centred),
            .text("evidence", "记录", "Evidence", optional: true) { $0.value.taken.evidenceText }
                .shown(width: 34, as: .wrapped),
            .text("reason_zh", "事由", "Reason (Chinese)", in: .ledger) { $0.value.taken.reason?.chinese ?? "" },
            .text("reason_en", "事由（英文）", "Reason", in: .ledger) { $0.value.taken.reason?.english ?? "" },
        ])

    /// A member's pay of each month (§1.2, §3.1.2).
    public static let pay = ResultTable(
        LocalText("薪酬", "Pay"), file: "pay.csv", ledger: .closing("pay"), key: ["member", "month"],
        rows: { (result: MemberResult) in (result.assessed?.pay ?? []).map { (member: result.member, pay: $0) } },
        [
            .member { $0.member },
            .name { $0.member },
            .village { $0.member },
            .month { $0.pay.month }.shown(width: 9),
            .count("days_in_post", "在岗天数", "Days in post", from: 0) { $0.pay.daysInPost }
                .shown(width: 9),
        ] + MonthPay.amounts.map(\.field))

    /// A member's score of each month by item, and the month's total after them.
    public static let monthlyScores = ResultTable(
        LocalText("月得分", "Monthly scores"), file: "monthly_scores.csv", key: ["member", "month", "item"],
        rows: { (result: MemberResult) in
            (result.assessed?.months ?? []).flatMap { month in
                month.score.items.map { (member: result.member, month: month.month, item: $0.item, score: $0.score) }
                    + [
                        (
                            member: result.member, month: month.month, item: ResultWords.monthTotal,
                            score: month.score.total
                        )
                    ]
            }
        },
        [
            .member { $0.member },
            .month { $0.month },
            .word("item", "考核项", "Item", of: .itemsAndTotal) { $0.item },
            .points("score", "得分", "Score", from: 0) { $0.score },
        ])

    /// A member's total of each month, for the streaks of later quarters and the annual mean.
    package static let months = ResultTable(
        LocalText("月总分", "Monthly totals"), ledger: .closing("month"), key: ["member", "month"],
        rows: { (result: MemberResult) in (result.assessed?.months ?? []).map { (member: result.member, month: $0) } },
        [
            .member { $0.member },
            .month { $0.month.month },
            .points("total", "总分", "Total", from: 0) { $0.month.score.total },
            .flag("is_failing", "不合格", "Failing") { $0.month.isFailing },
        ])

    /// The findings about a member.
    public static let findings = ResultTable(
        LocalText("认定事项", "Findings"), file: "findings.csv", ledger: .closing("finding"),
        key: ["member", "finding", "basis"],
        rows: { (result: MemberResult) in result.findings.map { (member: result.member, finding: $0) } },
        findingFields)

    /// The columns of a finding, in a closing and in a review.
    static let findingFields: [ResultField<(member: Member, finding: Finding)>] = [
        .member { $0.member },
        .name(to: [.workbook, .terminal]) { $0.member },
        .text("finding", "认定", "Finding") { $0.finding.kind.key }.told { row, _ in row.finding.kind.title }
            .shown(width: 30),
        .text("basis", "依据", "Basis", optional: true) { $0.finding.basis.text }.shown(width: 60),
    ]

    /// What a revision changes in the members' pay.
    public static let adjustments = ResultTable(
        LocalText("更正补扣", "Adjustments"), file: "adjustments.csv", ledger: .closing("adjustment"),
        ofRevisionsOnly: true, key: ["member"],
        rows: { (result: MemberResult) in
            result.adjustment.map { [(member: result.member, changed: $0)] } ?? []
        },
        [
            .member { $0.member },
            .yuan("due_before", "更正前应发", "Due before", from: 0) { $0.changed.dueBefore },
            .yuan("due_now", "更正后应发", "Due now", from: 0) { $0.changed.dueNow },
            .yuan("carried_before", "更正前结转", "Carried before", from: 0) { $0.changed.carriedBefore },
            .yuan("carried_now", "更正后结转", "Carried now", from: 0) { $0.changed.carriedNow },
            .yuan("adjustment", "补差", "Adjustment") { $0.changed.amount },
        ])

    /// The members' totals with their ranks.
    public static let totals = ResultTable(
        LocalText("总分与名次", "Totals and ranks"), file: "totals.csv", ledger: .closing("total"), key: ["member"],
        leading: ["rank"],
        rows: { (closing: QuarterClosing) in closing.standings() },
        [
            .member { $0.member },
            .text("name", "姓名", "Name", optional: true, in: .file) { $0.member.name.string },
            .word("post", "岗位", "Post", of: .posts, in: .file) { $0.member.post.option.key }
                .shown(to: [.workbook], width: 7),
            .text("office", "办事处", "Office", optional: true, in: .file) { $0.member.office.string }
                .shown(to: [.workbook, .page, .terminal], width: 14),
            .text("village", "村", "Village", optional: true, in: .file) { $0.member.village.string }
                .shown(to: [.workbook, .page, .terminal], width: 12),
            .text("grid", "网格", "Grid", optional: true, in: .file) { $0.member.grid.string }
                .shown(to: [.workbook]),
            .points("total", "总分", "Total", from: 0) { $0.total }.shown(width: 8),
            .word("band", "等次", "Band", of: .bands) { $0.bandKey }.shown(width: 9),
            .yuan("monthly_amount", "月绩效", "Monthly amount") { $0.monthlyAmount }
                .shown(width: 12, heading: "月绩效（元）", brief: LocalText("月绩效", "a month")),
            .count("rank", "名次", "Rank", optional: true, from: 1) { $0.rank }.shown(width: 6),
            .count("duty_days", "工作日", "Duty days", from: 0, in: .ledger) { $0.dutyDays }
                .shown(to: [.workbook], width: 8),
            .flag("is_rated", "评等", "Rated", in: .ledger) { $0.band != nil },
            .flag("is_failing", "不合格", "Failing", in: .ledger) { $0.isFailing },
        ])

    /// The warnings for a person to check.
    public static let warnings = ResultTable(
        LocalText("提示", "Warnings"), file: "warnings.csv",
        rows: { (closing: QuarterClosing) in closing.warnings.sorted() },
        [
            .text("subject", "对象", "Subject") { $0.subject.text.string },
            .text("code", "代码", "Code") { $0.kind.code },
            .text("detail", "说明", "Detail", optional: true) { $0.detail.text },
        ])

    /// The register of interpretations of the applied rulebook.
    public static let interpretations = ResultTable(
        LocalText("解释口径", "Interpretations"), file: "interpretations.csv", key: ["id"],
        rows: { (closing: QuarterClosing) in
            closing.rules.rulebook.interpretations.sorted { Text($0.id) < Text($1.id) }
        },
        [
            .text("id", "编号", "Number") { $0.id }.shown(width: 7, as: .centred),
            .text("clause", "条款", "Clause") { $0.clause.citation }.told { row, _ in row.clause.title }
                .shown(width: 14, as: .wrapped),
            .text("question", "问题", "Question") { $0.question.chinese }.shown(width: 40, as: .wrapped),
            .text("choice", "采用", "Choice") { $0.choice }.told { row, _ in row.answer }
                .shown(width: 28, as: .wrapped),
            .text("reason", "理由", "Reason") { $0.reason.chinese }.shown(width: 60, as: .wrapped),
        ])
}

extension PayColumn {
    /// The amounts of the pay, in the order of reading.
    public static let all = of(ClosingTables.pay.schema.columns)
}

extension ResultSchema.Place {
    static func closing(_ name: String) -> Self { Self(book: "closing", name: "closing_" + name) }
    static func review(_ name: String) -> Self { Self(book: "review", name: "review_" + name) }
    static func notice(_ name: String) -> Self { Self(book: "notice", name: "notice_" + name) }
}

extension ResultField {
    /// The member's name, which the table itself does not hold.
    static func name(
        to readers: Set<ResultReader> = [.workbook], _ member: @escaping @Sendable (Row) -> Member
    ) -> ResultField {
        .text("name", "姓名", "Name", optional: true, in: .readers) { member($0).name.string }.shown(to: readers)
    }

    /// The member's village, which the table itself does not hold.
    static func village(_ member: @escaping @Sendable (Row) -> Member) -> ResultField {
        .text("village", "村", "Village", optional: true, in: .readers) { member($0).village.string }
            .shown(to: [.workbook], width: 12)
    }
}

extension Deduction {
    /// What a member is told: the kind's title, and the detail that it leaves open.
    public var told: LocalText { LocalText(told(in: .chinese), told(in: .english)) }

    /// The same in one language.
    public func told(in language: Language) -> String {
        guard let reason else { return kind.title[language] }
        return kind.title[language] + (language == .chinese ? "：" : ": ") + reason[language]
    }
}
