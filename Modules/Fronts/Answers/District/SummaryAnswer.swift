public import AssessmentKernel
public import DistrictOffice
import Register
import Rulebook

/// A quarter of a district: townships and members, ranked.
public struct SummaryAnswer: EncodableAnswer {
    private let summary: DistrictSummary
    private let folder: String?

    /// Answers with a summary.
    ///
    /// - Parameter folder: the folder of its CSV files; nil when none were written.
    public init(_ summary: DistrictSummary, writtenTo folder: String?) {
        self.summary = summary
        self.folder = folder
    }

    /// The townships by rank, then the sums, what is missing and what was refused.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable(
            [
                .init(say("名次", "rank"), .number), .init(say("乡镇", "township")), .init(say("人数", "members"), .number),
                .init(say("平均分", "mean"), .number),
            ] + summary.bands.map { .init(SummaryAnswer.band($0, say), .number) }
                + [.init(say("应发合计", "pay"), .number), .init(say("版本", "revision"), .number)])
        for row in summary.townships {
            table.add(
                [
                    row.rank.map(String.init) ?? "—", row.receipt.township, String(row.members),
                    row.mean?.description ?? "—",
                ] + summary.bands.map { String(row.bands[$0] ?? 0) }
                    + [row.receipt.payDue.description, "r\(row.receipt.revision)"])
        }
        var page = AnswerPage(
            say("\(summary.district)，\(summary.period)", "\(summary.district), \(summary.period)"))
        page.add(table)
        let (townships, members) = (summary.townships.count, summary.members.count)
        page.add(
            say(
                "乡镇 \(townships) 个，网格员 \(members) 人，应发合计 \(summary.payDue) 元。",
                "\(counted(townships, "township")), \(counted(members, "member")); total payable: \(summary.payDue) yuan."
            ))
        if !summary.missing.isEmpty {
            let names = say.list(summary.missing)
            page.add(say("未报：\(names)。", "Missing: \(names)."))
        }
        for refusal in summary.refusals {
            page.add(
                (refusal.isAlarm ? "‼ " : "✗ ") + "\(refusal.township) \(refusal.name)" + say("：", ": ")
                    + say(refusal.reason))
        }
        if let folder { page.remark(say("已写入 \(folder)。", "Written to \(folder).")) }
        return page
    }

    /// A band's title if it is one of the shipped rulebook's, otherwise the township's own key.
    private static func band(_ key: String, _ say: Language) -> String { titles[key].map { say($0) } ?? key }

    private static let titles: [String: LocalText] = [
        "top": LocalText("优秀", "top"), "good": LocalText("良好", "good"), "fair": LocalText("合格", "fair"),
        "poor": LocalText("较差", "poor"), "failing": LocalText("不合格", "failing"),
        Band.unratedKey: Band.unratedTitle,
    ]

    /// The summary for programs.
    public func json(in say: Language) -> any Encodable { SummaryJSON(summary, say) }
}

/// A summary as JSON.
private struct SummaryJSON: Encodable {
    struct Township: Encodable {
        let rank: Int?
        let township, payDue, bundle: String
        let mean: String?
        let revision, members: Int
        let bands: [String: Int]
    }
    struct Refusal: Encodable { let township, bundle, reason: String; let alarm: Bool }

    let district, quarter, payDue: String
    let members: Int
    let townships: [Township]
    let missing: [String]
    let refusals: [Refusal]

    init(_ summary: DistrictSummary, _ say: Language) {
        district = summary.district
        quarter = summary.period
        payDue = summary.payDue.description
        members = summary.members.count
        townships = summary.townships.map {
            Township(
                rank: $0.rank, township: $0.receipt.township, payDue: $0.receipt.payDue.description,
                bundle: $0.receipt.sha256, mean: $0.mean?.description, revision: $0.receipt.revision,
                members: $0.members, bands: $0.bands)
        }
        missing = summary.missing
        refusals = summary.refusals.map {
            Refusal(township: $0.township, bundle: $0.name, reason: say($0.reason), alarm: $0.isAlarm)
        }
    }
}
