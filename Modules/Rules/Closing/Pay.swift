public import AssessmentKernel
import Rulebook
import TownshipTables

/// A member's pay of one month (§1.2, §3.1.2).
public struct MonthPay: Sendable {
    /// The month.
    public let month: Month
    /// Days in post in the month.
    public let daysInPost: Int
    /// Base pay, prorated.
    public let base: Yuan
    /// The band's amount, prorated; below nought it is a penalty.
    public let performance: Yuan
    /// What equipment costs the member (§5).
    public let charges: Yuan
    /// What revisions of earlier quarters changed.
    public let adjustment: Yuan
    /// What an issued notice paid of the base.
    public let alreadyPaid: Yuan
    /// What the member owed before.
    public let broughtForward: Yuan
    /// What is paid out, not below nought.
    public let due: Yuan
    /// What the member still owes, not below nought.
    public let carriedForward: Yuan
}

extension QuarterRules {
    /// The three months' pay of an assessed member.
    ///
    /// - Parameter band: the band of the quarter's total; nil for an unrated member, whose performance pay is nought.
    func pay(_ subject: MemberCase, band: Band?) -> [MonthPay] {
        let months = quarter.months
        let lastMonthInPost = months.last { subject.member.window(in: $0.range) != nil }
        let charges = self.charges(subject)
        var broughtForward = subject.past.carriedForward
        var rows: [MonthPay] = []
        for month in months {
            let days = subject.member.window(in: month.range)?.count ?? 0
            var amount = band?.amount ?? .zero
            if let band, band == rulebook.bands.lowest, rulebook.failingPenalty == .once, month != lastMonthInPost {
                amount = .zero
            }
            let base = prorated(rulebook.basePay, days, of: month)
            let performance = prorated(amount, days, of: month)
            let charged = charges[month] ?? .zero
            let adjustment = month == months.first ? subject.past.adjustment : .zero
            let alreadyPaid = subject.past.alreadyPaid[month] ?? .zero
            let available = base + performance + adjustment - charged - alreadyPaid - broughtForward
            let row = MonthPay(
                month: month, daysInPost: days, base: base, performance: performance, charges: charged,
                adjustment: adjustment, alreadyPaid: alreadyPaid, broughtForward: broughtForward,
                due: max(.zero, available), carriedForward: max(.zero, -available))
            rows.append(row)
            broughtForward = row.carriedForward
        }
        return rows
    }

    /// An amount for part of a month (I-4).
    func prorated(_ amount: Yuan, _ days: Int, of month: Month) -> Yuan {
        switch rulebook.proration {
        case .calendarDays: amount.share(days, of: month.range.count)
        case .wholeMonth: days == month.range.count ? amount : .zero
        }
    }

    /// What equipment costs the member in each month of the quarter: losses and damage at the member's fault (§5).
    func charges(_ subject: MemberCase) -> [Month: Yuan] {
        var charges: [Month: Yuan] = [:]
        for entry in Rows<EquipmentTable>(all: subject.equipment) where quarter.range.contains(entry.date) {
            guard entry.isLossOrDamage, entry.atFault == true, let cost = entry.cost else { continue }
            charges[entry.date.month, default: .zero] += Yuan(fen: cost.value)
        }
        return charges
    }
}

extension Row<EquipmentTable> {
    /// Whether the entry may be charged to the member.
    var isLossOrDamage: Bool { self.change == .lost || self.change == .damaged }
}
