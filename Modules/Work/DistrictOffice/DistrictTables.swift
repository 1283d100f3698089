import AssessmentKernel
import Closing
import Register
public import ResultTables

/// The result tables of a district's summary.
public enum DistrictTables {
    /// A row of `townships.csv`: a township, or only the name of one that is missing.
    public struct TownshipRow: Sendable {
        /// Its name.
        public let name: String
        /// Its figures; nil for one that is missing.
        public let township: DistrictSummary.Township?

        /// The row of a township.
        public init(_ township: DistrictSummary.Township) {
            name = township.receipt.township
            self.township = township
        }

        /// The row of a township that is missing.
        init(missing name: String) {
            self.name = name
            township = nil
        }
    }

    /// The townships by rank, then those that are missing; each band of the summary is a column, and so is each quarter
    /// before it.
    public static func townships(_ summary: DistrictSummary) -> ResultTable<DistrictSummary, TownshipRow> {
        ResultTable(
            LocalText("乡镇", "Townships"), file: "townships.csv", key: ["township"],
            leading: ["rank", "township", "members", "mean"] + summary.before.map(\.key) + summary.bands.map(\.key)
                + ["pay_due", "revision"],
            rows: { $0.townships.map { TownshipRow($0) } + $0.missing.map { TownshipRow(missing: $0) } },
            [
                .count("rank", "名次", "Rank", optional: true, from: 1) { $0.township?.rank },
                .text("township", "乡镇", "Township") { $0.name },
                .count("revision", "版本", "Revision", optional: true, from: 1) { $0.township?.receipt.revision }
                    .told { row, _ in
                        let revision = row.township.map { "r\($0.receipt.revision)" } ?? ""
                        return LocalText(revision, revision)
                    },
                .count("members", "人数", "Members", optional: true, from: 0) { $0.township?.members },
                .points("mean", "平均分", "Mean", optional: true) { $0.township?.mean },
            ]
                + summary.bands.map { band in
                    .count(band.key, band.title.chinese, band.title.english, optional: true, from: 0) { row in
                        row.township.map { $0.bands[band.key] ?? 0 }
                    }.shown(to: [.terminal, .workbook], brief: band.title)
                }
                + summary.before.map { earlier in
                    .points(
                        earlier.key, "\(earlier.period) 平均分", "Mean of \(earlier.period)", optional: true, in: .readers
                    ) { earlier.means[$0.name] }.shown(to: [.terminal, .workbook], brief: earlier.title)
                } + [
                    .yuan(ifAny: "pay_due", "应发合计", "Pay") { $0.township?.receipt.payDue },
                    .text("bundle", "上报包", "Bundle", optional: true) { $0.township?.receipt.sha256 }
                        .shown(to: [.program]),
                    .text("received_at", "接收时间", "Received at", optional: true) { $0.township?.receipt.receivedAt }
                        .shown(to: [.workbook], width: 20),
                ])
    }

    /// The members of all townships by rank, as their file has them.
    static let members = shownMembers([])

    /// The members of all townships by rank.
    ///
    /// - Parameter bands: as people are told; the file has their keys.
    static func shownMembers(
        _ bands: [DistrictSummary.BandName]
    ) -> ResultTable<DistrictSummary, DistrictSummary.Member> {
        let titles = Dictionary(bands.map { ($0.key, $0.title) }, uniquingKeysWith: { first, _ in first })
        return ResultTable(
            LocalText("网格员", "Members"), file: "members.csv", key: ["township", "member"],
            rows: { (summary: DistrictSummary) in summary.members },
            [
                .count("rank", "名次", "Rank", optional: true, from: 1) { $0.rank },
                .text("township", "乡镇", "Township") { $0.township },
                .text("member", "工号", "Member") { $0.standing.member.string },
                .text("name", "姓名", "Name", optional: true) { $0.standing.name.string },
                .text("office", "办事处", "Office", optional: true) { $0.standing.office.string },
                .text("village", "村", "Village", optional: true) { $0.standing.village.string },
                .text("grid", "网格", "Grid", optional: true) { $0.standing.grid.string },
                .points("total", "总分", "Total") { $0.standing.total },
                .text("band", "等次", "Band") { $0.standing.band }.told { row, _ in
                    titles[row.standing.band] ?? LocalText(row.standing.band, row.standing.band)
                },
                .yuan("monthly_amount", "月绩效", "Monthly amount") { $0.standing.monthlyAmount },
            ])
    }
}
