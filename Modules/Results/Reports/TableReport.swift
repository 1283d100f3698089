public import AssessmentKernel
import Foundation
import WorkbookWriter

/// A report that is tables alone: a month's notice, a year's review.
///
/// ```swift
/// let report = TableReport("冯卯镇2021年7月通报", basis: "截至 2021-07-31", day: day, tables: [ranking])
/// try report.writeWorkbook(to: "report.xlsx")
/// let page = try report.page()
/// ```
/// Equal tables give equal bytes.
public struct TableReport: Sendable {
    /// A column.
    public struct Column: Sendable {
        let title: String
        let width: Double
        let isNumber: Bool

        /// Names a column; one of numbers stands to the right.
        public init(_ title: String, width: Double = 10, isNumber: Bool = false) {
            self.title = title
            self.width = width
            self.isNumber = isNumber
        }
    }

    /// A table: a sheet of the workbook, a section of the page.
    public struct Table: Sendable {
        let title: String
        let columns: [Column]
        let rows: [[String]]
        let note: String

        /// Takes down a table.
        ///
        /// - Parameters:
        ///   - rows: a text a column; plain decimals in columns of numbers become numbers of the sheet.
        ///   - note: a line below the title; empty for none.
        public init(_ title: String, _ columns: [Column], rows: [[String]], note: String = "") {
            self.title = title
            self.columns = columns
            self.rows = rows
            self.note = note
        }
    }

    private let title: String
    private let basis: String
    private let day: CivilDate
    private let tables: [Table]

    /// Takes down a report.
    ///
    /// - Parameters:
    ///   - basis: a line below the title: what it was reckoned from.
    ///   - day: the day that the workbook bears, whatever the clock says.
    public init(_ title: String, basis: String, day: CivilDate, tables: [Table]) {
        self.title = title
        self.basis = basis
        self.day = day
        self.tables = tables
    }

    // MARK: Workbook

    /// Writes the workbook.
    ///
    /// - Throws: ``Problem`` when it cannot be written.
    public func writeWorkbook(to path: String) throws(Problem) {
        let file = try WorkbookFile(path, title: title, created: day)
        for table in tables { write(table, to: try file.sheet(table.title)) }
        try file.close()
    }

    private func write(_ table: Table, to sheet: SheetWriter) {
        let last = max(1, table.columns.count - 1)
        for (place, column) in table.columns.enumerated() { sheet.columns(place...place, width: column.width) }
        sheet.height(row: 0, 30)
        sheet.merge(row: 0, columns: 0...last, "\(title)　\(table.title)", .title)
        sheet.merge(row: 1, columns: 0...last, table.note.isEmpty ? basis : "\(basis)　\(table.note)", .subtitle)
        sheet.height(row: 2, 34)
        for (place, column) in table.columns.enumerated() { sheet.write(column.title, row: 2, column: place, .header) }
        let (text, right, amount) = (
            sheet.ready(.plain), sheet.ready(CellLook.plain.aligned(.right)), sheet.ready(.amount)
        )
        for (offset, row) in table.rows.enumerated() {
            for (place, column) in table.columns.enumerated() {
                let cell = place < row.count ? row[place] : ""
                if column.isNumber, let whole = Int(cell) {
                    sheet.write(whole, row: 3 + offset, column: place, right)
                } else if column.isNumber, let points = Points(text: cell) {
                    sheet.write(hundredths: points.hundredths, row: 3 + offset, column: place, amount)
                } else {
                    sheet.write(ShownText.plain(cell), row: 3 + offset, column: place, column.isNumber ? right : text)
                }
            }
        }
        sheet.freeze(rows: 3)
        sheet.hideGridlines()
        sheet.print(isLandscape: true, headerRows: 2...2, foot: title)
    }

    // MARK: Page

    /// The page: one file without a script, without a network, readable in any browser and on paper.
    public func page() throws(Problem) -> [UInt8] {
        let stencil = try Stencil(PackageResources.tables_mustache)
        let sections = tables.enumerated().map { place, table -> [String: Any] in
            [
                "id": "table-\(place)", "title": table.title, "note": table.note,
                "head": table.columns.map { heading($0) }.joined(),
                "rows": table.rows.map { row in "<tr>" + cells(row, table.columns) + "</tr>" }.joined(separator: "\n"),
            ]
        }
        return Array(
            stencil.filled([
                "policy": PageParts.policy(style: PageParts.styleHash, script: nil), "title": title, "basis": basis,
                "style": PageParts.style, "sections": sections,
            ]).utf8)
    }

    private func heading(_ column: Column) -> String {
        "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(ShownText.html(column.title))</th>"
    }

    private func cells(_ row: [String], _ columns: [Column]) -> String {
        zip(row, columns).map { cell, column in
            "<td\(column.isNumber ? " class=\"n\"" : column.width < 30 ? " class=\"k\"" : "")>\(ShownText.html(ShownText.plain(cell)))</td>"
        }.joined()
    }
}
