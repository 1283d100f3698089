import AssessmentKernel
import Closing
import WorkbookWriter

/// 概况: the quarter at a glance, with a chart of the bands and one of the points lost by item.
struct OverviewSheet {
    private let sheet: SheetWriter
    private let head: ReportHead

    init(_ sheet: SheetWriter, _ head: ReportHead) {
        self.sheet = sheet
        self.head = head
    }

    /// Writes the sheet.
    func write(_ summary: ReportSummary) {
        for (place, width) in [22.0, 12, 12, 12, 12, 12, 12, 12, 12].enumerated() {
            sheet.columns(place...place, width: width)
        }
        sheet.height(row: 0, 34)
        sheet.merge(row: 0, columns: 0...8, head.title + "结果", .title)
        sheet.merge(row: 1, columns: 0...8, head.basis, .subtitle)
        sheet.merge(
            row: 2, columns: 0...8,
            "结算 \(head.name)　考核期 \(head.quarter.range.first) 至 \(head.quarter.range.last)　kaohe \(head.product)",
            .subtitle)
        var row = 4
        for (title, text) in summary.keyFigures {
            sheet.height(row: row, 20)
            sheet.write(title, row: row, column: 0, CellLook(font: "黑体", background: 0xF5F7FA))
            sheet.merge(row: row, columns: 1...3, text, .plain)
            row += 1
        }
        row += 1
        row = table(
            ["等次", "人数"], summary.bands.map { ($0.title, .count($0.count)) }, from: row,
            chart: .init(.columns, title: "各等次人数", axis: "人数", rows: 0...0, names: 0, values: 1))
        row = max(row, 27)
        _ = table(
            ["考核项", "失分合计", "人均失分"],
            summary.items.map { ($0.about.heading, .lost($0.lost, $0.mean)) }, from: row,
            chart: .init(
                .bars, title: "各考核项失分", axis: "分", rows: 0...0, names: 0, values: 1, colour: 0xB5654A))
        sheet.hideGridlines()
        sheet.print(isLandscape: true, headerRows: nil, foot: "\(head.title)　\(head.name)", isOnePage: true)
    }

    private enum Numbers {
        case count(Int)
        case lost(Points, Points)
    }

    /// Writes a small table with its chart next to it and returns the row below the table.
    private func table(
        _ titles: [String], _ rows: [(String, Numbers)], from top: Int, chart: SheetWriter.Chart
    ) -> Int {
        for (place, title) in titles.enumerated() { sheet.write(title, row: top, column: place, .header) }
        for (place, line) in rows.enumerated() {
            let row = top + 1 + place
            sheet.write(line.0, row: row, column: 0)
            switch line.1 {
            case .count(let count): sheet.write(count, row: row, column: 1, .centred)
            case .lost(let sum, let mean):
                sheet.write(hundredths: sum.hundredths, row: row, column: 1)
                sheet.write(hundredths: mean.hundredths, row: row, column: 2)
            }
        }
        if !rows.isEmpty {
            sheet.draw(chart.over(rows: top + 1...top + rows.count), row: top, column: 4, width: 470, height: 290)
        }
        return top + rows.count + 2
    }
}
