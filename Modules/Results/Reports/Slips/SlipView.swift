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
    private let fixed: [String: String]
    private let report: MemberReport
    private let assessed: MemberResult.Assessed
    /// The slip of an assessed member; nil for others.
    ///
    /// - Parameter fixed: the result of ``fixed(_:)``.
    init?(head: ReportHead, _ common: CommonParts, _ fixed: [String: String], report: MemberReport) {
        guard let assessed = report.result.assessed else { return nil }
        (self.head, self.common, self.fixed) = (head, common, fixed)
        (self.report, self.assessed) = (report, assessed)
        words = head.words
    }

    /// The values that are the same on all slips.
    static func fixed(_ head: ReportHead) -> [String: String] {
        let range = head.quarter.range
        return [
            "id": "s" + LateText.numberMark, "number": LateText.numberMark, "rank": LateText.rankMark,
            "closing": head.name, "title": title(head), "township": ShownText.short(head.township),
            "basis": head.basis, "period": "\(range.first) " + head.words("至", "to") + " \(range.last)",
        ]
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
        var values = [String: Any](minimumCapacity: 32)
        for (name, text) in fixed { values[name] = text }
        member.add(to: &values, words, limit: SlipView.longestName)
        values["total"] = assessed.quarter.total.description
        values["band"] = head.bandTitle(assessed.band)
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
        values.merge(PayView(member, assessed, words, common.pay).values) { $1 }
        values["charges"] = report.charges(words) { charge in
            "<p class=\"note\">\(words("设备扣款：", "Charge: "))\(charge)\(words("。", "."))</p>\n"
        }
        return values
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
        for (heading, item) in zip(common.headings, assessed.quarter.items) where !item.deductions.isEmpty {
            let capped =
                item.isCapped
                ? words(
                    "（合计 \(item.charged) 分，以满分 \(item.maximum) 分为限）",
                    " (\(item.charged) in all, at most \(item.maximum))") : ""
            let clause =
                item.deductions.first.map { words("（", " (") + words($0.kind.clause.title) + words("）", ")") } ?? ""
            rows += """
                <tbody><tr class="item"><th scope="rowgroup" colspan="2">\(heading)\(ShownText.html(clause + capped))</th>\
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
