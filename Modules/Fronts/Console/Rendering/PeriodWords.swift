import Answers
package import AssessmentKernel
import Reports

/// Periods as people say them.
package enum PeriodWords {
    /// A quarter: `2021年第三季度`.
    package static func quarter(_ quarter: Quarter, _ say: Language) -> String {
        say(quarter.chinese, quarter.description)
    }
}
