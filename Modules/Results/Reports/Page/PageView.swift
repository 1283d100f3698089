import AssessmentKernel
import Closing
import PageTemplates
import ResultTables
import Rulebook

/// A page: the overview with the ranking, or an office's members.
struct PageView {
    /// A line of the ranking.
    struct Line {
        let place: Int
        let standing: QuarterClosing.Standing
        let link: String
    }

    /// A link to another page.
    struct Office {
        let title: String
        let file: String
        let members: Int
    }

    let head: ReportHead
    /// The township's numbers; nil on the page of an office.
    let summary: ReportSummary?
    let title: String
    let rankingTitle: String
    let lines: [Line]
    let offices: [Office]
    /// The closing's warnings; nil on the page of an office.
    let remarks: WarningList?

    private var words: ReportWords { head.words }

    /// The most villages that are drawn.
    private static let mostVillages = 30

    /// The page around its members.
    func frame(_ template: Stencil) -> PageFrame {
        guard let summary else { return PageFrame(template.bytes(fields)) }
        return PageFrame(Array(template.filled(fields, with: ["overview": [overview(summary)]]).utf8))
    }

    /// The fields of `page.mustache`, without the overview.
    private var fields: PageFields {
        let more = self.more
        var fields = PageFields()
        fields.add("policy", PageCode.policy(style: .style, script: .script))
        fields.add("style", PageCode.style.text)
        fields.add("script", PageCode.script.text)
        fields.add("members", PageFrame.mark)
        fields.add("title", title)
        fields.add("basis", head.basis)
        fields.add("name", head.name)
        fields.add("rankingTitle", rankingTitle)
        fields.add(
            "foot",
            words(
                "kaohe \(head.product)，结算 \(head.name)。每条扣分都可循“依据”回到导入的文件和行。",
                "kaohe \(head.product), closing \(head.name). Each deduction leads back to the imported file and row."))
        fields.add(
            "contents",
            Markup.joined(
                contents.map { "<li><a href=\"\(ShownText.html($0.link))\">\(ShownText.html($0.title))</a></li>\n" }))
        fields.add("rows", Markup.joined(lines.map { row($0, more) }))
        fields.add("moreHead", Markup.joined(more.map(heading)))
        fields.add("offices?", !offices.isEmpty)
        fields.add("offices", Markup.joined(offices.map(link)))
        return fields
    }

    /// The link to another page.
    private func link(_ office: Office) -> Markup {
        let title = ShownText.html(ShownText.short(office.title))
        return """
            <li><a href="\(ShownText.html(office.file))"><bdi>\(title)</bdi></a> <span class="quiet">\(words.people(office.members))</span></li>

            """
    }

    /// What the page has besides the ranking.
    private var contents: [(link: String, title: String)] {
        guard let summary else { return offices.map { ($0.file, $0.title) } }
        let here =
            offices.isEmpty
            ? summary.offices.enumerated().map { ("#o\($0)", ShownText.short($1.name.string, to: 24)) }
            : [("#offices", words("各办事处", "Offices"))]
        return [("#glance", words("概况", "Overview"))] + here
            + (summary.warnings.isEmpty ? [] : [("#warnings", words("提示", "Warnings"))])
            + [("#register", words("细则适用说明", "How the rules are read"))]
    }

    /// The columns of the ranking with a place of their own in template and row.
    private static let inTemplate: Set = [
        "rank", "name", "member", "office", "village", "total", "band", "monthly_amount",
    ]

    /// The ranking's other columns.
    private var more: [ShownColumn<QuarterClosing.Standing>] {
        head.tables.totals.columns(for: .page, by: head.rules.rulebook).filter {
            !PageView.inTemplate.contains($0.column.key)
        }
    }

    private func heading(_ column: ShownColumn<QuarterClosing.Standing>) -> Markup {
        "<th scope=\"col\"\(look(column))>\(ShownText.html(words(column.column.title)))</th>"
    }

    private func look<Row>(_ column: ShownColumn<Row>) -> String {
        column.column.look.cell == .number ? " class=\"n\"" : ""
    }

    /// A line as a row of the table, built here and not by the template, because there are thousands of them.
    private func row(_ line: Line, _ more: [ShownColumn<QuarterClosing.Standing>]) -> Markup {
        let cells = more.map { column -> Markup in
            "<td\(look(column))>\(ShownText.html(column.cell(line.standing).shortText(in: words.language)))</td>"
        }
        let (standing, member) = (line.standing, line.standing.member)
        let band = head.bandTitle(standing.band)
        func shown(_ text: Text) -> String { ShownText.html(ShownText.short(text.string)) }
        return """
            <tr id="r\(String(line.place + 1))" data-s="\(ShownText.html(MemberView.searched(member, band)))">\
            <td class="n">\(standing.rank.map(String.init) ?? "—")</td>\
            <th scope="row"><a href="\(line.link)"><bdi>\(shown(member.name))</bdi></a></th><td class="n">\(standing.total)</td>\
            <td><span class="band rung-\(head.rung(of: standing.band))">\(ShownText.html(band))</span></td>\
            <td class="n">\(standing.monthlyAmount)</td><td>\(shown(member.code))</td>\
            <td><bdi>\(shown(member.office))</bdi></td><td><bdi>\(shown(member.village))</bdi></td>\(Markup.joined(cells))</tr>

            """
    }

    private func overview(_ summary: ReportSummary) -> [String: Any] {
        let mostMembers = summary.bands.map(\.count).max() ?? 0
        let mostLost = summary.items.map(\.lost).max() ?? .zero
        let left = summary.villages.count - PageView.mostVillages
        return [
            "figures": summary.keyFigures().map { ["title": $0.title, "text": $0.text] },
            "warnings?": !summary.warnings.isEmpty,
            "warningRows": remarks?.rows ?? "",
            "bands": summary.bands.map { band -> [String: Any] in
                [
                    "title": band.title, "count": words.people(band.count), "rung": band.rung,
                    "width": BarScale.width(Int64(band.count), of: Int64(mostMembers)),
                ]
            },
            "items": summary.items.map { item -> [String: Any] in
                [
                    "title": words.heading(item.about), "lost": item.lost.description,
                    "mean": item.mean.twoPlaces,
                    "width": BarScale.width(item.lost.hundredths, of: mostLost.hundredths),
                ]
            },
            "villageNote": left > 0
                ? words(
                    "失分最多的 \(PageView.mostVillages) 个村，另有 \(left) 个村",
                    "the \(PageView.mostVillages) that lost most, of \(summary.villages.count)") : "",
            "villageColumns": villageColumns(Array(summary.villages.prefix(PageView.mostVillages))),
            "register": head.rules.rulebook.interpretations.byNumber.map { entry -> [String: Any] in
                [
                    "id": entry.id, "clause": words(entry.clause.title), "question": words(entry.question),
                    "choice": words(entry.answer), "reason": words(entry.reason),
                ]
            },
        ]
    }

    /// The villages in two columns, top to bottom.
    private func villageColumns(_ villages: [ReportSummary.VillageLoss]) -> [[String: Any]] {
        let most = villages.first?.mean ?? .zero
        let length = max(1, (villages.count + 1) / 2)
        return stride(from: 0, to: villages.count, by: length).map { start in
            let column = villages[start..<min(start + length, villages.count)]
            return [
                "villages": column.map { village -> [String: Any] in
                    [
                        "title": ShownText.short(village.village.string),
                        "mean": village.mean.twoPlaces, "members": words.people(village.members),
                        "width": BarScale.width(village.mean.hundredths, of: most.hundredths),
                    ]
                }
            ]
        }
    }
}
