public import AssessmentKernel
import StrictYAML

/// How often the penalty of the lowest band applies in a quarter (I-3).
public enum FailingPenalty: String, ParameterChoice {
    /// In each month of the quarter.
    case perMonth = "per-month"
    /// Once, in the last month in post.
    case once
}

/// How a month that is only partly in post is paid (I-4).
public enum Proration: String, ParameterChoice {
    /// By days in post over the days of the month.
    case calendarDays = "calendar-days"
    /// All or nothing: paid when in post on every day of the month.
    case wholeMonth = "whole-month"
}

/// What registered leave does to trainings, online checks and roll-calls dated on it (I-18).
public enum RegisteredLeave: String, ParameterChoice {
    /// They are ignored.
    case excuses
    /// They are scored as on any other day.
    case counts
}

/// When consecutive failing months lead to a replacement (§3.1.2).
public struct FailingStreak: Hashable, Sendable {
    /// What decides whether a month is failing (I-2).
    public enum Basis: String, ParameterChoice {
        /// The month's own score.
        case monthlyScores = "monthly-scores"
        /// The total of the month's quarter.
        case quarterScore = "quarter-score"
    }

    /// How many consecutive failing months make a finding, at least 1.
    public let months: Int
    /// What decides whether a month is failing.
    public let basis: Basis

    init(_ entry: YAMLEntry) throws(Problem) {
        let section = try entry.section(["months", "basis"])
        let months = try section("months")
        self.months = try months.value()
        guard self.months >= 1 else { throw months.refused("应为不小于 1 的整数", "must be a whole number, at least 1") }
        basis = try section("basis").value()
    }
}
