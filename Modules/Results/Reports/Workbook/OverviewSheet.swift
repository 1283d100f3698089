import AssessmentKernel
import Closing
import WorkbookWriter

/// 概况: the quarter at a glance, with a chart of the bands and one of the points lost by item.
struct OverviewSheet {
    /// The height of a chart in pixels, and of a row without a height of its own.
    private static let (chartHeight, rowHeight) = (290, 20)

    private let sheet: SheetWriter
    private let head: ReportHead
    private let words: ReportWords

    init(_ sheet: SheetWriter, _ head: ReportHead) {
        self.sheet = sheet
        self.head = head
        words = head.words
    }

    /// Writes the sheet.
    func write(_ summary: ReportSummary) {
        for (place, width) in [30.0, 12, 12, 12, 12, 12, 12, 12, 12].enumerated() {
            sheet.columns(place...place, width: width)
        }
        sheet.height(row: 0, 34)
        sheet.merge(row: 0, columns: 0...8, head.title("结果", "results"), .title)
        sheet.merge(row: 1, columns: 0...8, head.basis, .subtitle)
        let range = head.quarter.range
        sheet.merge(
            row: 2, columns: 0...8,
            words(
                "结算 \(head.name)　考核期 \(range.first) 至 \(range.last)　kaohe \(head.product)",
                "closing \(head.name), \(range.first) to \(range.last), kaohe \(head.product)"),
            .subtitle)
        var row = 4
        for (title, text) in summary.keyFigures(inCapitals: words.language == .chinese) {
            sheet.height(row: row, 20)
            sheet.write(title, row: row, column: 0, CellLook(font: "黑体", background: 0xF5F7FA))
            sheet.merge(row: row, columns: 1...3, text, .plain)
            row += 1
        }
        row += 1
        row = table(
            [words("等次", "Band"), words("人数", "Members")], summary.bands.map { ($0.title, .count($0.count)) },
            from: row,
            chart: .init(
                .columns, title: words("各等次人数", "Members by band"), axis: words("人数", "Members"), rows: 0...0, names: 0,
                values: 1))
        _ = table(
            [words("考核项", "Item"), words("失分合计", "Points lost"), words("人均失分", "Mean lost")],
            summary.items.map { (words.heading($0.about), .lost($0.lost, $0.mean)) }, from: row,
            chart: .init(
                .bars, title: words("各考核项失分", "Points lost by item"), axis: words("分", "Points"), rows: 0...0, names: 0,
                values: 1, colour: 0xB5654A))
        sheet.hideGridlines()
        sheet.print(
            isLandscape: false, headerRows: nil, foot: "\(head.title)　\(head.name)", page: words.sheetPage,
            isOnePage: true)
    }

    private enum Numbers {
        case count(Int)
        case lost(Points, Points)
    }

    /// Writes a small table with its chart next to it and returns the row below both.
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
        guard !rows.isEmpty else { return top + 2 }
        sheet.draw(
            chart.over(rows: top + 1...top + rows.count), row: top, column: 4, width: 470,
            height: OverviewSheet.chartHeight)
        // The rows beside a chart keep the default height, so that it ends where it is thought to.
        return top + max(rows.count + 2, OverviewSheet.chartHeight / OverviewSheet.rowHeight + 2)
    }
}
