public import Answers
public import AssessmentKernel
public import DistrictOffice
import Register
import ResultTables

/// A quarter of a district: townships and members, ranked.
public struct SummaryAnswer: EncodableAnswer {
    private let summary: DistrictSummary
    private let folder: String?
    private let items: [any AssessmentItem.Type]

    /// Answers with a summary.
    ///
    /// - Parameters:
    ///   - folder: the folder of its CSV files; nil when none were written.
    ///   - items: the installed items, for the titles of items and tables.
    public init(_ summary: DistrictSummary, writtenTo folder: String?, items: [any AssessmentItem.Type]) {
        self.items = items
        self.summary = summary
        self.folder = folder
    }

    /// The townships by rank, then the sums, what is missing and what was refused.
    public func page(in say: Language) -> AnswerPage {
        let table = AnswerTable(
            DistrictTables.townships(summary).columns(for: .terminal), of: summary.townships.map { .init($0) }, say)
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
        for bundle in summary.held {
            page.add(
                say("… \(bundle.township) \(bundle.name)：暂存——", "… \(bundle.township) \(bundle.name): on hold — ")
                    + say(bundle.reason))
        }
        for refusal in summary.refusals {
            page.add(
                (refusal.isAlarm ? "‼ " : "✗ ") + "\(refusal.township) \(refusal.name)" + say("：", ": ")
                    + say(refusal.reason))
        }
        let words = GainsWords(say, items: items)
        let group = PeerGroup(summary.townships.compactMap { $0.gains?.figures })
        for township in summary.townships {
            guard let gains = township.gains else { continue }
            let lines = words.lines(gains, group.others(than: gains.figures))
            if !lines.isEmpty {
                page.add(
                    say("\(township.receipt.township)，请留意：", "\(township.receipt.township), to look at:") + "\n"
                        + lines.map { "  · " + $0 }.joined(separator: "\n"))
            }
        }
        if let folder { page.remark(say("已写入 \(folder)。", "Written to \(folder).")) }
        return page
    }

    /// The summary for programs.
    public func json(in say: Language) -> any Encodable { SummaryJSON(summary, say) }
}

/// A summary as JSON.
private struct SummaryJSON: Encodable {
    /// The number of a township's members by band, and what it could gain by.
    struct Township: Encodable {
        let bands: [String: Int]
        let gains: BundleGains?
    }
    struct Refusal: Encodable { let township, bundle, reason: String; let alarm: Bool }

    let district, quarter, payDue: String
    let members: Int
    let townships: [RowWithMore<Township>]
    let missing: [String]
    let held: [Refusal]
    let refusals: [Refusal]

    init(_ summary: DistrictSummary, _ say: Language) {
        district = summary.district
        quarter = summary.period
        payDue = summary.payDue.description
        members = summary.members.count
        let table = DistrictTables.townships(summary)
        townships = summary.townships.map {
            RowWithMore(table.record(.init($0)), Township(bands: $0.bands, gains: $0.gains))
        }
        missing = summary.missing
        held = summary.held.map {
            Refusal(township: $0.township, bundle: $0.name, reason: say($0.reason), alarm: false)
        }
        refusals = summary.refusals.map {
            Refusal(township: $0.township, bundle: $0.name, reason: say($0.reason), alarm: $0.isAlarm)
        }
    }
}
