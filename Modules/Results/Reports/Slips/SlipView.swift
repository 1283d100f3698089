import AssessmentKernel
import Closing
import PageTemplates
import Rulebook

/// A member's slip: what was lost and why, what is paid, how to appeal, and a part to sign and return.
///
/// However much it says, the type stays as large, and further pages are taken.
struct SlipView {
    /// The most characters of a name that are shown.
    private static let longestName = 24

    private let head: ReportHead
    private let words: ReportWords
    private let common: CommonParts
    private let fixed: PageFields
    private let report: MemberReport
    private let assessed: MemberResult.Assessed

    /// The slip of an assessed member, with what ``fixed(_:)`` gave; nil for others.
    init?(head: ReportHead, _ common: CommonParts, _ fixed: PageFields, report: MemberReport) {
        guard let assessed = report.result.assessed else { return nil }
        (self.head, self.common, self.fixed) = (head, common, fixed)
        (self.report, self.assessed) = (report, assessed)
        words = head.words
    }

    /// The fields that are the same on all slips.
    static func fixed(_ head: ReportHead) -> PageFields {
        let range = head.quarter.range
        var fields = PageFields()
        fields.add("id", "s" + LateText.numberMark)
        fields.add("number", LateText.numberMark)
        fields.add("rank", LateText.rankMark)
        fields.add("closing", head.name)
        fields.add("title", title(head))
        fields.add("township", ShownText.short(head.township))
        fields.add("basis", head.basis)
        fields.add("period", "\(range.first) " + head.words("至", "to") + " \(range.last)")
        return fields
    }

    static func title(_ head: ReportHead) -> String { head.title("结果告知单", "slip") }

    /// A line of the slip's table: deductions of one item with the same words stand on one.
    struct Line {
        /// The first of them.
        let first: ToldDeduction
        /// The days; empty for votes, of which no day is told.
        var days: [CivilDate]
        var points: Points
    }

    /// The fields of `slip.mustache`, without number and rank.
    var fields: PageFields {
        let member = report.result.member
        let taken = takenRows
        var fields = fixed
        member.add(to: &fields, words, limit: SlipView.longestName)
        fields.add("total", assessed.quarter.total.description)
        fields.add("band", head.bandTitle(assessed.band))
        fields.add("unrated", report.unrated(head) { "<p class=\"note\">\($0)</p>" })
        fields.add("scoreRows", scoreRows)
        fields.add("taken?", !taken.isEmpty)
        fields.add("takenRows", taken)
        fields.add(
            "findings",
            report.findings(words) { title, basis in
                "<p class=\"finding\"><b>\(title)</b>\(words("：", ": "))\(basis)</p>\n"
            })
        let due = PaidQuarter(assessed.pay).due
        fields.add(
            "capital", words("应发合计（大写）：\(CapitalNumerals.of(due))", "Due over the quarter: \(due) yuan"))
        fields.add("due", due.description)
        report.addPay(to: &fields, assessed, words, common.pay)
        fields.add(
            "charges",
            report.charges(words) { charge in
                "<p class=\"note\">\(words("设备扣款：", "Charge: "))\(charge)\(words("。", "."))</p>\n"
            })
        return fields
    }

    /// The items with their scores.
    private var scoreRows: Markup {
        zip(common.headings, assessed.quarter.items).reduce(into: "") { rows, item in
            let mark = item.1.deducted > .zero ? " class=\"less\"" : ""
            rows += """
                <div><dt>\(item.0)</dt><dd\(mark)>\(item.1.score) / \(item.1.maximum)</dd></div>

                """
        }
    }

    /// The lines by item, built here and not by the template, because there are thousands of them.
    private var takenRows: Markup {
        var rows: Markup = ""
        for (heading, told) in zip(common.headings, report.items(words)) where !told.deductions.isEmpty {
            let item = told.score
            let capped =
                item.isCapped
                ? words(
                    "（合计 \(item.charged) 分，以满分 \(item.maximum) 分为限）",
                    " (\(item.charged) in all, at most \(item.maximum))") : ""
            let clause = words(item.deductions[0].kind.clause.title)
            rows += """
                <tbody><tr class="item"><th scope="rowgroup" colspan="2">\(heading)\(ShownText.html(words("（\(clause)）", " (\(clause))") + capped))</th>\
                <td class="n"><b>\(item.deducted)</b></td></tr>

                """
            for line in SlipView.lines(told.deductions) {
                let days = line.days.isEmpty ? words("本季", "quarter") : words.days(line.days)
                rows += """
                    <tr><td>\(days)</td><td>\(line.first.markup)</td><td class="n">\(line.points)</td></tr>

                    """
            }
            rows += "</tbody>\n"
        }
        return rows
    }

    /// The lines of an item, in the order of its deductions.
    static func lines(_ deductions: [ToldDeduction]) -> [Line] {
        var lines: [Line] = []
        for deduction in deductions {
            let days = deduction.isCounted ? [] : [deduction.taken.date]
            if let last = lines.last, last.first.reason == deduction.reason {
                lines[lines.count - 1].days += days
                lines[lines.count - 1].points += deduction.taken.points
            } else {
                lines.append(Line(first: deduction, days: days, points: deduction.taken.points))
            }
        }
        return lines
    }
}
