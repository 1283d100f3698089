public import AssessmentKernel
public import Closing

extension TableReport {
    /// A month's notice (§3.1.1): the members ranked, a column per measure.
    public init(_ notice: MonthNotice, township: String) {
        let measures = notice.kinds.map { kind in
            Column<MemberNotice>(kind.title.chinese, width: 11, isNumber: true) { row in
                guard let measure = row.measure(kind) else { return "" }
                return kind.unit == .share ? measure.amountText : measure.told.chinese
            }
        }
        let columns: [Column<MemberNotice>] =
            [.init("名次", width: 6, isNumber: true) { $0.rank.map(String.init) ?? "" }] + person { $0.member }
            + [.init("得分", width: 8, isNumber: true) { $0.score.total.description }] + measures + [
                .init("基本补贴", isNumber: true) { $0.base.description },
                .init("抵扣", isNumber: true) { $0.withheld.description },
                .init("实发", isNumber: true) { $0.paid.description }, .init("签收", width: 12) { _ in "" },
            ]
        let month = notice.month
        self.init(
            "\(township)\(month.year)年\(month.number)月通报", basis: "截至 \(notice.asOf)", day: notice.asOf,
            tables: [.init("月通报", of: notice.ranking, columns)])
    }

    /// A year's review (§3.1.3): stars, the award list, all members, findings.
    ///
    /// - Parameter name: the review's name, such as `2021-r1`.
    public init(_ review: AnnualReview, township: String, year: Year, name: String) {
        let people: [Column<ReviewedMember>] =
            person { $0.member } + [
                .init("综合得分", isNumber: true) { $0.composite.description },
                .init("季均分", isNumber: true) { $0.quarters.description },
                .init("月均分", isNumber: true) { $0.months.description },
                .init("满意度得分（%）", isNumber: true) { $0.satisfaction?.description ?? "" },
            ]
        let places = "名额 \(review.places)" + (review.cut.map { "，入选线 \($0) 分" } ?? "，无人符合条件")
        let tables: [Table] = [
            .init(
                "网格星级", of: review.stars,
                [
                    .init("村", width: 14) { $0.village.string }, .init("网格", width: 18) { $0.grid.string },
                    .init("综合得分", isNumber: true) { $0.composite.description },
                    .init("星级", width: 14) { String(repeating: "★", count: $0.stars) },
                ]),
            .init("优秀推荐名单", of: review.award, people + [.init("签字", width: 14) { _ in "" }], note: places),
            .init(
                "全部人员", of: review.members,
                people + [
                    .init("取消评优") { $0.hasMeritFlag ? "是" : "" }, .init("符合条件") { $0.isEligible ? "是" : "" },
                    .init("优秀") { $0.isExcellent ? "是" : "" },
                ]),
            .init(
                "年度认定", of: review.findings,
                [
                    .init("工号") { $0.member.code.string }, .init("姓名") { $0.member.name.string },
                    .init("认定", width: 30) { $0.finding.kind.title.chinese },
                    .init("依据", width: 60) { $0.finding.basis.text },
                ]),
        ]
        self.init("\(township)\(year)年度网格员考评", basis: "考评 \(name)", day: year.range.last, tables: tables)
    }
}

/// The member's identity: code, name and village.
private func person<Row>(_ member: @escaping (Row) -> Member) -> [TableReport.Column<Row>] {
    [
        .init("工号") { member($0).code.string }, .init("姓名") { member($0).name.string },
        .init("村", width: 12) { member($0).village.string },
    ]
}
