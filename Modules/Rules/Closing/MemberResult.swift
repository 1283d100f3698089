public import AssessmentKernel
public import Rulebook
import TownshipTables

/// What a closing decides about one member.
public struct MemberResult: Sendable {
    /// The member.
    public let member: Member
    /// The scores and the pay; nil for a member who is not assessed.
    public let assessed: Assessed?
    /// The findings, by key and basis.
    public let findings: [Finding]
    /// What a person should look at.
    public let warnings: [Warning]
    /// What a revision changes in the member's pay; nil when it changes nothing, and for a first closing.
    public let adjustment: Adjustment?
    /// The tables in which the member has a row in the quarter, whether it counts or not.
    let filledTables: Set<String>
    /// What the member's rows and duty days say about whether tables were delivered.
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
    }
}

/// A row of `warnings.csv`: something that a person should look at; it does not block.
public struct Warning: Hashable, Comparable, Sendable {
    /// What it is about: a member, a table, a quarter.
    public let subject: Text
    /// The code.
    public let code: Text
    /// References, amounts or counts that say more.
    public let detail: Text
    /// What an item says of its own warning; nil for the house's own codes.
    public let title: LocalText?

    /// Warns of something.
    public init(_ subject: Text, _ code: String, _ detail: String = "", title: LocalText? = nil) {
        self.subject = subject
        self.code = Text(code)
        self.detail = Text(detail)
        self.title = title
    }

    /// An earlier quarter has records and is not closed, while this one's pay and streaks build on it.
    public static func earlierQuarterOpen(_ quarter: Quarter) -> Warning {
        Warning(Text(quarter.description), "earlier-quarter-open")
    }

    /// By all columns.
    public static func < (left: Warning, right: Warning) -> Bool {
        (left.subject, left.code, left.detail) < (right.subject, right.code, right.detail)
    }
}

extension QuarterRules {
    /// Decides about one member; pure, and for many members at once.
    ///
    /// - Throws: ``Problem`` when an item fails.
    public func decide(_ subject: MemberCase) throws(Problem) -> MemberResult {
        let member = subject.member
        guard assesses(member.post), let window = member.window(in: quarter.range) else {
            return MemberResult(
                member: member, assessed: nil, findings: recovery(subject),
                warnings: debts(subject) + undecidedFaults(subject)
                    + strayRows(subject),
                adjustment: adjustment(subject, nil), filledTables: filledTables(subject), coverage: Coverage())
        }
        let score = try score(subject, period: quarter.range, window: window)
        var months: [(month: Month, score: PeriodScore, isFailing: Bool)] = []
        for month in quarter.months {
            guard let window = member.window(in: month.range) else { continue }
            let monthly = try self.score(subject, period: month.range, window: window)
            months.append((month, monthly, rulebook.bands.band(of: monthly.total) == rulebook.bands.lowest))
        }
        let dutyDays = dutyDays(in: window, leave: subject.leave)
        let band = dutyDays.count < rulebook.minimumDutyDays ? nil : rulebook.bands.band(of: score.total)
        let isFailing = band == rulebook.bands.lowest
        let failures = QuarterFailures(
            months: Dictionary(uniqueKeysWithValues: months.map { ($0.month, $0.isFailing) }),
            quarter: band == nil ? nil : isFailing)
        let streaks = streaks(subject, failures)
        let undecided = undecidedMonth(subject, failures)
        let flags = score.findings.map {
            Finding(key: $0.key, basis: $0.basis.map(\.description).joined(separator: " "))
        }
        let coverage = Coverage(subject, dutyDays: dutyDays, rules: self)
        let pay = pay(subject, band: band)
        return MemberResult(
            member: member,
            assessed: .init(
                quarter: score, months: months, dutyDays: dutyDays.count, band: band, isFailing: isFailing,
                pay: pay),
            findings: (streaks + flags + recovery(subject)).sorted {
                (Text($0.key), Text($0.basis)) < (Text($1.key), Text($1.basis))
            },
            warnings: score.warnings.map {
                Warning(
                    member.code, $0.code, $0.evidence.map(\.description).joined(separator: " "), title: $0.title)
            } + (band == nil ? [Warning(member.code, "unrated", String(dutyDays.count))] : [])
                + coverage.emptyTables(member, rules: self) + undecidedFaults(subject) + strayRows(subject)
                + [undecided].compactMap(\.self).map { Warning(member.code, "unknown-month", $0.description) }
                + contested(streaks, subject),
            adjustment: adjustment(subject, PayPosition(pay)), filledTables: filledTables(subject),
            coverage: coverage)
    }

    /// Losses and damage of the quarter whose fault nobody has decided yet.
    private func undecidedFaults(_ subject: MemberCase) -> [Warning] {
        Rows<EquipmentTable>(all: subject.equipment).compactMap { entry in
            guard quarter.range.contains(entry.date), entry.isLossOrDamage, entry.atFault == nil else { return nil }
            return Warning(subject.member.code, "fault-undecided", entry.reference.description)
        }
    }

    /// Rows of the quarter that are dated out of post and so do not count, by table.
    private func strayRows(_ subject: MemberCase) -> [Warning] {
        subject.tables.keys.sorted().compactMap { key in
            guard let evidence = subject.tables[key] else { return nil }
            let count = evidence.places(quarter.range).count { row in
                evidence.block.attributionDate(row).map { !subject.member.isInPost(on: $0) } ?? false
            }
            return count == 0 ? nil : Warning(subject.member.code, "out-of-post", "\(key) \(count)")
        }
    }

    private func filledTables(_ subject: MemberCase) -> Set<String> {
        Set(subject.tables.filter { !$0.value.places(quarter.range).isEmpty }.keys)
    }

    /// What a member who is not assessed, and so has no pay, still owes, what issued notices paid included, or is still
    /// owed by a revision.
    private func debts(_ subject: MemberCase) -> [Warning] {
        let past = subject.past
        // A revision settles nothing itself: what it changes, and what was open before it, waits for the next closing.
        let carried = past.revised?.leftWithout ?? past.carriedForward
        let adjustment =
            past.revised.map { $0.open + (self.adjustment(subject, nil)?.amount ?? .zero) } ?? past.adjustment
        let owed =
            charges(subject).values.reduce(carried, +) + past.alreadyPaid.values.reduce(.zero, +) - adjustment
        if owed > .zero { return [Warning(subject.member.code, "owes", owed.description)] }
        return owed < .zero ? [Warning(subject.member.code, "is-owed", (-owed).description)] : []
    }

    private func adjustment(_ subject: MemberCase, _ now: PayPosition?) -> Adjustment? {
        subject.past.revised.flatMap { Adjustment($0, now: now) }
    }

    /// The months of streaks on which an open appeal lies: nobody should be replaced before it is decided.
    private func contested(_ streaks: [Finding], _ subject: MemberCase) -> [Warning] {
        let months = streaks.flatMap { $0.basis.split(separator: " ").compactMap { Month(text: String($0)) } }
            .filter(subject.past.contestedMonths.contains)
        if months.isEmpty { return [] }
        return [Warning(subject.member.code, "streak-contested", months.map(\.description).joined(separator: " "))]
    }
}
