import AssessmentKernel

/// The widths of bars, in thousandths of the widest.
package enum BarScale {
    /// The width of a part; `0` of nothing.
    package static func width(_ part: Int64, of whole: Int64) -> String {
        guard whole > 0, part > 0 else { return "0" }
        return String(min(1_000, ExactDecimal.rounded(Int128(part) * 1_000, over: Int128(whole))))
    }
}
