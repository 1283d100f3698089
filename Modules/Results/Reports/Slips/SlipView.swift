import AssessmentKernel
import Closing
import Rulebook

/// A member's slip: one page to hand over and sign.
///
/// Many deductions of one kind are combined on one line, so that they fit on the page.
struct SlipView {
    /// The most deductions that are listed one by one; more are combined by kind.
    private static let mostLines = 14
    /// The most characters of a name that are shown.
    private static let longestName = 24
    /// The space for deductions on a page, in tenths of a millimetre at the normal size.
    private static let room = 740
    /// The space at the `dense` size; more is set smaller still.
    private static let denseRoom = 1_500

    private let head: ReportHead
    private let report: MemberReport
    private let assessed: MemberResult.Assessed
    /// The items with their scores.
    private let scores: [(about: ItemDescriptor, score: ItemScore)]

    /// The slip of an assessed member; nil for others.
    init?(head: ReportHead, report: MemberReport) {
        guard let assessed = report.result.assessed else { return nil }
        (self.head, self.report, self.assessed) = (head, report, assessed)
        scores = head.scores(of: assessed)
    }

    static func title(_ head: ReportHead) -> String { head.title + "结果告知单" }

    /// A line of the slip's table.
    struct Line {
        let item: String
        let days: String
        let points: Points
        let told: String
        let clause: String
    }

    /// The values for `slip.mustache`, without number and rank.
    var values: [String: Any] {
        let member = report.result.member
        let lines = self.lines
        var values = member.values(to: SlipView.longestName)
        values["id"] = "s" + LateText.numberMark
        values["number"] = LateText.numberMark
        values["closing"] = head.name
        values["title"] = SlipView.title(head)
        values["township"] = ShownText.short(head.township)
        values["basis"] = head.basis
        values["period"] = "\(head.quarter.range.first) 至 \(head.quarter.range.last)"
        values["total"] = assessed.quarter.total.description
        values["band"] = head.bandTitle(assessed.band)
        values["rank"] = LateText.rankMark
        values["size"] = size(of: lines)
        values["scoreRows"] = scoreRows
        values["taken?"] = !lines.isEmpty
        values["takenRows"] = lines.map(SlipView.row).joined()
        values["capped"] = scores.contains(where: \.score.isCapped)
        values["findings"] = report.findingValues
        let due = PaidQuarter(assessed.pay).due
        values["capital"] = CapitalNumerals.of(due)
        values["due"] = due.description
        values.merge(PayView(member, assessed.pay, head).values) { $1 }
        return values
    }

    /// The items in rows of five, titles above scores.
    private var scoreRows: String {
        stride(from: 0, to: scores.count, by: 5).map { start in
            let row = scores[start..<min(start + 5, scores.count)]
            let titles = row.map { about, _ in
                "<th scope=\"col\">\(ShownText.html(about.heading))</th>"
            }
            let scores = row.map { _, item in
                "<td><b>\(item.score)</b>\(item.isCapped ? "*" : "") <span>/ \(item.maximum)</span></td>"
            }
            return "<tr>\(titles.joined())</tr>\n<tr>\(scores.joined())</tr>\n"
        }.joined()
    }

    /// A line as a row of the table, built here and not by the template, because there are thousands of them.
    private static func row(_ line: Line) -> String {
        """
        <tr><td class="item">\(ShownText.html(line.item))</td><td class="n">\(line.points)</td>\
        <td><span class="days">\(line.days)</span>　\(ShownText.html(line.told))（\(ShownText.html(line.clause))）</td></tr>

        """
    }

    /// The deductions, one per line or combined by kind.
    var lines: [Line] {
        let count = assessed.quarter.items.reduce(0) { $0 + $1.deductions.count }
        return scores.flatMap { about, score in
            let title = about.heading
            if count <= SlipView.mostLines { return score.deductions.map { line(title, [$0]) } }
            var groups: [(code: String, deductions: [Deduction])] = []
            for deduction in score.deductions {
                if let place = groups.firstIndex(where: { $0.code == deduction.kind.code }) {
                    groups[place].deductions.append(deduction)
                } else {
                    groups.append((deduction.kind.code, [deduction]))
                }
            }
            return groups.map { line(title, $0.deductions) }
        }
    }

    /// A line for one or more deductions of one kind.
    private func line(_ item: String, _ deductions: [Deduction]) -> Line {
        let told =
            Set(deductions.map(\.told.chinese)).count == 1
            ? deductions[0].told.chinese : deductions[0].kind.title.chinese
        return Line(
            item: item, days: Runs.days(deductions.map(\.date)),
            points: deductions.reduce(.zero) { $0 + $1.points }, told: told,
            clause: deductions[0].kind.clause.title.chinese)
    }

    /// The CSS class that makes the lines fit on the page: none, `dense` or `tight`.
    private func size(of lines: [Line]) -> String {
        let member = report.result.member
        let names = [[member.name, member.code], [member.office, member.village, member.grid]].map { row in
            row.map { (DisplayWidth.of(ShownText.short($0.string, to: SlipView.longestName)) + 16) / 18 }.max() ?? 1
        }
        let cappedNote = scores.contains(where: \.score.isCapped) ? 60 : 0
        let others = 90 * report.result.findings.count + cappedNote + 55 * (names.reduce(0, +) - 2)
        let room = lines.reduce(others) { sum, line in
            let texts = [(line.item, 21), (line.days + line.told + line.clause, 76)]
            let rows = texts.map { (DisplayWidth.of($0) + $1) / $1 }.max() ?? 1
            return sum + 16 + 44 * rows
        }
        return room <= SlipView.room ? "" : room <= SlipView.denseRoom ? "dense" : "tight"
    }
}
