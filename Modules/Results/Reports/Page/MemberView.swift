import AssessmentKernel
import Closing
import PageTemplates
import Rulebook

/// A member's sheet on the page.
struct MemberView {
    /// The most records of a deduction that are shown with their cells.
    private static let mostRecords = 3

    private let head: ReportHead
    private let words: ReportWords
    private let common: CommonParts
    private let report: MemberReport
    private let assessed: MemberResult.Assessed

    /// The sheet of an assessed member; nil for others.
    init?(head: ReportHead, _ common: CommonParts, report: MemberReport) {
        guard let assessed = report.result.assessed else { return nil }
        (self.head, self.common, self.report, self.assessed) = (head, common, report, assessed)
        words = head.words
    }

    /// The text that the search looks at.
    static func searched(_ member: Member, _ band: String) -> String {
        ShownText.short(
            [member.name, member.code, member.office, member.village, member.grid].map(\.string).joined(separator: " "),
            to: 240) + " " + band
    }

    /// The fields of `member.mustache`, without number and rank.
    var fields: PageFields {
        let member = report.result.member
        let band = head.bandTitle(assessed.band)
        let items = zip(common.headings, report.items(words))
        let taken = items.filter { !$1.deductions.isEmpty }.map(takenRows)
        var fields = PageFields()
        member.add(to: &fields, words)
        fields.add("id", "m" + LateText.numberMark)
        fields.add("number", LateText.numberMark)
        fields.add("search", MemberView.searched(member, band))
        fields.add("dutyDays", String(assessed.dutyDays))
        fields.add("total", assessed.quarter.total.description)
        fields.add("band", band)
        fields.add("rung", head.rung(of: assessed.band))
        fields.add("rank", LateText.rankMark)
        fields.add("findings?", !report.result.findings.isEmpty)
        fields.add("findings", report.findings(words) { "<li><b>\($0)</b> <span>\($1)</span></li>\n" })
        fields.add("unrated", report.unrated(head) { "<p>\($0)</p>" })
        fields.add("itemRows", Markup.joined(items.map { itemRow($0, $1.score) }))
        fields.add(
            "months",
            assessed.months.map { "\(words.month($0.month)) \($0.score.total)" }.joined(separator: words("，", ", ")))
        fields.add("taken?", !taken.isEmpty)
        fields.add("takenRows", Markup.joined(taken))
        report.addPay(to: &fields, assessed, words, common.pay)
        fields.add("charges", report.charges(words) { "<p>\(words("设备扣款：", "Charge: "))\($0)</p>\n" })
        return fields
    }

    // Rows of a member's tables, built here and not by the template, because there are thousands of them.

    private func itemRow(_ title: String, _ item: ItemScore) -> Markup {
        let width = BarScale.width(item.score.hundredths, of: item.maximum.hundredths)
        return """
            <tr><th scope="row">\(title)</th><td class="draw">\
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="track" width="1000" height="10"/><rect class="kept" width="\(width)" height="10"/></svg></td>\
            <td class="n">\(item.score)</td><td class="n quiet">/ \(item.maximum)</td></tr>

            """
    }

    private func takenRows(_ title: String, _ told: ToldItem) -> Markup {
        let item = told.score
        let result =
            item.isCapped
            ? words(
                "扣分合计 \(item.charged)，以满分 \(item.maximum) 为限", "\(item.charged) in all, at most \(item.maximum)")
            : words("扣 \(item.deducted)，得 \(item.score)", "lost \(item.deducted), scored \(item.score)")
        var rows: Markup = """
            <tbody>
            <tr class="item"><th colspan="5" scope="rowgroup">\(title) \
            <span class="quiet">\(result)</span></th></tr>

            """
        for deduction in told.deductions {
            let taken = deduction.taken
            rows += """
                <tr><td class="day">\(deduction.isCounted ? words("本季", "quarter") : words.day(taken.date))</td><td class="n">\(taken.points)</td>\
                <td>\(deduction.markup)</td><td class="day">\(ShownText.html(words(taken.kind.clause.title)))</td>\
                <td>\(recordCells(deduction.origins, isTold: taken.isReasoned))</td></tr>

                """
        }
        rows += "</tbody>\n"
        return rows
    }

    /// Records with their cells; only their rows where there are many, such as ballots.
    private func recordCells(_ origins: [RecordOrigin], isTold: Bool) -> Markup {
        if origins.isEmpty { return "<span class=\"quiet\">\(words.absence(isTold: isTold))</span>" }
        if origins.count > MemberView.mostRecords {
            return "<div class=\"record\"><bdi>\(ShownText.html(words.places(origins, isTold: isTold)))</bdi></div>"
        }
        return origins.reduce(into: "") { shown, origin in
            let cells = ShownText.html(ShownText.short(origin.cells, to: 160))
            shown += """
                <div class="record"><bdi>\(ShownText.html(words.place(origin)))</bdi> <span class="quiet">\(cells)</span></div>
                """
        }
    }
}
