import AssessmentKernel
import Disk

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
                "id": "table-\(place)", "title": table.title, "note": table.note,
                "head": table.columns.map(heading).joined(),
                "rows": table.rows.map { row in "<tr>" + zip(row, table.columns).map(cell).joined() + "</tr>" }
                    .joined(separator: "\n"),
            ]
        }
        return try Stencil(PackageResources.tables_mustache).filled([
            "policy": PageCode.policy(style: .style), "title": report.title, "basis": report.basis,
            "style": PageCode.style.text, "sections": sections,
        ])
    }

    private static func heading(_ column: TableReport.Head) -> String {
        "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(ShownText.html(column.title))</th>"
    }

    private static func cell(_ text: String, _ column: TableReport.Head) -> String {
        let look = column.isNumber ? " class=\"n\"" : column.width < 30 ? " class=\"k\"" : ""
        return "<td\(look)>\(ShownText.html(text))</td>"
    }
}
