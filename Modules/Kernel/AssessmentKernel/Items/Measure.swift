/// Something that an item counts about a member for the monthly notice (§3.1.1); no point hangs on it.
///
/// ```swift
/// static let visits = MeasureKind("activity.visits", Clause("§3.1.1"), .count, "有效走访", "Valid visits")
/// ```
public struct MeasureKind: Hashable, Sendable {
    /// What a measure counts in.
    public enum Unit: Hashable, Sendable {
        /// Pieces, with or without a number that is asked for.
        case count
        /// Hours, in hundredths, with or without a number that is asked for.
        case hours
        /// A part of a number of pieces; it is printed in percent.
        case share
    }

    /// The code, `item.kind`, such as `activity.visits`; a column of the notice.
    public let code: String
    /// The clause that asks for it.
    public let clause: Clause
    /// What it counts in.
    public let unit: Unit
    /// Whether something is asked for, that the notice shows beside it; a share has none.
    public let hasTarget: Bool
    /// What is counted, in both languages; short, for it heads a column.
    public let title: LocalText
    /// The Chinese word that follows a count with a number that is asked for: `3次`.
    public let noun: String

    /// Declares a measure.
    ///
    /// - Parameters:
    ///   - hasTarget: whether its value comes with what was asked for.
    ///   - noun: the Chinese word that follows the count then.
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

/// What one member comes to in one measure.
public struct Measure: Hashable, Sendable {
    /// What is counted.
    public let kind: MeasureKind
    /// Pieces, hundredths of an hour, or the pieces of a share; not negative.
    public let amount: Int64
    /// What was asked for, in the unit of the amount, or the whole of a share; nil when nothing was.
    public let target: Int64?

    /// Whether what was asked for was done; of a share, whether all of it was; nil when nothing was asked for.
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

    /// What was asked for as outputs print it; nil when nothing was, and for a share.
    public var targetText: String? {
        switch kind.unit {
        case .count: target.map(String.init)
        case .hours: target.map { ExactDecimal.shortest($0, places: 2) }
        case .share: nil
        }
    }
}

/// What an item measures for one member and one period.
///
/// ```swift
/// sheet.count(visits, as: Self.visits)
/// sheet.hours(worked, of: asked, as: Self.weeklyHours)
/// sheet.share(closed, of: due, as: Self.closingRate)
/// ```
public struct MeasureSheet: Hashable, Sendable {
    /// The measures so far, in the order in which they were taken.
    public private(set) var measures: [Measure] = []

    /// Begins an empty sheet.
    public init() {}

    /// Takes down pieces.
    ///
    /// - Parameter target: how many were asked for; nil when none were.
    public mutating func count(_ pieces: Int, of target: Int? = nil, as kind: MeasureKind) {
        measures.append(Measure(kind: kind, amount: Int64(pieces), target: target.map(Int64.init)))
    }

    /// Takes down hours, in hundredths.
    ///
    /// - Parameter target: how many were asked for; nil when none were.
    public mutating func hours(_ hundredths: Int64, of target: Int64? = nil, as kind: MeasureKind) {
        measures.append(Measure(kind: kind, amount: hundredths, target: target))
    }

    /// Takes down a part of a whole; nothing where there is no whole.
    public mutating func share(_ pieces: Int, of whole: Int, as kind: MeasureKind) {
        guard whole > 0 else { return }
        measures.append(Measure(kind: kind, amount: Int64(pieces), target: Int64(whole)))
    }
}
