/// Keeps cells of a CSV file that people open from being formulas.
public enum SpreadsheetGuard {
    /// The cell with an apostrophe before it when a spreadsheet program would take it for a formula.
    ///
    /// Such cells begin with `=`, `+`, `-` or `@`, also in full width, or with a tab or a carriage return.
    public static func guarded(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first, risky.contains(first) else { return cell }
        return "'" + cell
    }

    private static let risky: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]
}
