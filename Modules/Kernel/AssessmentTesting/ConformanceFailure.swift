/// One way in which an item breaks its contract.
public struct ConformanceFailure: Hashable, Sendable, CustomStringConvertible {
    /// The part of the contract that is broken.
    public enum Rule: String, Sendable, CaseIterable {
        /// Number, key, titles, version.
        case descriptor
        /// Keys, titles, natural key and attribution date of a table.
        case tables
        /// Keys, titles, usual values, and what is refused.
        case parameters
        /// Codes, titles and clauses of the kinds of deduction.
        case deductionKinds = "deduction-kinds"
        /// Codes and titles of the kinds of warning; key, clause and title of the finding on the year.
        case remarkKinds = "remark-kinds"
        /// Codes, titles and clauses of the measures, and what is measured: declared, once each, not below nought.
        case measures
        /// An example does not hold, cannot be read, or something is shown by none.
        case examples
        /// Equal evidence gave unequal sheets, or state was kept between two calls.
        case pure
        /// The order of import showed.
        case orderIndependent = "order-independent"
        /// A date outside the period, or rows outside it that showed.
        case inThePeriod = "in-the-period"
        /// A deduction or warning of no declared kind, one that rests on rows that are not in the evidence, or a finding
        /// that rests on nothing.
        case ledBack = "led-back"
        /// A month that still runs cost more than when it is over, rows being equal.
        case ofItsDay = "of-its-day"
        /// The score left the run from nought to the maximum.
        case bounded
        /// An excused row raised a deduction, a day that is no duty day did, or an excuse made the sum larger.
        case excusesHonoured = "excuses-honoured"
        /// Absences cost points that the item does not own to, or the other way round.
        case absence
        /// The item threw on evidence that a ledger can hold; it would stop a township's closing.
        case decides
    }

    /// The part of the contract that is broken.
    public let rule: Rule
    /// What it is about: an example's title, a parameter's key, a table's column.
    public let subject: String
    /// What was found.
    public let detail: String

    init(_ rule: Rule, _ subject: String, _ detail: String) {
        self.rule = rule
        self.subject = subject
        self.detail = detail
    }

    /// All of it in one line.
    public var description: String { "[\(rule.rawValue)] \(subject): \(detail)" }
}
