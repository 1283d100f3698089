package import AssessmentKernel
package import Rulebook

extension QuarterRules {
    /// The three months' pay of an assessed member.
    ///
    /// - Parameter band: the band of the quarter's total; nil for an unrated member, whose performance pay is zero.
    func pay(_ subject: MemberCase, _ losses: EquipmentLosses, band: Band?) -> [MonthPay] {
        subject.past.pay(
            performances(of: subject.member, band: band).map { month, days, performance in
                MonthWorth(
                    month, daysInPost: days, base: prorated(rulebook.basePay, days, of: month),
                    performance: performance, charges: losses.cost(in: month))
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
