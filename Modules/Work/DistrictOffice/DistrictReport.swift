import AssessmentKernel
import Register
import Reports
import ResultTables

extension DistrictSummary {
    /// The summary for people, as a workbook and a page: the townships beside their quarters before, their members, what is
    /// missing or was not taken, and what an officer should look at.
    var report: TableReport {
        let quarter = Quarter(text: period)
        let title = "\(district)\(quarter?.chinese ?? period)网格员考核汇总"
        let rated = members.count { $0.rank != nil }
        let basis = "乡镇 \(townships.count) 个，网格员 \(members.count) 人（其中参加排名 \(rated) 人），应发合计 \(payDue) 元"
        return TableReport(
            title, basis: basis, day: quarter?.range.last ?? .init(dayNumber: 0),
            sections: [
                .init("乡镇", DistrictTables.townships(self), of: self),
                .init("网格员", DistrictTables.shownMembers(bands), of: self),
                .init("留意", DistrictTables.gains, of: self, note: "括号外为本期，括号内为该镇上一期；空白为没有上一期"),
                .init("未收", DistrictTables.open, of: self, note: "暂存、拒收和告警的上报包"),
            ])
    }
}

extension DistrictTables {
    /// A bundle that was not taken.
    struct OpenBundleRow {
        let township: String
        let name: String
        let state: String
        let reason: LocalText
    }

    /// The bundles on hold and those that were refused.
    static let open = ResultTable(
        LocalText("未收", "Not taken"),
        rows: { (summary: DistrictSummary) in
            summary.held.map {
                OpenBundleRow(township: $0.township, name: $0.name, state: "暂存", reason: $0.reason)
            }
                + summary.refusals.map {
                    OpenBundleRow(
                        township: $0.township, name: $0.name, state: $0.isAlarm ? "告警" : "拒收", reason: $0.reason)
                }
        },
        [
            .text("township", "乡镇", "Township", optional: true) { $0.township }.shown(width: 16),
            .text("bundle", "上报包", "Bundle", optional: true) { $0.name }.shown(width: 12),
            .text("state", "处理", "State") { $0.state }.shown(as: .centred),
            .text("reason", "原因", "Reason") { $0.reason.chinese }.shown(width: 60, as: .wrapped),
        ])

    /// What a township could gain by, in figures beside those of its bundle before.
    static let gains = ResultTable(
        LocalText("留意", "To look at"),
        rows: { (summary: DistrictSummary) in
            summary.townships.compactMap { township in township.gains.map { (township.receipt.township, $0) } }
        },
        [
            .text("township", "乡镇", "Township") { $0.0 }.shown(width: 16),
            figure("leave", "人均请假（工作日）", "Leave per member") {
                ExactDecimal.fixed(Int64($0.leavePerMember), places: 2)
            },
            figure("holidays", "自定休息日", "Days off of its own") { String($0.holidays) },
            figure("empty", "认可无记录的表", "Tables accepted as empty") { String($0.emptyTables) },
            figure("appeals", "成立的申诉", "Upheld appeals") { String($0.appeals) },
            figure("unwitnessed", "无任何记录的人", "Members without evidence") { String($0.unwitnessed) },
            .count("left", "离任", "Left") { $0.1.left.count }, .count("joined", "新任", "Joined") { $0.1.joined.count },
        ])

    private static func figure(
        _ key: String, _ chinese: String, _ english: String,
        _ text: @escaping @Sendable (BundleGains.Figures) -> String
    ) -> ResultField<(String, BundleGains)> {
        .text(key, chinese, english) { row in
            text(row.1.figures) + (row.1.before.map { "（\(text($0))）" } ?? "")
        }.shown(width: 16, as: .centred)
    }
}
