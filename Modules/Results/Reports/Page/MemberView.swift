import AssessmentKernel
import Closing
import Rulebook

/// A member's own sheet on the page, and the member's line in the ranking.
struct MemberView {
    let head: ReportHead
    let report: MemberReport
    let assessed: MemberResult.Assessed

    /// What the search looks at.
    static func searched(_ member: Member, _ band: String) -> String {
        ShownText.short(
            [member.name, member.code, member.office, member.village, member.grid].map(\.string).joined(separator: " "),
            to: 240) + " " + band
    }

    /// The values for `member.mustache`, number and rank left open.
    var values: [String: Any] {
        let member = report.result.member
        let band = head.bandTitle(assessed.band)
        let items = zip(head.rules.rulebook.items, assessed.quarter.items)
        let taken = items.compactMap { ruled, item in item.deductions.isEmpty ? nil : takenRows(ruled.about, item) }
        var values = MemberView.personValues(member)
        values["id"] = "m" + Stencil.numberMark
        values["search"] = MemberView.searched(member, band)
        values["dutyDays"] = assessed.dutyDays
        values["total"] = assessed.quarter.total.description
        values["band"] = band
        values["rung"] = head.rung(of: assessed.band)
        values["rank"] = Stencil.rankMark
        values["findings?"] = !report.result.findings.isEmpty
        values["findings"] = findingValues
        values["itemRows"] = items.map { MemberView.itemRow($0.about, $1) }.joined()
        values["months"] = assessed.months.map { "\($0.month.chinese) \($0.score.total)" }.joined(separator: "，")
        values["taken?"] = !taken.isEmpty
        values["takenRows"] = taken.joined()
        values.merge(PayView(assessed.pay).values) { $1 }
        return values
    }

    /// Who it is, as texts short enough for a line.
    static func personValues(_ member: Member, to limit: Int = ShownText.longest) -> [String: Any] {
        [
            "name": ShownText.short(member.name.string, to: limit),
            "code": ShownText.short(member.code.string, to: limit),
            "office": ShownText.short(member.office.string, to: limit),
            "village": ShownText.short(member.village.string, to: limit),
            "grid": ShownText.short(member.grid.string, to: limit), "post": member.post.option.title.chinese,
        ]
    }

    /// The findings in words.
    var findingValues: [[String: Any]] {
        report.result.findings.map {
            ["title": Finding.title(of: $0.key).chinese, "basis": ShownText.short(MemberView.basis($0), to: 400)]
        }
    }

    /// A finding's months, or the keys of its records.
    private static func basis(_ finding: Finding) -> String {
        finding.basis.split(separator: " ").map { word in
            RecordReference(String(word))?.parts.joined(separator: " ") ?? String(word)
        }.joined(separator: "、")
    }
}

/// Rows of a member's tables: there are thousands of them, so they are put together here and not by the template.
extension MemberView {
    /// The most records of a deduction that are shown with their cells.
    private static let mostRecords = 3

    private static func itemRow(_ about: ItemDescriptor, _ item: ItemScore) -> String {
        let title = ShownText.html("\(about.number). \(about.title.chinese)")
        let width = BarScale.width(item.score.hundredths, of: item.maximum.hundredths)
        return """
            <tr><th scope="row">\(title)</th><td class="draw">\
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="track" width="1000" height="10"/><rect class="kept" width="\(width)" height="10"/></svg></td>\
            <td class="n">\(item.score)</td><td class="n quiet">/ \(item.maximum)</td></tr>

            """
    }

    private func takenRows(_ about: ItemDescriptor, _ item: ItemScore) -> String {
        let sum = item.deductions.reduce(Points.zero) { $0 + $1.points }
        let result =
            sum > item.maximum ? "扣分合计 \(sum)，以满分 \(item.maximum) 为限" : "扣 \(item.deducted)，得 \(item.score)"
        var rows = """
            <tbody>
            <tr class="item"><th colspan="5" scope="rowgroup">\(about.number). \(ShownText.html(about.title.chinese)) \
            <span class="quiet">\(result)</span></th></tr>

            """
        for deduction in item.deductions {
            rows += """
                <tr><td class="day">\(deduction.date.chinese)</td><td class="n">\(deduction.points)</td>\
                <td>\(ShownText.html(deduction.told))</td><td class="day">\(ShownText.html(deduction.kind.clause.title.chinese))</td>\
                <td>\(recordCells(report.origins(of: deduction)))</td></tr>

                """
        }
        return rows + "</tbody>\n"
    }

    /// Records with their cells, or where there are many, as with ballots, their rows alone.
    private func recordCells(_ origins: [RecordOrigin]) -> String {
        if origins.isEmpty { return "<span class=\"quiet\">\(SlipView.absence)</span>" }
        if origins.count > MemberView.mostRecords {
            return "<div class=\"record\"><bdi>\(ShownText.html(SlipView.places(origins)))</bdi></div>"
        }
        return origins.map { origin in
            let cells = ShownText.html(ShownText.short(origin.cells, to: 160))
            return """
                <div class="record"><bdi>\(ShownText.html(origin.place))</bdi> <span class="quiet">\(cells)</span></div>
                """
        }.joined()
    }
}

/// The widths of bars, in thousandths of the widest.
enum BarScale {
    static func width(_ part: Int64, of whole: Int64) -> String {
        guard whole > 0, part > 0 else { return "0" }
        return String(min(1_000, ExactDecimal.rounded(Int128(part) * 1_000, over: Int128(whole))))
    }
}

/// Three months' pay with only those columns that have something to say.
struct PayView {
    private let pay: [MonthPay]
    private let columns: [(title: String, amount: (MonthPay) -> Yuan)]

    init(_ pay: [MonthPay]) {
        self.pay = pay
        let all: [(title: String, amount: (MonthPay) -> Yuan)] = [
            ("设备扣款", { -$0.charges }), ("补差", { $0.adjustment }), ("已发", { -$0.alreadyPaid }),
            ("上期结转扣款", { -$0.broughtForward }), ("结转下期扣款", { $0.carriedForward }),
        ]
        columns = all.filter { column in pay.contains { column.amount($0) != .zero } }
    }

    /// The sum of what is paid out.
    var due: Yuan { pay.map(\.due).reduce(.zero, +) }

    /// `payColumns`, the titles of the columns between performance and due, and `payRows` of a template.
    ///
    /// The rows are put together here; there are thousands of them.
    var values: [String: Any] {
        let rows = pay.map { row in
            let more = columns.map { "<td class=\"n\">\($0.amount(row))</td>" }.joined()
            return """
                <tr><th scope="row">\(row.month.chinese)</th><td class="n">\(row.daysInPost) 天</td>\
                <td class="n">\(row.base)</td><td class="n">\(row.performance)</td>\(more)\
                <td class="n"><b>\(row.due)</b></td></tr>

                """
        }
        return ["payColumns": columns.map(\.title), "payRows": rows.joined()]
    }
}
