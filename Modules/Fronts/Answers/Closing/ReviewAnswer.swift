public import AssessmentKernel
import Closing
public import Closings
import Ledger
import ResultTables
import Rulebook

/// A reviewed year: stars of the grids, excellent members, findings and recommendations.
public struct ReviewAnswer: EncodableAnswer {
    private let report: ReviewReport
    /// The table of members whose columns are shown.
    var members = ReviewTables.members

    /// Answers with a review.
    public init(_ report: ReviewReport) { self.report = report }

    private var review: AnnualReview { report.review }

    /// The tables of the review.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        addStars(to: &page, say)
        addEligible(to: &page, say)
        addFindings(to: &page, say)
        addAward(to: &page, say)
        page.add(ResultPlace.page(report.folder, report.bundle, say))
        return page
    }

    /// The review for programs; points as decimal texts.
    public func json(in say: Language) -> any Encodable { Reviewed(report, members) }

    private func addStars(to page: inout AnswerPage, _ say: Language) {
        page.add(say("网格星级", "Stars of the grids"))
        page.add(AnswerTable(ReviewTables.stars.columns(for: .terminal), of: review.stars, say))
        page.add("")
    }

    private func addEligible(to page: inout AnswerPage, _ say: Language) {
        let annual = report.rules.rulebook.annual
        let all = review.eligible
        page.add(say("优秀网格员", "Excellent members"))
        guard let cut = review.cut else {
            page.add(say("没有符合条件的网格员。", "Nobody is eligible."))
            return page.add("")
        }
        page.add(AnswerTable(members.columns(for: .terminal), of: all, say))
        let ties = review.award.count - review.places
        var text = say(
            "参评 \(review.members.count) 人，按 \(annual.excellentShare) 取 \(review.places) 名；符合条件 \(all.count) 人，入选线 \(cut)。",
            "\(counted(review.members.count, "member")) in the review, a share of \(annual.excellentShare) gives \(review.places); "
                + "eligible: \(all.count), the cut is at \(cut).")
        if ties > 0 { text += say("与末位同分并列 \(ties) 人。", " Tied with the last: \(ties) more.") }
        page.add(text)
        page.add("")
    }

    private func addFindings(to page: inout AnswerPage, _ say: Language) {
        let all = review.findings
        guard !all.isEmpty else { return }
        page.add(say("认定", "Findings"))
        page.add(AnswerTable(ReviewTables.findings.columns(for: .terminal), of: all, cut: ["basis": 60], say))
        page.add("")
    }

    private func addAward(to page: inout AnswerPage, _ say: Language) {
        let award = review.award
        guard !award.isEmpty else { return }
        var table = AnswerTable([
            .init(say("序号", "no."), .number), .init(say("姓名", "name")), .init(say("办事处", "office")),
            .init(say("村", "village")), .init(say("网格", "grid")), .init(say("综合得分", "composite"), .number),
            .init(say("网格星级", "grid's stars")),
        ])
        for (place, row) in award.enumerated() {
            table.add([
                String(place + 1), row.member.name.string, row.member.office.string, row.member.village.string,
                row.member.grid.string, row.composite.description, review.stars(of: row.member).map(String.init) ?? "—",
            ])
        }
        page.add(say("推荐名单（§3.1.3）", "Recommended (§3.1.3)"))
        page.add(table)
    }
}

/// A review as JSON.
private struct Reviewed: Encodable {
    let review, folder, rulebook: String
    let stars, members, findings: [ResultRecord]
    let places: Int
    let cut: String?
    let award: [String]

    init(_ report: ReviewReport, _ table: ResultTable<AnnualReview, ReviewedMember>) {
        review = report.head.name
        folder = report.folder
        rulebook = report.head.rulebook
        stars = report.review.stars.map(ReviewTables.stars.record)
        members = report.review.members.map(table.record)
        findings = report.review.findings.map(ReviewTables.findings.record)
        places = report.review.places
        cut = report.review.cut?.description
        award = report.review.award.map { $0.member.code.string }
    }
}
