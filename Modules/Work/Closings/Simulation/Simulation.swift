public import AssessmentKernel
public import Closing
public import Ledger
public import Rulebook

/// Other rules under which closed or open quarters are computed again.
public struct SimulationWish: Sendable {
    /// The path of a rulebook to compare with instead of the one in force; nil for the one in force.
    public var baseline: String?
    /// The path of a rulebook to use instead of that one; nil for the same.
    public var rulebook: String?
    /// Parameters with other values: `PATH=VALUE`.
    public var settings: [String] = []
    /// Open questions with other answers: `I-7=period`.
    public var interpretations: [String] = []
    /// A folder for the files of the simulation; nil for none.
    public var output: String?

    /// Starts without any change.
    public init() {}

    /// Whether nothing is changed.
    public var isEmpty: Bool { rulebook == nil && settings.isEmpty && interpretations.isEmpty }
}

/// A quarter under the rules in force and under other ones, from the same records.
public struct SimulatedQuarter: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// Its closing; nil while it is open.
    public let closing: ClosingHead?
    /// Assessed members whose result from today's records and rulebook differs from the closing's; none while it is
    /// open.
    ///
    /// Records or the rulebook's file have changed since; the comparison uses today's.
    public let changedSinceClosing: [Text]
    /// For an open quarter, the blockers of a closing; with any of them the figures mean little.
    public let blockers: [Blocker]
    /// The two rulebooks.
    public let rulebooks: Compared<Rulebook>
    /// The number of assessed members.
    public let assessed: Compared<Int>
    /// How many members each band has, from the highest to the lowest, then the unrated.
    public let bands: Compared<[SimulatedBand]>
    /// The pay that is due, over all members and months.
    public let payDue: Compared<Yuan>
    /// What the assessed members still owe after the quarter's last month.
    public let owed: Compared<Yuan>
    /// What each item deducted over all members, by number; nil where it is not scored.
    public let lost: [(about: ItemDescriptor, points: Compared<Points?>)]
    /// The number of members with a finding, by its key.
    public let findings: [(kind: FindingKind, members: Compared<Int>)]
    /// The members whose result differs in any way, in the byte order of their codes.
    public let changes: [SimulatedChange]

    /// The members whose band differs.
    public var bandChanges: [SimulatedChange] { changes.filter(\.changesBand) }
}

/// How many assessed members a band has.
public struct SimulatedBand: Hashable, Sendable {
    /// The band's key; `unrated` without one.
    public let key: String
    /// The band's title; empty without one.
    public let title: String
    /// The members in it.
    public let members: Int

    /// The bands of a rulebook with the members that are in each.
    static func all(of table: BandTable, _ standings: [QuarterClosing.Standing]) -> [SimulatedBand] {
        let counts = standings.reduce(into: [:]) { counts, standing in counts[standing.bandKey, default: 0] += 1 }
        return (table.bands.map { ($0.key, $0.title) } + [(Band.unratedKey, "")]).map {
            SimulatedBand(key: $0, title: $1, members: counts[$0] ?? 0)
        }
    }
}

/// A value under the rules in force and under the other ones.
public struct Compared<Value: Sendable>: Sendable {
    /// Under the rules in force.
    public var before: Value
    /// Under the other rules.
    public var after: Value

    /// Makes a pair of values.
    public init(_ before: Value, _ after: Value) {
        self.before = before
        self.after = after
    }

    /// Makes a pair of one value.
    init(repeating value: Value) { self.init(value, value) }

    /// The same property of both.
    public func map<Other>(_ change: (Value) -> Other) -> Compared<Other> {
        Compared<Other>(change(before), change(after))
    }
}

extension Compared: Equatable where Value: Equatable {
    /// Whether the two are different.
    public var isDifferent: Bool { before != after }
}

/// A member whose result differs.
public struct SimulatedChange: Sendable {
    /// What a member is assessed at.
    public struct Outcome: Hashable, Sendable {
        /// The quarter's total.
        public let total: Points
        /// The key of the band; `unrated` without one.
        public let band: String
        /// The title of the band; empty without one.
        public let bandTitle: String
        /// The pay due for the quarter.
        public let due: Yuan
        /// What the member still owes after the quarter's last month.
        public let owed: Yuan
        /// The findings, by key and basis.
        public let findings: [Finding]
    }

    /// The member.
    public let member: Member
    /// The outcomes; nil where the member is not assessed.
    public let outcome: Compared<Outcome?>
    /// The items whose deduction differs, the largest difference first.
    public let items: [(about: ItemDescriptor, deducted: Compared<Points>)]

    /// Whether the band differs, or whether the member is assessed at all.
    public var changesBand: Bool { outcome.before?.band != outcome.after?.band }
    /// Whether the band differs although the total does not: then the bands or the rating do.
    public var isByBandsAlone: Bool { changesBand && outcome.before?.total == outcome.after?.total }
}

extension SimulatedChange.Outcome {
    init?(_ result: MemberResult) {
        guard let assessed = result.assessed else { return nil }
        total = assessed.quarter.total
        band = assessed.band?.key ?? Band.unratedKey
        bandTitle = assessed.band?.title ?? ""
        let paid = PaidQuarter(assessed.pay)
        due = paid.due
        owed = paid.carried
        findings = result.findings
    }
}

extension SimulatedChange {
    /// Compares a member's two results; nil when they are equal.
    init?(_ results: Compared<MemberResult>, _ items: [ItemDescriptor]) {
        let deducted = results.map { result in
            Dictionary((result.assessed?.quarter.items ?? []).map { ($0.item, $0.deducted) }, uniquingKeysWith: +)
        }
        let differing = items.compactMap { about -> (about: ItemDescriptor, deducted: Compared<Points>)? in
            let points = deducted.map { $0[about.key] ?? .zero }
            return points.isDifferent ? (about, points) : nil
        }
        let outcome = results.map(Outcome.init)
        guard outcome.isDifferent || !differing.isEmpty else { return nil }
        member = results.before.member
        self.outcome = outcome
        self.items = differing.sorted {
            (-$0.deducted.difference.magnitude, $0.about.number) < (-$1.deducted.difference.magnitude, $1.about.number)
        }
    }
}

extension Compared<Points> {
    /// How much more there is under the other rules; negative if it is less.
    public var difference: Points { after - before }
}

extension Compared<Yuan> {
    /// How much more there is under the other rules; negative if it is less.
    public var difference: Yuan { after - before }
}

extension Points {
    /// The hundredths without their sign.
    fileprivate var magnitude: Int64 { hundredths == .min ? .max : abs(hundredths) }
}
