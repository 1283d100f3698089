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

    fileprivate init(townships: Int, _ medians: [Int]) {
        self.townships = townships
        (leavePerMember, holidays, emptyTables) = (medians[0], medians[1], medians[2])
        (appeals, unwitnessed) = (medians[3], medians[4])
    }
}

/// The townships of a district, of which each is compared with all others.
///
/// ```swift
/// let group = PeerGroup(townships.map(\.figures))
/// for township in townships { print(group.others(than: township.figures)?.leavePerMember ?? 0) }
/// ```
/// A comparison takes as long for a thousand townships as for two.
public struct PeerGroup: Sendable {
    private static let values: [@Sendable (BundleGains.Figures) -> Int] = [
        { $0.leavePerMember }, { $0.holidays }, { $0.emptyTables }, { $0.appeals }, { $0.unwitnessed },
    ]

    /// Each value of all townships in ascending order.
    private var sorted: [[Int]]

    /// Groups townships by their figures.
    public init(_ figures: some Collection<BundleGains.Figures>) {
        sorted = PeerGroup.values.map { value in figures.map(value).sorted() }
    }

    /// Adds a township, or another revision of one.
    ///
    /// - Parameter former: the figures that it replaces; nil for a township that was not in the group.
    mutating func add(_ figures: BundleGains.Figures, insteadOf former: BundleGains.Figures?) {
        for (place, value) in PeerGroup.values.enumerated() {
            if let former { sorted[place].remove(at: PeerGroup.place(of: value(former), in: sorted[place])) }
            sorted[place].insert(value(figures), at: PeerGroup.place(of: value(figures), in: sorted[place]))
        }
    }

    /// What is usual among the others; nil without any.
    ///
    /// - Parameter own: the figures of one of the townships, which is left out; nil for one that is not in the group.
    public func others(than own: BundleGains.Figures?) -> PeerFigures? {
        let count = sorted[0].count - (own == nil ? 0 : 1)
        guard count > 0 else { return nil }
        let medians = PeerGroup.values.enumerated().map { place, value in
            let middle = count / 2
            let isBehind = own.map { middle >= PeerGroup.place(of: value($0), in: sorted[place]) } ?? false
            return sorted[place][middle + (isBehind ? 1 : 0)]
        }
        return PeerFigures(townships: count, medians)
    }

    /// The place of the first value that is not lower.
    private static func place(of value: Int, in sorted: [Int]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension BundleGains.Figures {
    /// The workdays on leave per member, in hundredths.
    public var leavePerMember: Int { members == 0 ? 0 : leaveDays * 100 / members }
}
