import AssessmentKernel

/// Rows that show in a template how a table is filled in, and that an import passes over.
public enum ExampleRow {
    /// What the cell in the table's first column begins with; no code or day does.
    public static let mark = "示例："

    /// Whether a cell of the table's first column marks its row as an example.
    ///
    /// White space around it is dropped, and the colon may be the ASCII one.
    public static func isMarked(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        // Nearly every cell is told from the mark by its first byte.
        guard let first = cell.first, first >= 0xC2 || CellText.isASCIISpace(first) else { return false }
        return CellText.normalised(cell).starts(with: normalisedMark)
    }

    private static let normalisedMark = CellText.normalised(mark)
}
