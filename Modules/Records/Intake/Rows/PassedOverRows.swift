import AssessmentKernel
import FileFormats

/// Rows that hold no record.
extension RowChecker {
    /// Whether a row repeats the header, as on each page of a printed table.
    func isRepeatedHeader(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        for place in 0..<max(cells.count, header.cells.count) {
            let title = place < header.cells.count ? HeaderText.title(of: header.cells[place].utf8) : ""
            // Long cells are no titles; they are not worth a copy.
            if place < cells.count, cells[place].count > 1_000 { return false }
            let cell = place < cells.count ? HeaderText.title(of: cells[place]) : ""
            if cell != title { return false }
        }
        return true
    }

    /// Whether a row has a total, or who made the table, instead of a record: its first filled cell begins with one of
    /// the words for it, and the natural key is blank but for that cell.
    ///
    /// Where a single column is the key, the member must be blank too, so that no record is passed over whose key
    /// happens to begin so.
    func isTotal(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = cells.firstIndex(where: { !CellText.isBlank($0) }), RowChecker.beginsTotal(cells[first])
        else { return false }
        let keys = schema.naturalKey + [schema.memberColumn].compactMap(\.self)
        return keys.allSatisfy { column in
            guard let place = header.places[column], place != first, place < cells.count else { return true }
            // A merged total has its word in every cell of its range.
            return CellText.isBlank(cells[place]) || cells[place].elementsEqual(cells[first])
        }
    }

    private static let totals = ["合计", "总计", "小计", "制表", "填表"].map { Array($0.utf8) }

    private static func beginsTotal(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        // The words are often spread: 合　计.
        let beginning = HeaderText.plain(cell.prefix(120))
        return totals.contains { beginning.utf8.starts(with: $0) }
    }
}
