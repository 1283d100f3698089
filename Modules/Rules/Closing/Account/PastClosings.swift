public import AssessmentKernel

/// A member's results in earlier closings and issued notices, for the closing of one quarter.
///
/// A closing depends only on this and the quarter's records, so this is also the past that a bundle carries.
public struct PastClosings: Sendable {
    /// The debt carried out of earlier quarters and brought forward to this one; not negative.
    public let carriedForward: Yuan
    /// For each scored month, whether its score fell in the lowest band.
    public let monthlyScoreFails: [Month: Bool]
    /// For each quarter in which the member was rated, whether its total fell in the lowest band.
    public let quarterTotalFails: [Quarter: Bool]
    /// The adjustments of earlier quarters that this quarter's first closing settles; a positive amount is owed to the
    /// member.
    public let adjustment: Yuan
    /// What issued monthly notices paid of each month's base.
    public let alreadyPaid: [Month: Yuan]
    /// For a revision, what the one before it paid; nil for a first closing.
    public let revised: RevisedPay?
    /// Months whose score an open appeal may still change.
    public let contestedMonths: Set<Month>

    /// Makes the past of a member.
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

    /// The pay of the quarter's months, from each month's own worth, in order.
    ///
    /// A debt is deducted first and carried from month to month; no month pays a negative amount.
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

    /// What a revision changes; nil without a change, and for a first closing.
    ///
    /// - Parameter now: what the revision pays; nil where it does not assess the member.
    package func change(to now: PaidQuarter?) -> Adjustment? { revised.flatMap { Adjustment($0, now: now) } }

    /// The debt of a member who is not assessed and has no pay, including what issued notices paid.
    ///
    /// A negative amount is owed to the member by a revision.
    package func owed(charges: Yuan) -> Yuan {
        // A revision settles nothing: its changes, and what was open before it, wait for the next closing.
        let carried = revised?.leftWithout ?? carriedForward
        let open = revised.map { $0.open + (change(to: nil)?.amount ?? .zero) } ?? adjustment
        return carried + charges + alreadyPaid.values.reduce(.zero, +) - open
    }

    /// What a notice withholds of a month's base for a debt: up to the whole base.
    package static func withheld(of base: Yuan, for debt: Yuan) -> Yuan { min(base, max(.zero, debt)) }
}

/// The previous revision's results for a member, for the next revision.
public struct RevisedPay: Hashable, Sendable {
    /// What it paid; nil when it did not assess the member.
    public let before: PaidQuarter?
    /// Whether a closing of a later quarter has brought forward the debt carried out of this one.
    public let isCarriedOn: Bool
    /// The debt of earlier quarters that the next closing brings forward for a member whom this one does not pay.
    public let leftWithout: Yuan
    /// What revisions changed and no closing has settled yet; a positive amount is owed to the member.
    public let open: Yuan

    /// Makes the previous revision's results.
    public init(before: PaidQuarter?, isCarriedOn: Bool, leftWithout: Yuan = .zero, open: Yuan = .zero) {
        self.before = before
        self.isCarriedOn = isCarriedOn
        self.leftWithout = leftWithout
        self.open = open
    }
}
