import AssessmentKernel

/// Example rows of a template, which an import skips.
public enum ExampleRow {
    /// The prefix of an example's cell in the table's first column; no code or day begins with it.
    public static let mark = "示例："

    /// Whether a cell of the table's first column marks its row as an example.
    ///
    /// Surrounding white space is ignored, and the colon may be the ASCII one.
    public static func isMarked(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        // The first byte rules out nearly every cell.
        guard let first = cell.first, first >= 0xC2 || CellText.isASCIISpace(first) else { return false }
        return CellText.normalised(cell).starts(with: normalisedMark)
    }

    private static let normalisedMark = CellText.normalised(mark)
}
