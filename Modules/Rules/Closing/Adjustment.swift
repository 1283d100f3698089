public import AssessmentKernel

/// What a closing of a quarter pays a member, in sums over its months.
public struct PayPosition: Hashable, Sendable {
    /// What is paid out.
    public let due: Yuan
    /// What the quarter itself is worth: base and performance pay less charges and what notices have paid.
    ///
    /// What comes in from other quarters, carried or adjusted, is left out.
    public let worth: Yuan
    /// What is carried out of the last month; not below nought.
    public let carried: Yuan

    /// Takes down a position.
    public init(due: Yuan, worth: Yuan, carried: Yuan) {
        self.due = due
        self.worth = worth
        self.carried = carried
    }

    /// Sums up the months' pay; `rows` in the order of the months.
    init(_ rows: [MonthPay]) {
        due = rows.reduce(.zero) { $0 + $1.due }
        worth = rows.reduce(.zero) { $0 + $1.base + $1.performance - $1.charges - $1.alreadyPaid }
        carried = rows.last?.carriedForward ?? .zero
    }
}

/// What the revision before says about a member, for the revision that follows it.
public struct RevisedPay: Hashable, Sendable {
    /// What it paid; nil when it did not assess the member.
    public let before: PayPosition?
    /// Whether a closing of a later quarter has taken up what was carried out of this one.
    public let isCarriedOn: Bool
    /// What the next closing brings forward of earlier quarters for a member whom this one does not pay.
    public let leftWithout: Yuan
    /// What revisions have changed and no closing has settled yet; above nought it is owed to the member.
    public let open: Yuan

    /// Takes down what the revision before says.
    public init(before: PayPosition?, isCarriedOn: Bool, leftWithout: Yuan = .zero, open: Yuan = .zero) {
        self.before = before
        self.isCarriedOn = isCarriedOn
        self.leftWithout = leftWithout
        self.open = open
    }
}

/// What a revision changes in a member's pay: a row of `adjustments.csv`.
public struct Adjustment: Hashable, Sendable {
    /// What the revision before paid out.
    public let dueBefore: Yuan
    /// What this one would have paid out.
    public let dueNow: Yuan
    /// What the revision before carried out of the quarter.
    public let carriedBefore: Yuan
    /// What this one carries out of it.
    public let carriedNow: Yuan
    /// What the next closing settles; above nought it is owed to the member.
    public let amount: Yuan

    /// Compares two revisions; nil when nothing is different.
    ///
    /// The quarter's worth has changed by some amount. Where the next closing has yet to bring forward what is carried out,
    /// it finds part of the change there: as much as it will bring forward more, or less, is taken off, so that nothing
    /// counts twice. For a member whom this quarter does not pay it brings forward what earlier quarters carry.
    init?(_ revised: RevisedPay, now: PayPosition?) {
        let none = PayPosition(due: .zero, worth: .zero, carried: revised.leftWithout)
        let (before, now) = (revised.before ?? none, now ?? none)
        let broughtForwardMore = revised.isCarriedOn ? .zero : now.carried - before.carried
        amount = now.worth - before.worth + broughtForwardMore
        dueBefore = before.due
        dueNow = now.due
        carriedBefore = before.carried
        carriedNow = now.carried
        if before == now && amount == .zero { return nil }
    }
}
