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
    private let pay: [PayView.Part]
    private let report: MemberReport
    private let assessed: MemberResult.Assessed
    /// The items with their scores.
    private let scores: [(about: ItemDescriptor, score: ItemScore)]

    /// The slip of an assessed member; nil for others.
    init?(head: ReportHead, pay: [PayView.Part], report: MemberReport) {
        guard let assessed = report.result.assessed else { return nil }
        (self.head, self.pay, self.report, self.assessed) = (head, pay, report, assessed)
        words = head.words
        scores = head.scores(of: assessed)
    }

    static func title(_ head: ReportHead) -> String { head.title("结果告知单", "slip") }

    /// A line of the slip's table: deductions of one item with the same words stand on one.
    struct Line {
        let told: String
        /// The days; empty for votes, of which no day is told.
        var days: [CivilDate]
        var points: Points
    }

    /// The values for `slip.mustache`, without number and rank.
    var values: [String: Any] {
        let member = report.result.member
        let taken = takenRows
        var values = member.values(words, to: SlipView.longestName)
        values["id"] = "s" + LateText.numberMark
        values["number"] = LateText.numberMark
        values["closing"] = head.name
        values["title"] = SlipView.title(head)
        values["township"] = ShownText.short(head.township)
        values["basis"] = head.basis
        values["period"] =
            "\(head.quarter.range.first) " + words("至", "to") + " \(head.quarter.range.last)"
        values["total"] = assessed.quarter.total.description
        values["band"] = head.bandTitle(assessed.band)
        values["rank"] = LateText.rankMark
        values["unrated"] = report.unrated(head) { "<p class=\"note\">\($0)</p>" }
        values["scoreRows"] = scoreRows
        values["taken?"] = !taken.isEmpty
        values["takenRows"] = taken
        values["findings"] = report.findings(words) { title, basis in
            "<p class=\"finding\"><b>\(title)</b>\(words("：", ": "))\(basis)</p>\n"
        }
        let due = PaidQuarter(assessed.pay).due
        values["capital"] = words(
            "应发合计（大写）：\(CapitalNumerals.of(due))", "Due over the quarter: \(due) yuan")
        values["due"] = due.description
        values.merge(PayView(member, assessed, words, pay).values) { $1 }
        values["charges"] = report.charges(words) { charge in
            "<p class=\"note\">\(words("设备扣款：", "Charge: "))\(charge)\(words("。", "."))</p>\n"
        }
        return values
    }

    /// The items with their scores.
    private var scoreRows: Markup {
        scores.reduce(into: "") { rows, score in
            let mark = score.score.deducted > .zero ? " class=\"less\"" : ""
            rows += """
                <div><dt>\(ShownText.html(words.heading(score.about)))</dt><dd\(mark)>\(score.score.score) / \(score.score.maximum)</dd></div>

                """
        }
    }

    /// The lines by item, built here and not by the template, because there are thousands of them.
    private var takenRows: Markup {
        var rows: Markup = ""
        for (about, item) in scores where !item.deductions.isEmpty {
            let capped =
                item.isCapped
                ? words(
                    "（合计 \(item.charged) 分，以满分 \(item.maximum) 分为限）",
                    " (\(item.charged) in all, at most \(item.maximum))") : ""
            let clause =
                item.deductions.first.map { words("（", " (") + words($0.kind.clause.title) + words("）", ")") } ?? ""
            rows += """
                <tbody><tr class="item"><th scope="rowgroup" colspan="2">\(ShownText.html(words.heading(about) + clause + capped))</th>\
                <td class="n"><b>\(item.deducted)</b></td></tr>

                """
            for line in SlipView.lines(item, report, words) {
                let days = line.days.isEmpty ? words("本季", "quarter") : words.days(line.days)
                rows += """
                    <tr><td>\(days)</td><td>\(ShownText.html(line.told))</td><td class="n">\(line.points)</td></tr>

                    """
            }
            rows += "</tbody>\n"
        }
        return rows
    }

    /// The lines of an item, in the order of its deductions.
    static func lines(_ item: ItemScore, _ report: MemberReport, _ words: ReportWords) -> [Line] {
        var lines: [Line] = []
        for deduction in item.deductions {
            let told = deduction.told(in: words.language)
            let days = report.isCounted(deduction) ? [] : [deduction.date]
            if let last = lines.last, last.told == told {
                lines[lines.count - 1].days += days
                lines[lines.count - 1].points += deduction.points
            } else {
                lines.append(Line(told: told, days: days, points: deduction.points))
            }
        }
        return lines
    }
}
