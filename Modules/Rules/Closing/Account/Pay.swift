public import AssessmentKernel
package import Rulebook
import TownshipTables

/// A month's own worth to a member, before amounts from other months or from notices.
package struct MonthWorth: Hashable, Sendable {
    /// The month.
    package let month: Month
    /// Days in post in the month.
    package let daysInPost: Int
    /// Base pay, prorated.
    package let base: Yuan
    /// The band's amount, prorated; a negative amount is a penalty.
    package let performance: Yuan
    /// The charge for equipment (§5).
    package let charges: Yuan

    /// Makes a month's worth.
    package init(_ month: Month, daysInPost: Int, base: Yuan, performance: Yuan, charges: Yuan) {
        self.month = month
        self.daysInPost = daysInPost
        self.base = base
        self.performance = performance
        self.charges = charges
    }
}

/// A member's pay of one month (§1.2, §3.1.2).
public struct MonthPay: Hashable, Sendable {
    /// The month.
    public let month: Month
    /// Days in post in the month.
    public let daysInPost: Int
    /// Base pay, prorated.
    public let base: Yuan
    /// The band's amount, prorated; a negative amount is a penalty.
    public let performance: Yuan
    /// The charge for equipment (§5).
    public let charges: Yuan
    /// The adjustments of earlier quarters' revisions.
    public let adjustment: Yuan
    /// The part of the base that an issued notice paid.
    public let alreadyPaid: Yuan
    /// The debt brought forward.
    public let broughtForward: Yuan
    /// The amount paid out, not negative.
    public let due: Yuan
    /// The debt carried forward, not negative.
    public let carriedForward: Yuan

    /// Computes the amount due and the debt carried forward.
    init(_ worth: MonthWorth, adjustment: Yuan, alreadyPaid: Yuan, broughtForward: Yuan) {
        let available =
            worth.base + worth.performance + adjustment - worth.charges - alreadyPaid - broughtForward
        self.init(
            worth, adjustment: adjustment, alreadyPaid: alreadyPaid, broughtForward: broughtForward,
            due: max(.zero, available), carriedForward: max(.zero, -available))
    }

    /// Makes the pay recorded by a closing.
    package init(
        _ worth: MonthWorth, adjustment: Yuan, alreadyPaid: Yuan, broughtForward: Yuan, due: Yuan,
        carriedForward: Yuan
    ) {
        month = worth.month
        daysInPost = worth.daysInPost
        base = worth.base
        performance = worth.performance
        charges = worth.charges
        self.adjustment = adjustment
        self.alreadyPaid = alreadyPaid
        self.broughtForward = broughtForward
        self.due = due
        self.carriedForward = carriedForward
    }

    /// The month's own worth, less what a notice paid of it.
    var worth: Yuan { base + performance - charges - alreadyPaid }
}

extension QuarterRules {
    /// The three months' pay of an assessed member.
    ///
    /// - Parameter band: the band of the quarter's total; nil for an unrated member, whose performance pay is zero.
    func pay(_ subject: MemberCase, band: Band?) -> [MonthPay] {
        let charges = Dictionary(grouping: self.charges(subject), by: \.date.month)
        return subject.past.pay(
            performances(of: subject.member, band: band).map { month, days, performance in
                MonthWorth(
                    month, daysInPost: days, base: prorated(rulebook.basePay, days, of: month),
                    performance: performance, charges: (charges[month] ?? []).reduce(.zero) { $0 + $1.cost })
            })
    }

    /// What a band adds to a member's pay of the quarter; negative for a penalty.
    package func performance(of member: Member, band: Band?) -> Yuan {
        performances(of: member, band: band).reduce(.zero) { $0 + $1.performance }
    }

    /// Each month with the days in post and what a band adds to them.
    private func performances(of member: Member, band: Band?) -> [(month: Month, days: Int, performance: Yuan)] {
        let lastMonthInPost = quarter.months.last { member.window(in: $0.range) != nil }
        return quarter.months.map { month in
            let days = member.window(in: month.range)?.count ?? 0
            let amount = rulebook.performance(of: band, isLastMonthInPost: month == lastMonthInPost)
            return (month, days, prorated(amount, days, of: month))
        }
    }

    /// An amount for part of a month (I-4).
    func prorated(_ amount: Yuan, _ days: Int, of month: Month) -> Yuan {
        switch rulebook.proration {
        case .calendarDays: amount.share(days, of: month.range.count)
        case .wholeMonth: days == month.range.count ? amount : .zero
        }
    }

    /// The charges for equipment in the quarter, for losses and damage by the member's fault (§5), by day.
    func charges(_ subject: MemberCase) -> [EquipmentCharge] {
        Rows<EquipmentTable>(all: subject.equipment).compactMap { entry -> EquipmentCharge? in
            guard quarter.range.contains(entry.date), entry.change.canBeCharged, entry.atFault == true,
                let cost = entry.cost
            else { return nil }
            return EquipmentCharge(
                date: entry.date, asset: entry.asset, serial: entry.serial, change: entry.change.option.title,
                cost: Yuan(fen: cost.value))
        }.sorted { ($0.date, $0.asset, $0.cost) < ($1.date, $1.asset, $1.cost) }
    }
}

/// A charge for a piece of equipment that was lost or damaged by the member's fault (§5).
public struct EquipmentCharge: Hashable, Sendable {
    /// The day.
    public let date: CivilDate
    /// The piece.
    public let asset: Text
    /// Its serial number; nil when not known.
    public let serial: Text?
    /// What happened to it.
    public let change: LocalText
    /// What it costs.
    public let cost: Yuan
}

extension Rulebook {
    /// What a band adds to a month that is wholly in post, negative for a penalty (§3.1.2, I-3).
    ///
    /// - Parameter band: nil for an unrated member.
    func performance(of band: Band?, isLastMonthInPost: Bool) -> Yuan {
        guard let band else { return .zero }
        let isPaused = band == bands.lowest && failingPenalty == .once && !isLastMonthInPost
        return isPaused ? .zero : band.amount
    }

    /// What a band adds to the pay of a quarter that is wholly in post.
    package func quarterPerformance(of band: Band) -> Yuan {
        [false, false, true].reduce(.zero) { $0 + performance(of: band, isLastMonthInPost: $1) }
    }
}

extension EquipmentChange {
    /// Whether the member may be charged for it: losses and damage (§5).
    package var canBeCharged: Bool { self == .lost || self == .damaged }
}
