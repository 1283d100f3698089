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
        if y + headHeight + TableExtent(rows.map { ($0.height, $0.isKept) }).beginning(on: size) > size.floor,
            !startsPage
        {
            turnPage()
        }
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

    /// How much of a table must find room where it begins.
    func beginning(of table: PaperTable) -> Double {
        let widths = columnWidths(of: table)
        let heads = table.heads.map { set($0, table, widths, look: table.headLook, isHead: true).height }
        // Of a long table the first rows tell it.
        let rows = table.rows.prefix(TableExtent.mostOfShort + 1).map { row in
            let set = set(row, table, widths, look: table.look, isHead: false)
            return (set.height, set.isKept)
        }
        return heads.reduce(0, +) + TableExtent(rows).beginning(on: size)
    }

    private func columnWidths(of table: PaperTable) -> [(x: Double, width: Double)] {
        let sum = table.columns.reduce(0) { $0 + $1.share }
        var widths = table.columns.map { sum > 0 ? area.width * $0.share / sum : 0 }
        widen(&widths, for: figureWidths(of: table), in: table)
        var place = area.x
        return widths.map { width in
            defer { place += width }
            return (place, width)
        }
    }

    /// What each column of figures needs so that none is broken; nil for columns of text.
    private func figureWidths(of table: PaperTable) -> [Double?] {
        var longest: [PaperTable.Cell?] = table.columns.map { _ in nil }
        for row in table.rows {
            var column = 0
            for cell in row.cells where column < longest.count {
                let isFigure = table.columns[column].alignment == .trailing && cell.span == 1
                if isFigure, cell.text.utf8.count > longest[column]?.text.utf8.count ?? 0 { longest[column] = cell }
                column += cell.span
            }
        }
        return longest.map { cell in
            guard let cell, let set = setter.set(cell.text, cell.look ?? table.look, width: nil) else { return nil }
            return set.width + 2 * PageSetting.padding.across + 0.5
        }
    }

    /// Widens columns that need more; the others give what they can spare, those of text up to a third.
    private func widen(_ widths: inout [Double], for needs: [Double?], in table: PaperTable) {
        let lacking = zip(needs, widths).map { need, width in max(0, (need ?? 0) - width) }
        let wanted = lacking.reduce(0, +)
        guard wanted > 0 else { return }
        let spare = zip(needs, widths).map { need, width in max(0, need.map { width - $0 } ?? width / 3) }
        let there = spare.reduce(0, +)
        guard there > 0 else { return }
        for column in widths.indices {
            widths[column] += lacking[column] * min(1, there / wanted) - spare[column] * min(1, wanted / there)
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

/// The rows of a table, and how many of them stay together where it begins.
private struct TableExtent {
    /// The most rows of a table that is not split where it can be avoided.
    static let mostOfShort = 10
    private let rows: [(height: Double, isKept: Bool)]

    init(_ rows: [(height: Double, isKept: Bool)]) { self.rows = rows }

    /// The height of all rows of a short table, and else of the first with those that follow it.
    func beginning(on size: SheetSize) -> Double {
        let all = rows.reduce(0) { $0 + $1.height }
        if rows.count <= TableExtent.mostOfShort, all <= size.height / 3 { return all }
        guard let first = rows.first else { return 0 }
        return rows.dropFirst().prefix { $0.isKept }.reduce(first.height) { $0 + $1.height }
    }
}
