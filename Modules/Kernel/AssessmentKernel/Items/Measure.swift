public import AssessmentValues

/// A kind of measure that an item counts for the monthly notice (§3.1.1); it costs no points.
///
/// ```swift
/// static let visits = MeasureKind("activity.visits", Clause("§3.1.1"), .count, "有效走访", "Valid visits")
/// ```
public struct MeasureKind: Hashable, Sendable {
    /// The unit of a measure.
    public enum Unit: Hashable, Sendable {
        /// Pieces, with or without a target.
        case count
        /// Hours, in hundredths, with or without a target.
        case hours
        /// A part of a number of pieces; printed in percent.
        case share
    }

    /// The code, `item.kind`, such as `activity.visits`; a column of the notice.
    public let code: String
    /// The clause that requires it.
    public let clause: Clause
    /// The unit.
    public let unit: Unit
    /// Whether the notice shows a target beside it; always false for a share.
    public let hasTarget: Bool
    /// What is counted, in both languages; short, since it heads a column.
    public let title: LocalText
    /// The Chinese word after a count with a target: `3次`.
    public let noun: String

    /// Declares a measure.
    ///
    /// - Parameters:
    ///   - hasTarget: whether its value comes with a target.
    ///   - noun: the Chinese word after a count with a target.
    public init(
        _ code: String, _ clause: Clause, _ unit: Unit, hasTarget: Bool = false, _ chinese: String, _ english: String,
        noun: String = "次"
    ) {
        self.code = code
        self.clause = clause
        self.unit = unit
        self.hasTarget = hasTarget && unit != .share
        self.title = LocalText(chinese, english)
        self.noun = noun
    }
}

/// The value of one measure for one member.
public struct Measure: Hashable, Sendable {
    /// What is counted.
    public let kind: MeasureKind
    /// Pieces, hundredths of an hour, or the pieces of a share; not negative.
    public let amount: Int64
    /// The target, in the unit of the amount, or the whole of a share; nil without one.
    public let target: Int64?

    /// Whether the target was reached; for a share, whether it is complete; nil without a target.
    public var isMet: Bool? { target.map { amount >= $0 } }

    /// The amount as outputs print it: `12`, `38.5`; a share in percent, rounded half up to 0.01.
    public var amountText: String {
        switch kind.unit {
        case .count: String(amount)
        case .hours: ExactDecimal.shortest(amount, places: 2)
        case .share:
            ExactDecimal.shortest(
                ExactDecimal.rounded(Int128(amount) * 10_000, over: Int128(target ?? 1)), places: 2)
        }
    }

    /// The target as outputs print it; nil without one, and for a share.
    public var targetText: String? {
        switch kind.unit {
        case .count: target.map(String.init)
        case .hours: target.map { ExactDecimal.shortest($0, places: 2) }
        case .share: nil
        }
    }
}

/// The measures of one item for one member and one period.
///
/// ```swift
/// sheet.count(visits, as: Self.visits)
/// sheet.hours(worked, of: asked, as: Self.weeklyHours)
/// sheet.share(closed, of: due, as: Self.closingRate)
/// ```
public struct MeasureSheet: Hashable, Sendable {
    /// The measures so far, in the order of recording.
    public private(set) var measures: [Measure] = []

    /// Makes an empty sheet.
    public init() {}

    /// Records a count of pieces.
    ///
    /// - Parameter target: how many were required; nil without a target.
    public mutating func count(_ pieces: Int, of target: Int? = nil, as kind: MeasureKind) {
        measures.append(Measure(kind: kind, amount: Int64(pieces), target: target.map(Int64.init)))
    }

    /// Records hours, in hundredths.
    ///
    /// - Parameter target: how many were required; nil without a target.
    public mutating func hours(_ hundredths: Int64, of target: Int64? = nil, as kind: MeasureKind) {
        measures.append(Measure(kind: kind, amount: hundredths, target: target))
    }

    /// Records a part of a whole; records nothing when the whole is zero.
    public mutating func share(_ pieces: Int, of whole: Int, as kind: MeasureKind) {
        guard whole > 0 else { return }
        measures.append(Measure(kind: kind, amount: Int64(pieces), target: Int64(whole)))
    }
}
