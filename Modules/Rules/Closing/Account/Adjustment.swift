public import AssessmentKernel

/// What a closing of a quarter pays a member, in sums over its months.
public struct PaidQuarter: Hashable, Sendable {
    /// What is paid out.
    public let due: Yuan
    /// What the quarter itself is worth: base and performance pay less charges and what notices have paid.
    ///
    /// What comes in from other quarters, carried or adjusted, is left out.
    public let worth: Yuan
    /// What is carried out of the last month; not below zero.
    public let carried: Yuan

    /// Names the sums; without them, those of no month.
    public init(due: Yuan = .zero, worth: Yuan = .zero, carried: Yuan = .zero) {
        self.due = due
        self.worth = worth
        self.carried = carried
    }

    /// Sums up the months' pay; `rows` in the order of the months.
    public init(_ rows: [MonthPay]) { self = rows.reduce(PaidQuarter(), +) }

    /// Adds the next month.
    static func + (sums: PaidQuarter, next: MonthPay) -> PaidQuarter {
        PaidQuarter(due: sums.due + next.due, worth: sums.worth + next.worth, carried: next.carriedForward)
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
    init?(_ revised: RevisedPay, now: PaidQuarter?) {
        let none = PaidQuarter(carried: revised.leftWithout)
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
