public import AssessmentKernel

/// What earlier closings and issued notices say about a member, for the closing of one quarter.
///
/// A closing rests on this and the quarter's own records alone, so it is also what a bundle carries of the past.
public struct PastClosings: Sendable {
    /// What earlier quarters carried out and this one brings forward; not below zero.
    public let carriedForward: Yuan
    /// For each month that was scored whether its score fell in the lowest band.
    public let monthlyScoreFails: [Month: Bool]
    /// For each quarter in which the member was rated whether its total fell in the lowest band.
    public let quarterTotalFails: [Quarter: Bool]
    /// What revisions of earlier quarters changed and this quarter's first closing settles; above zero it is owed to the
    /// member.
    public let adjustment: Yuan
    /// What issued monthly notices paid of each month's base.
    public let alreadyPaid: [Month: Yuan]
    /// For a revision, what the one before it paid; nil for a first closing.
    public let revised: RevisedPay?
    /// Months whose score an open appeal may still change.
    public let contestedMonths: Set<Month>

    /// Says what is known from before.
    public init(
        carriedForward: Yuan = .zero, monthlyScoreFails: [Month: Bool] = [:],
        quarterTotalFails: [Quarter: Bool] = [:], adjustment: Yuan = .zero, alreadyPaid: [Month: Yuan] = [:],
        revised: RevisedPay? = nil, contestedMonths: Set<Month> = []
    ) {
        self.carriedForward = carriedForward
        self.monthlyScoreFails = monthlyScoreFails
        self.quarterTotalFails = quarterTotalFails
        self.adjustment = adjustment
        self.alreadyPaid = alreadyPaid
        self.revised = revised
        self.contestedMonths = contestedMonths
    }

    /// The pay of the quarter's months, which come in order, each with what it is worth by itself.
    ///
    /// What the member owes is taken off first and goes on from month to month; no month pays less than nothing.
    package func pay(_ months: [MonthWorth]) -> [MonthPay] {
        var broughtForward = carriedForward
        return months.enumerated().map { place, worth in
            let row = MonthPay(
                worth, adjustment: place == 0 ? adjustment : .zero, alreadyPaid: alreadyPaid[worth.month] ?? .zero,
                broughtForward: broughtForward)
            broughtForward = row.carriedForward
            return row
        }
    }

    /// What a revision changes; nil when it changes nothing, and for a first closing.
    ///
    /// - Parameter now: what the revision pays; nil where it does not assess the member.
    package func change(to now: PaidQuarter?) -> Adjustment? { revised.flatMap { Adjustment($0, now: now) } }

    /// What a member who is not assessed, and so has no pay, still owes, what issued notices paid included; below zero it is
    /// owed to the member by a revision.
    package func owed(charges: Yuan) -> Yuan {
        // A revision settles nothing itself: what it changes, and what was open before it, waits for the next closing.
        let carried = revised?.leftWithout ?? carriedForward
        let open = revised.map { $0.open + (change(to: nil)?.amount ?? .zero) } ?? adjustment
        return carried + charges + alreadyPaid.values.reduce(.zero, +) - open
    }

    /// What a notice withholds of a month's base for a debt: as much as there is.
    package static func withheld(of base: Yuan, for debt: Yuan) -> Yuan { min(base, max(.zero, debt)) }
}

/// What the revision before says about a member, for the revision that follows it.
public struct RevisedPay: Hashable, Sendable {
    /// What it paid; nil when it did not assess the member.
    public let before: PaidQuarter?
    /// Whether a closing of a later quarter has taken up what was carried out of this one.
    public let isCarriedOn: Bool
    /// What the next closing brings forward of earlier quarters for a member whom this one does not pay.
    public let leftWithout: Yuan
    /// What revisions have changed and no closing has settled yet; above zero it is owed to the member.
    public let open: Yuan

    /// Says what the revision before says.
    public init(before: PaidQuarter?, isCarriedOn: Bool, leftWithout: Yuan = .zero, open: Yuan = .zero) {
        self.before = before
        self.isCarriedOn = isCarriedOn
        self.leftWithout = leftWithout
        self.open = open
    }
}
