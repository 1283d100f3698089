public import AssessmentValues

/// Evidence with which a rule of the regulation breaks a property of fairness.
///
/// ```swift
/// FairnessException(
///     .badRecord, by: "training:T3/M1", Clause("§3.2.1"),
///     Example("缺席打断连续请假，反而少扣", "An absence ends a run of leave, and so costs less than none", tables: …, costs: …),
///     otherwise: "5", unless: ["excess_leave": "ignore"])
/// ```
/// The suite checks that the example still breaks the property, and tolerates no other kind of break. The item's page
/// shows it.
public struct FairnessException: Sendable {
    /// The property that is broken.
    public let property: FairnessProperty
    /// The reference of the record, or the excused record or day, that breaks it; nil where no single one does.
    public let cause: String?
    /// The clause that makes the exception.
    public let clause: Clause
    /// The evidence that breaks it, and what that costs.
    public let example: Example
    /// The points lost without the cause; for names and order, with the codes in reverse order.
    public let otherwise: String
    /// The parameters under which the exception does not occur, as written in a rulebook; empty when there are none.
    public let unless: [String: String]

    /// Declares an exception.
    ///
    /// - Parameters:
    ///   - cause: the good or bad record of the example; for an excuse, one of its excused records or days.
    ///   - otherwise: the points in all, as written in an example.
    ///   - unless: without any, every break of the property by a record of the cause's table is tolerated.
    public init(
        _ property: FairnessProperty, by cause: String? = nil, _ clause: Clause, _ example: Example,
        otherwise: String, unless: [String: String] = [:]
    ) {
        self.property = property
        self.cause = cause
        self.clause = clause
        self.example = example
        self.otherwise = otherwise
        self.unless = unless
    }

    /// The points that its example costs in all.
    public var points: Points {
        example.costs.reduce(.zero) { sum, cost in
            let parts = cost.split(separator: ",", omittingEmptySubsequences: false)
            return sum + (parts.count > 1 ? Points(text: String(parts[1])) ?? .zero : .zero)
        }
    }

    /// What `otherwise` stands for, with its points.
    public var comparison: LocalText {
        switch property {
        case .goodRecord, .badRecord:
            LocalText(
                "没有 \(cause ?? "") 时共扣 \(otherwise) 分", "without \(cause ?? "") it costs \(otherwise) points in all")
        case .excuse:
            LocalText(
                "\(cause ?? "") 申诉不成立时共扣 \(otherwise) 分",
                "without the appeal about \(cause ?? "") it costs \(otherwise) points in all")
        case .allDone: LocalText("样样做到，仍然扣分", "everything is done, and yet points are lost")
        case .namesAndOrder:
            LocalText(
                "编号次序倒过来时共扣 \(otherwise) 分", "with the codes in reverse order it costs \(otherwise) points in all")
        }
    }

    /// The parameters under which it does not occur, as a rulebook writes them; nil when there are none.
    public var unlessText: String? {
        unless.isEmpty
            ? nil
            : unless.sorted { Text($0.key) < Text($1.key) }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}
