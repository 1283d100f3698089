import AssessmentKernel

/// Fits the rows of a table to its header's length.
///
/// Spreadsheet programs leave out blank cells at the end of a row, and some platforms write one delimiter too many.
struct PaddedCells {
    /// How many cells a header has: blank ones at its end are none, so that what is filled below them is beside the table.
    static func width(of header: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Int {
        (header.lastIndex { !CellText.isBlank($0) }).map { $0 + 1 } ?? header.count
    }

    private var cells: [UnsafeBufferPointer<UInt8>] = []

    /// The cells, with blank ones added up to a width and blank ones beyond it dropped; valid until the next call.
    ///
    /// - Parameter lastFault: the last place of a cell without a text, which is no blank one.
    /// - Returns: more cells than the width only where a filled one lies beyond it.
    mutating func fitted(
        _ row: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, to width: Int, lastFault: Int? = nil
    ) -> UnsafeBufferPointer<UnsafeBufferPointer<UInt8>> {
        var count = row.count
        while count > width, CellText.isBlank(row[count - 1]), lastFault != count - 1 { count -= 1 }
        if count >= width { return UnsafeBufferPointer(rebasing: row[..<count]) }
        cells.removeAll(keepingCapacity: true)
        cells.append(contentsOf: row[..<count])
        let blank = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        cells.append(contentsOf: repeatElement(blank, count: width - count))
        // The array keeps its buffer until the next call.
        return cells.withUnsafeBufferPointer { $0 }
    }
}
