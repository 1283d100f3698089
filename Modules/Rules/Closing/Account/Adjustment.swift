public import AssessmentKernel

/// What a closing of a quarter pays a member, summed over its months.
public struct PaidQuarter: Hashable, Sendable {
    /// What is paid out.
    public let due: Yuan
    /// The quarter's own worth: base and performance pay, less charges and what notices paid.
    ///
    /// Excludes amounts carried or adjusted from other quarters.
    public let worth: Yuan
    /// The debt carried out of the last month; not negative.
    public let carried: Yuan

    /// Makes sums; by default those of no month.
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
    /// What the previous revision paid out.
    public let dueBefore: Yuan
    /// What this one would have paid out.
    public let dueNow: Yuan
    /// The debt that the previous revision carried out of the quarter.
    public let carriedBefore: Yuan
    /// The debt that this one carries out of it.
    public let carriedNow: Yuan
    /// What the next closing settles; a positive amount is owed to the member.
    public let amount: Yuan

    /// Compares two revisions; nil when they are equal.
    ///
    /// The adjustment is the change of the quarter's worth. If the next closing has yet to bring forward the debt
    /// carried out, it gets part of the change that way; that part is left out here, so that nothing counts twice. For
    /// a member whom this quarter does not pay, the debt is the one of earlier quarters.
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
