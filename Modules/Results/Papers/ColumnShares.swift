import AssessmentKernel

/// How columns of names share a table's width: as their longest texts need it, so that a long name takes few lines and a
/// short one little room.
enum ColumnShares {
    /// - Parameters:
    ///   - columns: the texts of each column.
    ///   - sum: the share of them all.
    static func of(_ columns: [[String]], sum: Double) -> [Double] {
        let needs = columns.map { min(max(width($0), 4), 13) }
        let all = needs.reduce(0, +)
        return needs.map { sum * $0 / all }
    }

    /// The width of the longest text, in Chinese characters.
    static func width(_ texts: [String]) -> Double { Double(texts.map { DisplayWidth.of($0) }.max() ?? 0) / 2 }
}
