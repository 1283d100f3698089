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

/// The kind of a column's values: how they are printed and read.
public enum ResultKind: Sendable {
    /// The code of a member of the roster.
    case member
    /// A text, such as a code, a clause or references of records.
    case text
    /// One of a few keys.
    case word(ResultWords)
    /// Points, exact to 0.01.
    case points
    /// An amount, exact to the fen.
    case yuan
    /// A whole number.
    case count
    /// A day.
    case date
    /// A month.
    case month
    /// Yes or no.
    case flag

    /// Whether its values are numbers rather than texts.
    public var isNumber: Bool {
        switch self {
        case .points, .yuan, .count, .date, .flag: true
        case .member, .text, .word, .month: false
        }
    }

    /// Whether its values name members of the roster.
    public var isMember: Bool {
        if case .member = self { return true }
        return false
    }

    /// The number of smallest units in one whole: 100 for points and yuan.
    public var scale: Int64 {
        switch self {
        case .points, .yuan: 100
        default: 1
        }
    }

    /// The value as the cell of a file; empty without one.
    public func text(_ value: ResultValue) -> String {
        switch value {
        case .none: ""
        case .text(let text): text
        case .number(let number):
            switch self {
            case .points: Points(hundredths: number).description
            case .yuan: Yuan(fen: number).description
            case .date: CivilDate(packed: number)?.description ?? ""
            case .flag: number == 0 ? "no" : "yes"
            default: String(number)
            }
        }
    }

    /// Reads the cell of a file; nil when it is invalid for this kind.
    public func value(_ cell: String) -> ResultValue? {
        if cell.isEmpty { return ResultValue.none }
        switch self {
        case .points: return Points(text: cell).map { .number($0.hundredths) }
        case .yuan: return Yuan(text: cell).map { .number($0.fen) }
        case .count: return Int64(cell).map { .number($0) }
        case .date: return CivilDate(iso: cell).map { .number($0.packed) }
        case .flag: return ["yes": .number(1), "no": .number(0)][cell]
        case .month: return Month(text: cell).map { .text($0.description) }
        case .member, .text, .word: return .text(cell)
        }
    }
}
