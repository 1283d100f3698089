import PaperParts

extension PageSetting {
    /// The space between a cell's edge and its text.
    private static let padding = (across: 1.3 * SheetSize.millimetre, down: 0.9 * SheetSize.millimetre)

    /// A row that is set: its cells with their places, and its height.
    private struct SetRow {
        struct Cell {
            let text: SetText?
            let x, width: Double
            let isShaded: Bool
        }

        let cells: [Cell]
        let height: Double
        let isKept: Bool
    }

    /// Lays out a table: rows are not split, and the head stands on each page.
    mutating func add(_ table: PaperTable) {
        let widths = columnWidths(of: table)
        let heads = table.heads.map { set($0, table, widths, look: table.headLook, isHead: true) }
        let headHeight = heads.reduce(0) { $0 + $1.height }
        // The next row is set beside its predecessor, so that a sum is not left alone on a page.
        var rows = table.rows.map { set($0, table, widths, look: table.look, isHead: false) }[...]
        let first = rows.first?.height ?? 0
        if y + headHeight + first > size.floor, !startsPage { turnPage() }
        for head in heads { draw(head, table) }
        while let row = rows.popFirst() {
            var need = row.height
            for follower in rows {
                guard follower.isKept else { break }
                need += follower.height
            }
            if y + need > size.floor, !startsPage, y > size.top + headHeight + 1 {
                turnPage()
                for head in heads { draw(head, table) }
            }
            draw(row, table)
        }
        advance(table.below * SheetSize.millimetre)
    }

    private func columnWidths(of table: PaperTable) -> [(x: Double, width: Double)] {
        let sum = table.columns.reduce(0) { $0 + $1.share }
        var place = area.x
        return table.columns.map { column in
            let width = sum > 0 ? area.width * column.share / sum : 0
            defer { place += width }
            return (place, width)
        }
    }

    private func set(
        _ row: PaperTable.Row, _ table: PaperTable, _ widths: [(x: Double, width: Double)], look: Paper.Look,
        isHead: Bool
    ) -> SetRow {
        var cells: [SetRow.Cell] = []
        var column = 0
        var height = row.height * SheetSize.millimetre
        for cell in row.cells {
            guard column < widths.count else { break }
            let last = min(column + cell.span, widths.count) - 1
            let x = widths[column].x
            let width = widths[last].x + widths[last].width - x
            let alignment = cell.alignment ?? (isHead ? .centre : table.columns[column].alignment)
            let text =
                cell.text.isEmpty
                ? nil
                : setter.set(
                    cell.text, cell.look ?? look, width: width - 2 * PageSetting.padding.across,
                    Typesetter.Setting(alignment: alignment))
            height = max(height, (text?.height ?? 0) + 2 * PageSetting.padding.down)
            cells.append(.init(text: text, x: x, width: width, isShaded: cell.isShaded || isHead))
            column = last + 1
        }
        return SetRow(cells: cells, height: height, isKept: row.isKept)
    }

    private mutating func draw(_ row: SetRow, _ table: PaperTable) {
        let top = y
        for cell in row.cells where cell.isShaded && table.isRuled {
            draw(.area(x: cell.x, y: top, width: cell.width, height: row.height, shade: 0.945))
        }
        for cell in row.cells {
            if let text = cell.text {
                draw(.text(text, x: cell.x + PageSetting.padding.across, y: top + (row.height - text.height) / 2))
            }
            guard table.isRuled else { continue }
            draw(.frame(x: cell.x, y: top, width: cell.width, height: row.height))
        }
        advance(row.height)
    }
}
