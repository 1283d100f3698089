import AssessmentKernel
import Closing
import Rulebook

/// A member's slip: one page to hand over and sign.
///
/// Deductions of one kind stand on one line when there are many, so that the page holds them.
struct SlipView {
    let head: ReportHead
    let report: MemberReport
    let assessed: MemberResult.Assessed

    /// More deductions than this are put together by kind.
    private static let mostLines = 14
    /// The most characters of a name.
    private static let longestName = 24
    /// The room that the deductions may take on a page, in tenths of a millimetre of the usual size.
    private static let room = 740
    /// The room that they may take when they are set small; what is more is set smaller still.
    private static let denseRoom = 1_500
    /// The most rows of a file that a line names.
    private static let mostRows = 12

    /// A line of the slip's table.
    struct Line {
        let item: String
        let days: String
        let points: Points
        let told: String
        let clause: String
        let evidence: String
    }

    /// The values for `slip.mustache`, number and rank left open.
    var values: [String: Any] {
        let member = report.result.member
        let lines = self.lines
        let pay = PayView(assessed.pay)
        var values = MemberView.personValues(member, to: SlipView.longestName)
        values["id"] = "s" + Stencil.numberMark
        values["number"] = Stencil.numberMark
        values["closing"] = head.name
        values["title"] = head.title + "结果告知单"
        values["township"] = ShownText.short(head.township)
        values["basis"] = head.basis
        values["period"] = "\(head.quarter.range.first) 至 \(head.quarter.range.last)"
        values["total"] = assessed.quarter.total.description
        values["band"] = head.bandTitle(assessed.band)
        values["rank"] = Stencil.rankMark
        values["size"] = size(of: lines)
        values["scoreRows"] = scoreRows
        values["taken?"] = !lines.isEmpty
        values["takenRows"] = lines.map(SlipView.row).joined()
        values["capped"] = rulings.contains { SlipView.isCapped($0.score) }
        values["findings"] = MemberView(head: head, report: report, assessed: assessed).findingValues
        values["capital"] = CapitalNumerals.of(pay.due)
        values["due"] = pay.due.description
        values.merge(pay.values) { $1 }
        return values
    }

    private var rulings: [(about: ItemDescriptor, score: ItemScore)] {
        zip(head.rules.rulebook.items, assessed.quarter.items).map { ($0.about, $1) }
    }

    /// The items in rows of five, their titles above their scores.
    private var scoreRows: String {
        let all = rulings
        return stride(from: 0, to: all.count, by: 5).map { start in
            let row = all[start..<min(start + 5, all.count)]
            let titles = row.map { about, _ in
                "<th scope=\"col\">\(about.number). \(ShownText.html(about.title.chinese))</th>"
            }
            let scores = row.map { _, item in
                "<td><b>\(item.score)</b>\(SlipView.isCapped(item) ? "*" : "") <span>/ \(item.maximum)</span></td>"
            }
            return "<tr>\(titles.joined())</tr>\n<tr>\(scores.joined())</tr>\n"
        }.joined()
    }

    /// A line as a row of the table; there are thousands of them, so the template does not put them together.
    private static func row(_ line: Line) -> String {
        """
        <tr><td class="item">\(ShownText.html(line.item))</td><td class="n">\(line.points)</td>\
        <td><span class="days">\(line.days)</span>　\(ShownText.html(line.told))（\(ShownText.html(line.clause))）</td>\
        <td>\(ShownText.html(line.evidence))</td></tr>

        """
    }

    /// Whether an item's deductions come to more than its maximum.
    private static func isCapped(_ score: ItemScore) -> Bool {
        score.deductions.reduce(.zero) { $0 + $1.points } > score.maximum
    }

    /// The deductions, one a line or put together by kind.
    var lines: [Line] {
        let count = assessed.quarter.items.reduce(0) { $0 + $1.deductions.count }
        return rulings.flatMap { about, score in
            let title = "\(about.number). \(about.title.chinese)"
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

    /// A line for deductions of one kind; at least one.
    private func line(_ item: String, _ deductions: [Deduction]) -> Line {
        let told = Set(deductions.map(\.told)).count == 1 ? deductions[0].told : deductions[0].kind.title.chinese
        return Line(
            item: item, days: SlipView.days(deductions.map(\.date)),
            points: deductions.reduce(.zero) { $0 + $1.points }, told: told,
            clause: deductions[0].kind.clause.title.chinese,
            evidence: SlipView.places(deductions.flatMap { report.origins(of: $0) }))
    }

    /// How the page is set so that the lines find room: nothing, `dense` or `tight`.
    private func size(of lines: [Line]) -> String {
        let member = report.result.member
        let names = [[member.name, member.code], [member.office, member.village, member.grid]].map { row in
            row.map { (DisplayWidth.of(ShownText.short($0.string, to: SlipView.longestName)) + 16) / 18 }.max() ?? 1
        }
        let cappedNote = rulings.contains { SlipView.isCapped($0.score) } ? 60 : 0
        let others = 90 * report.result.findings.count + cappedNote + 55 * (names.reduce(0, +) - 2)
        let room = lines.reduce(others) { sum, line in
            let texts = [(line.item, 21), (line.days + line.told + line.clause, 48), (line.evidence, 27)]
            let rows = texts.map { (DisplayWidth.of($0) + $1) / $1 }.max() ?? 1
            return sum + 16 + 44 * rows
        }
        return room <= SlipView.room ? "" : room <= SlipView.denseRoom ? "dense" : "tight"
    }

    /// Days of several months on one line: `7月6、8–10日，8月1日（1日2次）`.
    static func days(_ days: [CivilDate]) -> String {
        var parts: [String] = []
        for month in Set(days.map(\.month)).sorted() {
            let numbers = days.filter { $0.month == month }.map(\.parts.day)
            let single = Set(numbers).sorted()
            let repeated = single.compactMap { day -> String? in
                let times = numbers.count { $0 == day }
                return times > 1 ? "\(day)日\(times)次" : nil
            }
            parts.append(
                month.chinese + runs(single).joined(separator: "、") + "日"
                    + (repeated.isEmpty ? "" : "（\(repeated.joined(separator: "、"))）"))
        }
        return parts.joined(separator: "，")
    }

    /// What stands for the records of a deduction for what is not there.
    static let absence = "当日系统无记录"

    /// Files and rows on one line: `在线抽查.csv 第 12、15 行`.
    static func places(_ origins: [RecordOrigin]) -> String {
        if origins.isEmpty { return absence }
        var files: [(name: String, rows: [Int])] = []
        for origin in origins {
            let name = ShownText.short(origin.file ?? origin.table.chinese, to: 40)
            let rows = origin.row.map { [$0] } ?? []
            if let place = files.firstIndex(where: { $0.name == name }) {
                files[place].rows += rows
            } else {
                files.append((name, rows))
            }
        }
        return files.map { file in
            let rows = SlipView.runs(Set(file.rows).sorted())
            if rows.isEmpty { return file.name }
            let named = rows.prefix(mostRows).joined(separator: "、") + (rows.count > mostRows ? " 等" : "")
            return "\(file.name) 第 \(named) 行"
        }.joined(separator: "；")
    }

    /// Numbers in order with those that follow one another put together: `2`, `4–7`.
    static func runs(_ numbers: [Int]) -> [String] {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? String($0.lowerBound) : "\($0.lowerBound)–\($0.upperBound)" }
    }
}
