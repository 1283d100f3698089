public import AssessmentKernel
import Closing
public import Closings
import Ledger
import ResultTables

/// A month's notice: rank, score, what was done and the base pay of every member.
public struct NoticeAnswer: EncodableAnswer {
    private let report: NoticeReport
    /// The table whose columns are shown, besides the measures.
    var members = NoticeTables.members

    /// Answers with a notice.
    public init(_ report: NoticeReport) { self.report = report }

    /// The members by rank, then whether the notice is issued.
    public func page(in say: Language) -> AnswerPage {
        let notice = report.notice
        let columns = notice.table(members).columns(for: .terminal)
        var page = AnswerPage(
            say("\(notice.month) 月通报，截至 \(notice.asOf)", "Notice of \(notice.month), as of \(notice.asOf)"))
        page.add(AnswerTable(columns, of: notice.ranking, say))
        page.add(summary(say))
        if !report.acceptedEmpty.isEmpty {
            let tables = say.list(
                report.acceptedEmpty.map { table, reason in
                    say(table.title) + (reason.isEmpty ? "" : say("（\(reason)）", " (\(reason))"))
                })
            page.add(say("发放时确认无记录的表：\(tables)", "Confirmed to have no rows when it was issued: \(tables)"))
        }
        page.add(say("文件在 \(report.folder)", "The files are in \(report.folder)"))
        if let anchor = report.anchor {
            page.next(
                say(
                    "请把日志留痕 \(anchor)（一行文字）立即报送区委政法委。",
                    "Send the anchor of the journal, \(anchor) (one line of text), to the district office at once."))
        }
        return page
    }

    private func summary(_ say: Language) -> String {
        let notice = report.notice
        let withheld = notice.members.reduce(Yuan.zero) { $0 + $1.withheld }
        let count = say("共 \(notice.members.count) 人。", "\(counted(notice.members.count, "member")). ")
        guard let issued = report.issued else {
            return count
                + say(
                    "未发放；应随通报支付 \(notice.paid) 元，抵扣上期结转扣款 \(withheld) 元。",
                    "Not issued; \(notice.paid) yuan would be paid, \(withheld) withheld for debts.")
        }
        return count
            + (report.isNewlyIssued
                ? say(
                    "已发放基本补贴 \(notice.paid) 元，抵扣上期结转扣款 \(withheld) 元。",
                    "Issued: \(notice.paid) yuan of base pay, \(withheld) withheld for debts.")
                : say(
                    "通报已于 \(LocalTime.text(issued.issuedAt)) 发放，文件未改动。",
                    "Issued at \(LocalTime.text(issued.issuedAt)); its files stay unchanged."))
    }

    /// The notice for programs; points and yuan as decimal texts.
    public func json(in say: Language) -> any Encodable { Noticed(report, members) }
}

extension DoneAnswer {
    /// An issued notice was withdrawn.
    public static func withdrewNotice(of month: Month) -> DoneAnswer {
        DoneAnswer(
            LocalText(
                "已撤回 \(month) 的通报，其所发基本补贴不再计为已发。",
                "The notice of \(month) is withdrawn; what it paid counts no longer."),
            next: Advice(
                "更正后重新发放：\(deed: .issueNotice(month))", "Issue it again when it is right: \(deed: .issueNotice(month))"),
            facts: ["month": .text(month.description)])
    }
}

/// A notice as JSON.
private struct Noticed: Encodable {
    struct Value: Encodable {
        let measure, amount: String
        let target: String?
        let met: Bool?
    }
    struct Measures: Encodable { let measures: [Value] }

    let month, asOf, folder: String
    let issuedAt: String?
    let acceptedEmpty: [String]
    let members: [RowWithMore<Measures>]

    init(_ report: NoticeReport, _ table: ResultTable<MonthNotice, MemberNotice>) {
        month = report.notice.month.description
        asOf = report.notice.asOf.description
        folder = report.folder
        issuedAt = report.issued?.issuedAt
        acceptedEmpty = report.acceptedEmpty.map(\.table.key)
        members = report.notice.members.map { row in
            let measures = row.measures.map {
                Value(measure: $0.kind.code, amount: $0.amountText, target: $0.targetText, met: $0.isMet)
            }
            return RowWithMore(table.record(row), Measures(measures: measures))
        }
    }
}
