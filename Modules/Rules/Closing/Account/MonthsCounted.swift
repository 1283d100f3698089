/// Which months of a quarter count in a column of their pay when it is summed up, so that the sums add up like a month: what
/// one month carries forward the next brings, and only what the first brought and the last carries on is left.
public enum MonthsCounted: Sendable {
    case all, first, last

    /// Those of a column of ``ClosingTables/pay``, by its key.
    public init(payColumn key: String) {
        self =
            switch key {
            case "brought_forward": .first
            case "carried_forward": .last
            default: .all
            }
    }

    /// The months that count.
    ///
    /// - Parameter months: in their order.
    public func of<Month>(_ months: [Month]) -> ArraySlice<Month> {
        switch self {
        case .all: months[...]
        case .first: months.prefix(1)
        case .last: months.suffix(1)
        }
    }
}
