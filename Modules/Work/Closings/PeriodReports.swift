import AssessmentKernel
import Closing
import Reports

extension MonthNotice {
    /// The notice as a workbook and a page (§3.1.1): the members ranked, one column per measure.
    func report(township: String) -> TableReport {
        let columns: [TableReport.Column] =
            [
                .init("名次", width: 6, isNumber: true), .init("工号"), .init("姓名"), .init("村", width: 12),
                .init("得分", width: 8, isNumber: true),
            ]
            + kinds.map { .init($0.title.chinese, width: 11, isNumber: true) }
            + [
                .init("基本补贴", width: 10, isNumber: true), .init("抵扣", width: 10, isNumber: true),
                .init("实发", width: 10, isNumber: true), .init("签收", width: 12),
            ]
        let rows = ranking.map { row -> [String] in
            let measures = kinds.map { kind -> String in
                guard let measure = row.measure(kind) else { return "" }
                return kind.unit == .share ? measure.amountText : measure.told.chinese
            }
            let member = row.member
            return [
                row.rank.map(String.init) ?? "", member.code.string, member.name.string, member.village.string,
                row.score.total.description,
            ] + measures + [row.base.description, row.withheld.description, row.paid.description, ""]
        }
        return TableReport(
            "\(township)\(month.year)年\(month.number)月通报", basis: "截至 \(asOf)", day: asOf,
            tables: [.init("月通报", columns, rows: rows)])
    }
}

extension AnnualReview {
    /// The review as a workbook and a page (§3.1.3): stars, the award list, all members, findings.
    func report(township: String, year: Year, name: String) -> TableReport {
        let grids = TableReport.Table(
            "网格星级",
            [
                .init("村", width: 14), .init("网格", width: 18), .init("综合得分", isNumber: true),
                .init("星级", width: 14),
            ],
            rows: stars.map { row in
                [
                    row.village.string, row.grid.string, row.composite.description,
                    String(repeating: "★", count: row.stars),
                ]
            })
        let people: [TableReport.Column] = [
            .init("工号"), .init("姓名"), .init("村", width: 12), .init("综合得分", isNumber: true),
            .init("季均分", isNumber: true), .init("月均分", isNumber: true), .init("满意度得分（%）", isNumber: true),
        ]
        func person(_ row: ReviewedMember) -> [String] {
            [
                row.member.code.string, row.member.name.string, row.member.village.string, row.composite.description,
                row.quarters.description, row.months.description, row.satisfaction?.description ?? "",
            ]
        }
        return TableReport(
            "\(township)\(year)年度网格员考评", basis: "考评 \(name)", day: year.range.last,
            tables: [
                grids,
                .init(
                    "优秀推荐名单", people + [.init("签字", width: 14)], rows: award.map { person($0) + [""] },
                    note: "名额 \(places)" + (cut.map { "，入选线 \($0) 分" } ?? "，无人符合条件")),
                .init(
                    "全部人员", people + [.init("取消评优"), .init("符合条件"), .init("优秀")],
                    rows: members.map {
                        person($0) + [$0.hasMeritFlag ? "是" : "", $0.isEligible ? "是" : "", $0.isExcellent ? "是" : ""]
                    }),
                .init(
                    "年度认定", [.init("工号"), .init("姓名"), .init("认定", width: 30), .init("依据", width: 60)],
                    rows: findings.map { member, finding in
                        [
                            member.code.string, member.name.string, Finding.title(of: finding.key).chinese,
                            finding.basis,
                        ]
                    }),
            ])
    }
}
