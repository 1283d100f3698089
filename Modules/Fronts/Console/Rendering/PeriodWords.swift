import Answers
package import AssessmentKernel

/// Periods as people say them.
package enum PeriodWords {
    /// A quarter: `2021年第三季度`.
    package static func quarter(_ quarter: Quarter, _ say: Language) -> String {
        say("\(quarter.year)年第\(["一", "二", "三", "四"][quarter.number - 1])季度", quarter.description)
    }
}
