public import AssessmentKernel
public import Rulebook
import TownshipTables

/// A closing's decision about one member.
public struct MemberResult: Sendable {
    /// The member.
    public let member: Member
    /// The scores and the pay; nil for a member who is not assessed.
    public let assessed: Assessed?
    /// The findings, by key and basis.
    public let findings: [Finding]
    /// The warnings for a person to check.
    public let warnings: [Warning]
    /// What a revision changes in the member's pay; nil without a change, and for a first closing.
    public let adjustment: Adjustment?
    /// The tables in which the member has any row in the quarter, even one that does not count.
    let filledTables: Set<String>
    /// The member's coverage, which shows whether tables were delivered.
    let coverage: Coverage

    /// The decision about an assessed member.
    public struct Assessed: Sendable {
        /// The quarter's scores.
        public let quarter: PeriodScore
        /// The scores of the months in which the member is in post, in order.
        public let months: [(month: Month, score: PeriodScore, isFailing: Bool)]
        /// Duty days in the quarter.
        public let dutyDays: Int
        /// The band; nil for an unrated member (I-19).
        public let band: Band?
        /// Whether the total falls in the lowest band.
        public let isFailing: Bool
        /// The pay of the three months.
        public let pay: [MonthPay]
        /// What the pay is charged for equipment, by day.
        public let charges: [EquipmentCharge]
    }
}

extension WarningKind {
    /// Too few duty days for a band (I-19).
    package static let unrated = WarningKind("unrated", "应到岗日不足，本季不评等（天数）", "too few duty days, unrated (days)")
    /// A loss or damage whose fault is undecided.
    package static let faultUndecided = WarningKind(
        "fault-undecided", "遗失或损坏的责任未定", "the fault of a loss or damage is undecided",
        next: Advice("定责：\(deed: .decideFault(entry: nil))", "decide: \(deed: .decideFault(entry: nil))"))
    /// Rows that are dated out of post.
    package static let outOfPost = WarningKind(
        "out-of-post", "有不在岗期间的记录，不计入", "records out of post, which do not count",
        next: LocalText("核对上岗、离岗日期", "check the dates in post"))
    /// A debt of a member without pay.
    package static let owes = WarningKind(
        "owes", "已不参加考核，尚欠（元）", "is no longer assessed and still owes (yuan)",
        next: LocalText("另行收取", "collect it by another way"))
    /// An amount owed to a member without pay.
    package static let isOwed = WarningKind(
        "is-owed", "已不参加考核，尚应补发（元）", "is no longer assessed and is still owed (yuan)")
}

extension QuarterRules {
    /// Decides about one member; pure, and safe to call concurrently.
    ///
    /// - Parameters:
    ///   - givesReasons: false where nobody reads why points are deducted.
    ///   - explainsMonths: false where of the months only the scores are wanted, as a closing keeps them.
    /// - Throws: ``Problem`` when an item fails.
    public func decide(
        _ subject: MemberCase, givesReasons: Bool = true, explainsMonths: Bool = true
    ) throws(Problem) -> MemberResult {
        let member = subject.member
        let losses = EquipmentLosses(Rows<EquipmentTable>(all: subject.equipment), in: quarter)
        guard assesses(member.post), let window = member.window(in: quarter.range) else {
            return MemberResult(
                member: member, assessed: nil, findings: recovery(subject),
                warnings: debts(subject, losses) + undecidedFaults(subject, losses) + strayRows(subject),
                adjustment: subject.past.change(to: nil), filledTables: filledTables(subject), coverage: Coverage())
        }
        let notes: ScoreSheet.Notes = givesReasons ? .reasons : .records
        let score = try score(subject, period: quarter.range, window: window, noting: notes)
        var months: [(month: Month, score: PeriodScore, isFailing: Bool)] = []
        for month in quarter.months {
            guard let window = member.window(in: month.range) else { continue }
            let monthly = try self.score(
                subject, period: month.range, window: window, noting: explainsMonths ? notes : .points)
            months.append((month, monthly, rulebook.bands.band(of: monthly.total) == rulebook.bands.lowest))
        }
        let dutyDays = dutyDays(in: window, leave: subject.leave)
        let band = dutyDays.count < rulebook.minimumDutyDays ? nil : rulebook.bands.band(of: score.total)
        let isFailing = band == rulebook.bands.lowest
        let failures = QuarterFailures(
            months: Dictionary(uniqueKeysWithValues: months.map { ($0.month, $0.isFailing) }),
            quarter: band == nil ? nil : isFailing)
        let streaks = streaks(subject, failures)
        let found = streaks.map { Finding(.streak, .months($0)) } + recovery(subject)
        let coverage = Coverage(subject, dutyDays: dutyDays, rules: self)
        let pay = pay(subject, losses, band: band)
        return MemberResult(
            member: member,
            assessed: .init(
                quarter: score, months: months, dutyDays: dutyDays.count, band: band, isFailing: isFailing,
                pay: pay, charges: losses.charges),
            findings: (found + score.findings).sorted(),
            warnings: score.warnings.map { Warning($0.kind, about: subject.named, $0.basis) }
                + (band == nil ? [Warning(.unrated, about: subject.named, .days(dutyDays.count))] : [])
                + coverage.emptyTables(subject, rules: self) + undecidedFaults(subject, losses) + strayRows(subject)
                + warnings(subject, streaks, failures),
            adjustment: subject.past.change(to: PaidQuarter(pay)), filledTables: filledTables(subject),
            coverage: coverage)
    }

    /// The losses and damage of the quarter whose fault is undecided.
    private func undecidedFaults(_ subject: MemberCase, _ losses: EquipmentLosses) -> [Warning] {
        losses.undecided.map { Warning(.faultUndecided, about: subject.named, .records([$0])) }
    }

    /// The rows of the quarter dated out of post, which do not count, by table.
    private func strayRows(_ subject: MemberCase) -> [Warning] {
        subject.tables.sorted { $0.key < $1.key }.compactMap { _, evidence in
            let count = evidence.places(quarter.range).count { !subject.member.isInPost(on: evidence.day($0)) }
            return count == 0
                ? nil : Warning(.outOfPost, about: subject.named, .rows(count, of: evidence.block.schema))
        }
    }

    private func filledTables(_ subject: MemberCase) -> Set<String> {
        Set(subject.tables.filter { !$0.value.places(quarter.range).isEmpty }.keys)
    }

    /// The warnings about what a member who is not assessed still owes, or is still owed.
    private func debts(_ subject: MemberCase, _ losses: EquipmentLosses) -> [Warning] {
        let owed = subject.past.owed(charges: losses.cost)
        if owed > .zero { return [Warning(.owes, about: subject.named, .amount(owed))] }
        return owed < .zero ? [Warning(.isOwed, about: subject.named, .amount(-owed))] : []
    }

}
