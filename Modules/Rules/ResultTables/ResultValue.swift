import AssessmentKernel

/// A value of a result table: a number in the smallest unit of its column's kind, or a text.
public enum ResultValue: Hashable, Sendable {
    /// No value, for an optional column.
    case none
    /// Hundredths of a point, fen, a count, a day of eight digits, 0 or 1.
    case number(Int64)
    /// A code, a key, a month, a free text.
    case text(String)

    init(_ text: String?) { self = text.map { .text($0) } ?? .none }
    init(_ number: Int64?) { self = number.map { .number($0) } ?? .none }
}
