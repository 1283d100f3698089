public import AssessmentKernel
public import Closing
import Rulebook

extension QuarterRules {
    /// Says what is still possible for a member; pure, and safe to call concurrently.
    ///
    /// - Parameters:
    ///   - subject: the member's records as they are known on the day.
    ///   - asOf: the last day that is known. On the quarter's last day and later nothing is open any more: best, worst
    ///     and present are the closing's total.
    /// - Returns: nil for a member who is not assessed, or not in post on any day up to `asOf`.
    /// - Throws: a ``Problem`` when an item fails.
    public func outlook(_ subject: MemberCase, asOf: CivilDate) throws(Problem) -> MemberOutlook? {
        let member = subject.member
        guard let period = DateRange(quarter.range.first, through: min(asOf, quarter.range.last)),
            assesses(member.post), let window = member.window(in: period)
        else { return nil }
        let isRunning = period.last < quarter.range.last
        let score = try score(subject, period: period, window: window, isRunning: isRunning, noting: .points)
        let ahead = DateRange(period.last.advanced(by: 1), through: quarter.range.last)
        let passed = dutyDays(in: window, leave: subject.leave)
        let toCome = ahead.flatMap(member.window).map { dutyDays(in: $0, leave: subject.leave) } ?? []
        var reckonings: [ItemReckoning] = []
        for (ruled, item) in zip(rulebook.items, score.items) {
            var reckoning = ItemReckoning(ruled, item)
            if let ahead {
                let evidence = subject.evidence(
                    for: ruled, period: period, window: window, dutyDays: passed, isRunning: isRunning)
                let rest = member.window(in: ahead).map {
                    subject.evidence(for: ruled, period: ahead, window: $0, dutyDays: toCome, isRunning: false)
                }
                try reckoning.lookAhead(ruled, evidence, RestOfPeriod(ahead, rest))
            }
            reckonings.append(reckoning)
        }
        let isRated = passed.count + toCome.count >= rulebook.minimumDutyDays
        func outcome(_ left: (ItemReckoning) -> Points) -> MemberOutlook.Outcome {
            let total = reckonings.reduce(.zero) { $0 + left($1) }
            return .init(total: total, band: isRated ? rulebook.bands.band(of: total) : nil)
        }
        let saysPace = passed.count >= max(1, rulebook.minimumDutyDays)
        let (present, pace) = (
            outcome { $0.maximum - $0.lost },
            saysPace ? outcome { $0.maximum - $0.pace(passed.count, of: passed.count + toCome.count) } : nil
        )
        return MemberOutlook(
            member: member, asOf: period.last, items: reckonings.map(\.outlook), present: present,
            best: outcome { $0.maximum - $0.least }, worst: outcome { $0.maximum - $0.most },
            idle: outcome { $0.maximum - $0.lost - $0.due }, pace: pace, dutyDays: (passed.count, toCome.count),
            alarm: try alarm(subject, through: period.last, present: present, pace: pace),
            matters: Matter.ordered(reckonings.flatMap(\.matters), from: period.last))
    }

    /// The gravest reason to look at a member first.
    private func alarm(
        _ subject: MemberCase, through day: CivilDate, present: MemberOutlook.Outcome, pace: MemberOutlook.Outcome?
    ) throws(Problem) -> Alarm? {
        let needed = rulebook.failingStreak.months
        let isFailing = present.band.map { $0 == rulebook.bands.lowest }
        var months: [Month: Bool] = [:]
        if rulebook.failingStreak.basis == .monthlyScores {
            for month in quarter.months {
                guard let period = DateRange(month.range.first, through: min(day, month.range.last)),
                    let window = subject.member.window(in: period)
                else { continue }
                let score = try score(
                    subject, period: period, window: window, isRunning: period.last < month.range.last, noting: .points)
                months[month] = rulebook.bands.band(of: score.total) == rulebook.bands.lowest
            }
        }
        let failures = QuarterFailures(months: months, quarter: isFailing)
        let current = min(day.month, quarter.months[2])
        func failing(until month: Month) -> [Month] {
            FailingRun(from: month) { fails($0, subject, failures) }.failing.reversed()
        }
        let standing = failing(until: current)
        if standing.count >= needed { return .streak(standing) }
        let before = failing(until: current.previous)
        // What the month before has completed stays, however this one goes.
        if before.count >= needed { return .streak(before) }
        let isRunning = day < current.range.last
        if isRunning, !before.isEmpty, before.count >= needed - 1 { return .oneMonthLeft(before) }
        if !isRunning, !standing.isEmpty, standing.count >= needed - 1 { return .oneMonthLeft(standing) }
        if isFailing == true { return .lowestBand }
        return pace?.band == rulebook.bands.lowest ? .heading : nil
    }
}

/// What one item has deducted, and what follows from its stakes.
struct ItemReckoning {
    let about: ItemDescriptor
    let maximum: Points
    /// The sum of the deductions, before the maximum.
    private let sum: Points
    private let lostByKind: [DeductionKind: Points]
    private var stakes: [Stake]? = []

    init(_ ruled: RuledItem, _ score: ItemScore) {
        about = ruled.about
        maximum = ruled.maximum
        sum = score.deductions.reduce(.zero) { $0 + $1.points }
        lostByKind = Dictionary(score.deductions.map { ($0.kind, $0.points) }) { $0 + $1 }
        least = score.deducted
        most = score.deducted
    }

    /// The least and the most that will be deducted in the end.
    private(set) var least: Points
    private(set) var most: Points

    /// Asks the item what is at stake; of one that does not say anything is possible.
    mutating func lookAhead(
        _ ruled: RuledItem, _ evidence: MemberEvidence, _ rest: RestOfPeriod
    ) throws(Problem) {
        guard let item = ruled.item as? any LooksAhead else {
            (least, most, stakes) = (.zero, maximum, nil)
            return
        }
        var sheet = StakeSheet(rest)
        item.lookAhead(evidence, rest, &sheet)
        if let stranger = sheet.stakes.first(where: { !ruled.type.deductions.contains($0.kind) }) {
            throw Problem(
                .fault,
                LocalText(
                    "考核项“\(about.title.chinese)”的预警用到未声明的扣分 \(stranger.kind.code)",
                    "the item \(about.key) sees \(stranger.kind.code) at stake, which it does not declare"),
                at: .init(key: about.key))
        }
        let range = sheet.range(from: sum)
        least = ItemScore.deducted(range.least, of: maximum)
        most = range.most.map { ItemScore.deducted($0, of: maximum) } ?? maximum
        stakes = sheet.stakes
    }

    var lost: Points { ItemScore.deducted(sum, of: maximum) }

    /// What is known to be due can still cost.
    var due: Points {
        let known = (stakes ?? []).filter(\.nature.isDue).reduce(sum) { $0 + ($1.most ?? .zero) }
        return ItemScore.deducted(known, of: maximum) - lost
    }

    /// What is deducted in the end when it goes on as until now.
    ///
    /// An item in which others only decide (a ballot) does not grow with the days.
    func pace(_ passed: Int, of days: Int) -> Points {
        let grows = (stakes ?? []).contains { stake in
            switch stake.nature {
            case .deadline, .daily, .next, .newOnes: true
            case .waiting, .recoverable: false
            }
        }
        guard grows || stakes == nil, passed > 0 else { return lost }
        let grown = ExactDecimal.rounded(Int128(lost.hundredths) * Int128(days), over: Int128(passed))
        return min(most, max(lost, Points(hundredths: grown)))
    }

    var outlook: ItemOutlook {
        ItemOutlook(
            about: about, maximum: maximum, lost: lost, recoverable: lost - least, due: due, open: most - lost,
            speaks: stakes != nil)
    }

    /// The stakes that can still change the score, those of one kind and day taken together.
    var matters: [Matter] {
        var together: [[Stake]] = []
        var places: [Matter.Key: Int] = [:]
        for stake in stakes ?? [] {
            let key = Matter.Key(stake)
            if let key, let place = places[key] {
                together[place].append(stake)
            } else {
                if let key { places[key] = together.count }
                together.append([stake])
            }
        }
        return together.compactMap { stakes in
            let all = stakes.reduce(Points?.some(.zero)) { sum, stake in
                stake.most.flatMap { most in sum.map { $0 + most } }
            }
            let isBack = stakes[0].nature == .recoverable
            let points =
                isBack
                ? lost - ItemScore.deducted(max(.zero, sum - (all ?? .zero)), of: maximum)
                : (all.map { ItemScore.deducted(sum + $0, of: maximum) } ?? maximum) - lost
            guard points > .zero else { return nil }
            return Matter(about, stakes, points: points, lostSoFar: lostByKind[stakes[0].kind] ?? .zero)
        }
    }
}
