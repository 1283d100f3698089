/// A breach of an item's contract.
public struct ConformanceFailure: Hashable, Sendable, CustomStringConvertible {
    /// The part of the contract that is broken.
    public enum Rule: String, Sendable, CaseIterable {
        /// Number, key, titles, version.
        case descriptor
        /// Keys, titles, natural key and attribution date of a table.
        case tables
        /// Keys, titles and usual values of the parameters, and which values are refused.
        case parameters
        /// Codes, titles and clauses of the kinds of deduction.
        case deductionKinds = "deduction-kinds"
        /// Codes and titles of the kinds of warning; key, clause and title of the finding on the year.
        case remarkKinds = "remark-kinds"
        /// Codes, titles and clauses of the measures, and the measured values: declared, once each, not negative.
        case measures
        /// An example fails or cannot be read, or no example covers something.
        case examples
        /// Equal evidence gave unequal sheets, or other points where nobody reads warnings, or state was kept between calls.
        case pure
        /// The order of import had an effect.
        case orderIndependent = "order-independent"
        /// A date is outside the period, or rows outside it had an effect.
        case inThePeriod = "in-the-period"
        /// A deduction or warning has an undeclared kind or rests on rows outside the evidence, or a finding rests on
        /// nothing.
        case ledBack = "led-back"
        /// A running month cost more than when it is over, with equal rows.
        case ofItsDay = "of-its-day"
        /// The score was outside the range from zero to the maximum.
        case bounded
        /// An excused row or a day off raised a deduction, or an excuse made the sum larger (``FairnessProperty/excuse``).
        case excusesHonoured = "excuses-honoured"
        /// Absences cost points although the item does not declare it, or the reverse.
        case absence
        /// The stakes of a running period left out what came: in the end the item deducted more, or less, than they allow.
        case lookAhead = "look-ahead"
        /// The item threw on evidence that a ledger can hold, which would stop a closing.
        case decides
        /// The item does not say which records are good and which bad, or it cannot be read.
        case conduct
        /// A declared exception to fairness breaks nothing, or costs something else than it says.
        case exceptions
        /// One more good record cost points.
        case goodRecord = "good-record"
        /// One more bad record gained points.
        case badRecord = "bad-record"
        /// A member with everything done lost points.
        case allDone = "all-done"
        /// Names or codes had an effect.
        case namesAndOrder = "names-and-order"
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

    /// The failure in one line.
    public var description: String { "[\(rule.rawValue)] \(subject): \(detail)" }
}
