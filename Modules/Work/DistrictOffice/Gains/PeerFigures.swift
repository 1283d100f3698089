/// What is usual among the other townships of a district: the medians of their figures for the same period.
public struct PeerFigures: Hashable, Sendable, Codable {
    /// How many other townships there are.
    public let townships: Int
    /// The workdays on leave per member, in hundredths.
    public let leavePerMember: Int
    /// The days off beyond the State Council's.
    public let holidays: Int
    /// The tables accepted as empty.
    public let emptyTables: Int
    /// The upheld appeals.
    public let appeals: Int
    /// The members without any evidence.
    public let unwitnessed: Int

    /// Compares with others; nil without any.
    public init?(_ others: [BundleGains.Figures]) {
        guard !others.isEmpty else { return nil }
        func median(_ value: (BundleGains.Figures) -> Int) -> Int { others.map(value).sorted()[others.count / 2] }
        townships = others.count
        leavePerMember = median(\.leavePerMember)
        holidays = median(\.holidays)
        emptyTables = median(\.emptyTables)
        appeals = median(\.appeals)
        unwitnessed = median(\.unwitnessed)
    }
}

extension BundleGains.Figures {
    /// The workdays on leave per member, in hundredths.
    public var leavePerMember: Int { members == 0 ? 0 : leaveDays * 100 / members }
}
