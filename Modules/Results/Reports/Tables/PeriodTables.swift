public import AssessmentKernel
public import Closing
package import ResultTables

extension TableReport {
    /// A month's notice (§3.1.1): the members ranked, a column per measure.
    public init(_ notice: MonthNotice, township: String) {
        self.init(notice, NoticeTables.members, township: township)
    }

    package init(_ notice: MonthNotice, _ members: ResultTable<MonthNotice, MemberNotice>, township: String) {
        let columns = notice.table(members).columns() + [Column("签收", width: 12) { _ in "" }]
        let month = notice.month
        self.init(
            "\(township)\(month.year)年\(month.number)月通报", basis: "截至 \(notice.asOf)", day: notice.asOf,
            tables: [.init("月通报", of: notice.ranking, columns)])
    }

    /// A year's review (§3.1.3): stars, the award list, all members, findings.
    ///
    /// - Parameter name: the review's name, such as `2021-r1`.
    public init(_ review: AnnualReview, township: String, year: Year, name: String) {
        self.init(review, ReviewTables.members, township: township, year: year, name: name)
    }

    package init(
        _ review: AnnualReview, _ members: ResultTable<AnnualReview, ReviewedMember>, township: String, year: Year,
        name: String
    ) {
        let all = members.columns()
        let places = "名额 \(review.places)" + (review.cut.map { "，入选线 \($0) 分" } ?? "，无人符合条件")
        let tables: [Table] = [
            .init("网格星级", of: review.stars, ReviewTables.stars.columns()),
            .init(
                "优秀推荐名单", of: review.award,
                // What all on the list have in common is left out.
                members.columns(without: ["merit_flag", "eligible", "excellent"])
                    + [Column("签字", width: 14) { _ in "" }],
                note: places),
            .init("全部人员", of: review.members, all),
            .init("年度认定", of: review.findings, ReviewTables.findings.columns()),
        ]
        self.init("\(township)\(year)年度网格员考评", basis: "考评 \(name)", day: year.range.last, tables: tables)
    }
}

extension ResultTable {
    /// The columns of its table in a report.
    func columns(without common: Set<String> = []) -> [TableReport.Column<Row>] {
        columns(for: .workbook).filter { !common.contains($0.column.key) }.map { shown in
            let look = shown.column.look
            return TableReport.Column(
                look.heading ?? shown.column.title.chinese, width: look.width, isNumber: look.cell == .number
            ) { shown.cell($0).text(in: .chinese) }
        }
    }
}
