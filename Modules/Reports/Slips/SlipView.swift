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
    /// More lines than this are set smaller.
    private static let mostRoomyLines = 11
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
        var values = MemberView.personValues(member)
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
        values["dense"] = lines.count > SlipView.mostRoomyLines
        values["itemRows"] = itemRows
        values["taken?"] = !lines.isEmpty
        values["taken"] = lines.map { line -> [String: Any] in
            [
                "item": line.item, "days": line.days, "points": line.points.description, "told": line.told,
                "clause": line.clause, "evidence": line.evidence,
            ]
        }
        values["capped"] = capped.map { $0 as Any } ?? false
        values["findings"] = MemberView(head: head, report: report, assessed: assessed).findingValues
        values["capital"] = CapitalNumerals.of(pay.due)
        values["due"] = pay.due.description
        values["command"] = "\(ShownText.short(member.code.string)) \(head.quarter)"
        values.merge(pay.values) { $1 }
        return values
    }

    private var rulings: [(about: ItemDescriptor, score: ItemScore)] {
        zip(head.rules.rulebook.items, assessed.quarter.items).map { ($0.about, $1) }
    }

    /// The items in rows of five, the last row filled up by fewer.
    private var itemRows: [[String: Any]] {
        let all = rulings.map { about, score -> [String: Any] in
            [
                "title": "\(about.number). \(about.title.chinese)", "score": score.score.description,
                "maximum": score.maximum.description,
            ]
        }
        return stride(from: 0, to: all.count, by: 5).map { ["items": Array(all[$0..<min($0 + 5, all.count)])] }
    }

    /// What is said of items whose deductions come to more than their maximum.
    private var capped: String? {
        let titles = rulings.filter { _, score in
            score.deductions.reduce(.zero) { $0 + $1.points } > score.maximum
        }.map { about, score in "“\(about.title.chinese)”扣分合计超过满分，以满分 \(score.maximum) 分为限" }
        return titles.isEmpty ? nil : titles.joined(separator: "；") + "。"
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
            clause: deductions[0].kind.clause.citation,
            evidence: SlipView.places(deductions.flatMap { report.origins(of: $0) }))
    }

    /// Days of several months on one line: `7月6、8日，8月1日`.
    static func days(_ days: [CivilDate]) -> String {
        var parts: [String] = []
        var counts: [CivilDate: Int] = [:]
        for day in days { counts[day, default: 0] += 1 }
        for month in Set(days.map(\.month)).sorted() {
            let numbers = counts.keys.filter { $0.month == month }.sorted().map { day in
                let times = counts[day, default: 1]
                return String(day.parts.day) + (times > 1 ? "（\(times)次）" : "")
            }
            parts.append(month.chinese + numbers.joined(separator: "、") + "日")
        }
        return parts.joined(separator: "，")
    }

    /// Files and rows on one line: `在线抽查.csv 第 12、15 行`.
    static func places(_ origins: [RecordOrigin]) -> String {
        if origins.isEmpty { return "没有相应记录" }
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
            let rows = Set(file.rows).sorted()
            if rows.isEmpty { return file.name }
            let named = rows.prefix(mostRows).map(String.init).joined(separator: "、")
            return "\(file.name) 第 \(named)\(rows.count > mostRows ? " 等 \(rows.count)" : "") 行"
        }.joined(separator: "；")
    }
}
