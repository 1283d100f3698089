public import AssessmentKernel
import Closing
public import Rulebook

/// What an item took from a member: its maximum, and its deductions as a closing lists them.
public struct ItemLosses: Sendable {
    /// A deduction.
    public struct Loss: Hashable, Sendable {
        /// The code of its kind.
        public let code: String
        /// The points.
        public let points: Points

        /// Describes a deduction.
        public init(code: String, points: Points) {
            self.code = code
            self.points = points
        }
    }

    /// The most points that the item can deduct.
    public let maximum: Points
    /// The deductions, not capped.
    public let losses: [Loss]

    /// Describes what an item took.
    public init(maximum: Points, losses: [Loss]) {
        self.maximum = maximum
        self.losses = losses
    }
}

/// A smallest set of deductions without which a band would have been reached.
///
/// Deductions of one kind and price within an item stand for one another, so a way says how many of which, and stands for
/// every set of that many.
public struct WayToBand: Hashable, Sendable {
    /// Some deductions of one kind and price.
    public struct Part: Hashable, Sendable {
        /// The place of the item in the list that the ways were found in.
        public let item: Int
        /// The places of the deductions in the item's list, in order; any of them will do.
        public let losses: [Int]
        /// How many of them.
        public let count: Int
    }

    /// The parts, by item and by the first deduction of each.
    public let parts: [Part]
    /// The total without these deductions.
    public let total: Points
    /// Its band: the wanted one, or a higher one.
    public let band: Band
    /// How many deductions there are in all.
    public var count: Int { parts.reduce(0) { $0 + $1.count } }
}

/// The smallest sets of deductions without which a member would have reached a band.
///
/// ```swift
/// let ways = WaysToBand(items, toward: band, of: rulebook.bands)
/// if case .ways(let ways, let isMore) = ways.outcome { … }
/// ```
/// Smallest by the number of deductions. Caps, bands and the rule between them are the closing's: one deduction less of
/// an item beyond its maximum changes nothing. A few hundred deductions take some milliseconds.
public struct WaysToBand: Sendable {
    /// What was found.
    public enum Outcome: Sendable {
        /// The total is in the band already, or in a higher one.
        case reached
        /// Without any deduction the total would be this, and not in the band.
        case outOfReach(Points)
        /// The smallest sets, in a stable order; `isMore` says that there are others.
        case ways([WayToBand], isMore: Bool)
    }

    /// The total as it is.
    public let total: Points
    /// The wanted band.
    public let target: Band
    /// What was found.
    public let outcome: Outcome

    /// The most ways that are listed, unless another number is asked for.
    public static let most = 6

    /// Finds the ways.
    ///
    /// - Parameters:
    ///   - items: what each item took.
    ///   - target: one of the bands.
    ///   - most: how many ways are listed.
    public init(_ items: [ItemLosses], toward target: Band, of bands: BandTable, most: Int = WaysToBand.most) {
        let search = WaySearch(items, toward: target, of: bands)
        total = search.total
        self.target = target
        outcome = search.outcome(most: max(1, most))
    }
}

/// The search behind ``WaysToBand``.
private struct WaySearch {
    /// The deductions of an item that stand for one another.
    private struct Group {
        let points: Points
        let losses: [Int]
    }

    /// An item with its deductions in groups, by the first deduction of each.
    private struct Item {
        let maximum: Points
        let sum: Points
        let groups: [Group]

        init(_ item: ItemLosses) {
            maximum = item.maximum
            sum = item.losses.reduce(.zero) { $0 + $1.points }
            var places: [ItemLosses.Loss: Int] = [:]
            var groups: [(points: Points, losses: [Int])] = []
            for (place, loss) in item.losses.enumerated() {
                if let group = places[loss] {
                    groups[group].losses.append(place)
                } else {
                    places[loss] = groups.count
                    groups.append((loss.points, [place]))
                }
            }
            self.groups = groups.map { Group(points: $0.points, losses: $0.losses) }
        }

        /// The points that come back when some of the deductions are taken away.
        func gain(_ removed: Points) -> Points {
            ItemScore.deducted(sum, of: maximum) - ItemScore.deducted(sum - removed, of: maximum)
        }

        /// For each number of deductions of the groups from a place on, at most so many, the most points in them.
        func most(from group: Int, atMost count: Int) -> [Points] {
            var sums = [Points.zero]
            for group in groups[group...].sorted(by: { $0.points > $1.points }) {
                for _ in group.losses where sums.count <= count {
                    sums.append((sums.last ?? .zero) + group.points)
                }
            }
            return sums
        }
    }

    private let items: [Item]
    private let bands: BandTable
    private let goal: Int
    let total: Points

    init(_ items: [ItemLosses], toward target: Band, of bands: BandTable) {
        self.items = items.map(Item.init)
        self.bands = bands
        goal = bands.bands.firstIndex(of: target) ?? 0
        total = self.items.reduce(.zero) { $0 + $1.maximum - ItemScore.deducted($1.sum, of: $1.maximum) }
    }

    /// Whether a total is in the wanted band or a higher one.
    private func reaches(_ total: Points) -> Bool {
        bands.bands.firstIndex(of: bands.band(of: total)).map { $0 <= goal } ?? false
    }

    func outcome(most: Int) -> WaysToBand.Outcome {
        if reaches(total) { return .reached }
        let all = items.reduce(Points.zero) { $0 + $1.gain($1.sum) }
        guard reaches(total + all) else { return .outOfReach(total + all) }
        // Few deductions are enough as a rule; the work grows with the square of their number.
        var count = 16
        while true {
            let gains = gains(atMost: count)
            if let fewest = gains[0].firstIndex(where: { reaches(total + $0) }) {
                var ways: [WayToBand] = []
                list(Choice(left: fewest), gains, upTo: most + 1, into: &ways)
                return .ways(Array(ways.prefix(most)), isMore: ways.count > most)
            }
            count *= 2
        }
    }

    /// The most points that come back from the items from each place on, by the number of deductions taken away.
    private func gains(atMost count: Int) -> [[Points]] {
        var gains: [[Points]] = Array(repeating: [.zero], count: items.count + 1)
        for place in items.indices.reversed() {
            let own = items[place].most(from: 0, atMost: count).map(items[place].gain)
            let rest = gains[place + 1]
            var best = [Points](repeating: .zero, count: min(count, own.count + rest.count - 2) + 1)
            for (some, gain) in own.enumerated() {
                for (others, more) in rest.enumerated() where some + others < best.count {
                    best[some + others] = max(best[some + others], gain + more)
                }
            }
            gains[place] = best
        }
        return gains
    }

    /// What has been chosen so far.
    private struct Choice {
        var item = 0
        var group = 0
        /// How many deductions are still to be chosen.
        var left: Int
        /// What has been taken away of the item.
        var removed = Points.zero
        /// What came back from the items before it.
        var gain = Points.zero
        var parts: [WayToBand.Part] = []
    }

    /// Lists the ways that begin with a choice: more of an earlier group first.
    private func list(_ choice: Choice, _ gains: [[Points]], upTo most: Int, into ways: inout [WayToBand]) {
        guard ways.count < most, canReach(choice, gains) else { return }
        guard choice.item < items.count else {
            let total = total + choice.gain
            ways.append(WayToBand(parts: choice.parts, total: total, band: bands.band(of: total)))
            return
        }
        let item = items[choice.item]
        guard choice.group < item.groups.count else {
            var next = choice
            next.gain += item.gain(choice.removed)
            (next.item, next.group, next.removed) = (choice.item + 1, 0, .zero)
            return list(next, gains, upTo: most, into: &ways)
        }
        let group = item.groups[choice.group]
        for count in (0...min(group.losses.count, choice.left)).reversed() {
            var next = choice
            next.group += 1
            next.left -= count
            next.removed += group.points * count
            if count > 0 { next.parts.append(.init(item: choice.item, losses: group.losses, count: count)) }
            list(next, gains, upTo: most, into: &ways)
        }
    }

    /// Whether the band can still be reached with what is left to choose.
    private func canReach(_ choice: Choice, _ gains: [[Points]]) -> Bool {
        guard choice.item < items.count else { return choice.left == 0 && reaches(total + choice.gain) }
        let item = items[choice.item]
        let rest = gains[choice.item + 1]
        return item.most(from: choice.group, atMost: choice.left).enumerated().contains { some, points in
            let more = rest[min(choice.left - some, rest.count - 1)]
            return reaches(total + choice.gain + item.gain(choice.removed + points) + more)
        }
    }
}
