import AssessmentKernel
import Disk
import PageTemplates

/// A report of tables as a page: one file without scripts or network access, for any browser and for print.
enum TablePage: TableForm {
    static let ending = "html"

    static func write(_ report: TableReport, to path: String) throws(Problem) {
        let file = try FileWriter(path)
        try file.write(try text(report))
        try file.close()
    }

    static func text(_ report: TableReport) throws(Problem) -> String {
        let sections = report.tables.enumerated().map { place, table -> [String: Any] in
            [
                "id": "table-\(place)", "title": table.title, "side": table.isWide ? "landscape" : "portrait",
                "notes": table.note.isEmpty ? [] : [["text": table.note] as [String: Any]],
                "head": table.columns.map(heading).joined(),
                "rows": table.groups.map { body($0, table) }.joined(separator: "\n"),
            ]
        }
        return try Stencil(PackageResources.tables_mustache, report.language).filled([
            "policy": PageCode.policy(style: .style), "title": report.title, "basis": report.basis,
            "style": PageCode.style.text, "sections": sections,
            // The heading stands on the first table's paper.
            "side": sections.first?["side"] ?? "portrait", "contents?": sections.count > 1,
        ])
    }

    private static func heading(_ column: TableReport.Head) -> String {
        "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(ShownText.html(column.title))</th>"
    }

    private static func body(_ group: TableReport.Group, _ table: TableReport.Table) -> String {
        let title =
            group.title.isEmpty
            ? ""
            : "<tr class=\"item\"><th scope=\"rowgroup\" colspan=\"\(table.columns.count)\">\(ShownText.html(group.title))</th></tr>\n"
        let rows = group.rows.map { row in "<tr>" + zip(row, table.columns).map(cell).joined() + "</tr>" }
        return "<tbody>\n" + title + rows.joined(separator: "\n") + "\n</tbody>"
    }

    private static func cell(_ text: String, _ column: TableReport.Head) -> String {
        let look =
            column.isSigned
            ? " class=\"sign\"" : column.isNumber ? " class=\"n\"" : column.width < 30 ? " class=\"k\"" : ""
        if column.isName { return "<th scope=\"row\"\(look)>\(ShownText.html(text))</th>" }
        return "<td\(look)>\(ShownText.html(text))</td>"
    }
}
