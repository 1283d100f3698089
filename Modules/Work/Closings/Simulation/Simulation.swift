public import AssessmentKernel
public import Closing
public import Ledger
public import Rulebook

/// Other rules, under which closed or open quarters are reckoned again.
public struct SimulationWish: Sendable {
    /// The path of a rulebook to take instead of the one in force; nil for the one in force.
    public var rulebook: String?
    /// Parameters that are written otherwise: `PATH=VALUE`.
    public var settings: [String] = []
    /// Open questions that are answered otherwise: `I-7=period`.
    public var interpretations: [String] = []
    /// A folder for the files of the simulation; nil for none.
    public var output: String?

    /// Changes nothing yet.
    public init() {}

    /// Whether nothing is to be different.
    public var isEmpty: Bool { rulebook == nil && settings.isEmpty && interpretations.isEmpty }
}

/// A quarter under the rules in force and under other ones, by the same records.
public struct SimulatedQuarter: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// Its closing; nil while it is open.
    public let closing: ClosingHead?
    /// Assessed members whose result by today's records and rulebook is not the closing's; none while it is open.
    ///
    /// Records or the rulebook's file have changed since; the comparison is about today's.
    public let changedSinceClosing: [Text]
    /// What would stand in the way of a closing, for an open quarter: then the figures mean little.
    public let blockers: [Blocker]
    /// The two rulebooks.
    public let rulebooks: Compared<Rulebook>
    /// The number of assessed members.
    public let assessed: Compared<Int>
    /// The pay that is due, over all members and months.
    public let payDue: Compared<Yuan>
    /// What the assessed members still owe after the quarter's last month.
    public let owed: Compared<Yuan>
    /// What each item took from all members together, by number; nil where it is not scored.
    public let lost: [(about: ItemDescriptor, points: Compared<Points?>)]
    /// The number of members with a finding, by its key.
    public let findings: [(kind: FindingKind, members: Compared<Int>)]
    /// The members whose result differs in anything, by the bytes of their codes.
    public let changes: [SimulatedChange]

    /// The members whose band differs.
    public var bandChanges: [SimulatedChange] { changes.filter(\.changesBand) }
}

/// Something under the rules in force and under the other ones.
public struct Compared<Value: Sendable>: Sendable {
    /// Under the rules in force.
    public var before: Value
    /// Under the other rules.
    public var after: Value

    /// Puts two side by side.
    public init(_ before: Value, _ after: Value) {
        self.before = before
        self.after = after
    }

    /// Twice the same.
    init(repeating value: Value) { self.init(value, value) }

    /// The same of both.
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
        /// The pay that is due for the quarter.
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
    /// The items that take another amount, the greatest difference first.
    public let items: [(about: ItemDescriptor, deducted: Compared<Points>)]

    /// Whether the band differs, or whether the member is assessed.
    public var changesBand: Bool { outcome.before?.band != outcome.after?.band }
    /// Whether the band differs although the total does not: the bands or the rating do.
    public var isByBandsAlone: Bool { changesBand && outcome.before?.total == outcome.after?.total }
}

extension SimulatedChange.Outcome {
    init?(_ result: MemberResult) {
        guard let assessed = result.assessed else { return nil }
        total = assessed.quarter.total
        band = assessed.band?.key ?? QuarterClosing.Standing.unrated
        bandTitle = assessed.band?.title ?? ""
        let paid = PaidQuarter(assessed.pay)
        due = paid.due
        owed = paid.carried
        findings = result.findings
    }
}

extension SimulatedChange {
    /// Compares a member's two results; nil when they are alike.
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
    /// How much more there is under the other rules; below nought it is less.
    public var difference: Points { after - before }
}

extension Compared<Yuan> {
    /// How much more there is under the other rules; below nought it is less.
    public var difference: Yuan { after - before }
}

extension Points {
    /// The hundredths without their sign.
    fileprivate var magnitude: Int64 { hundredths == .min ? .max : abs(hundredths) }
}
