package import AssessmentKernel

extension Points {
    /// The mean of points, rounded to a hundredth; nil of none.
    package static func mean(_ sum: Points, of count: Int) -> Points? {
        mean(hundredths: Int128(sum.hundredths), of: count)
    }

    /// The same of a sum that is not known to fit, as of what others sent.
    package static func mean(hundredths sum: Int128, of count: Int) -> Points? {
        count > 0 ? Points(hundredths: ExactDecimal.rounded(sum, over: Int128(count))) : nil
    }
}
