package import AssessmentKernel

extension RowBlock {
    /// The identifying cells of a row, in Chinese, on one line.
    ///
    /// Free texts are left out: they may mention residents, and many people read a report.
    package func shownCells(_ row: Int = 0) -> String {
        var cells: [String] = []
        for (place, column) in schema.columns.enumerated() where place != schema.memberColumn {
            if column.kind == .text || column.isRemark { continue }
            guard let text = canonicalText(row, place) else { continue }
            cells.append(
                column.title.chinese + " " + ShownText.short(schema.forms[place].shown(text).chinese, to: 40))
        }
        return cells.joined(separator: "，")
    }
}
