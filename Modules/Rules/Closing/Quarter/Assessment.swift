public import AssessmentKernel
import Rulebook

/// The score of one item.
public struct ItemScore: Sendable {
    /// The item's number in the annex.
    public let number: Int
    /// The item's key.
    public let item: String
    /// The most points that it can deduct.
    public let maximum: Points
    /// The points deducted, capped at the maximum.
    public let deducted: Points
    /// The deductions sorted by date, code and evidence, not capped; where only the score was wanted, in no order.
    public let deductions: [Deduction]
    /// The score: the maximum less the points deducted.
    public var score: Points { maximum - deducted }

    /// What deductions of a sum cost: no more than the item's maximum.
    package static func deducted(_ sum: Points, of maximum: Points) -> Points { min(maximum, sum) }
}

/// A member's scores in a quarter or a month.
public struct PeriodScore: Sendable {
    /// The items by number.
    public let items: [ItemScore]
    /// The sum of the scores.
    public let total: Points
    /// The items' findings about the year up to the period's end.
    let findings: [Finding]
    /// The items' warnings for a person to decide.
    let warnings: [ItemWarning]
}

extension QuarterRules {
    /// Scores a member in a period of the quarter; pure.
    ///
    /// - Parameters:
    ///   - period: the quarter or one of its months.
    ///   - window: the member's days in post in it.
    ///   - isRunning: whether the period is a month that is still running, cut at its as-of day.
    ///   - notes: what is wanted of deductions. Where only the points are, they are in no order, and there are no findings.
    /// - Throws: a ``Problem`` that names the item when one throws; the closing stops.
    package func score(
        _ subject: MemberCase, period: DateRange, window: DateRange, isRunning: Bool = false,
        noting notes: ScoreSheet.Notes = .reasons
    ) throws(Problem) -> PeriodScore {
        let dutyDays = dutyDays(in: window, leave: subject.leave)
        var (items, findings, warnings): ([ItemScore], [Finding], [ItemWarning]) = ([], [], [])
        for ruled in rulebook.items {
            let evidence = subject.evidence(
                for: ruled, period: period, window: window, dutyDays: dutyDays, isRunning: isRunning)
            var sheet = ScoreSheet(noting: notes)
            do { try ruled.item.assess(evidence, &sheet) } catch {
                throw Problem.undecided(ruled.about, subject.member, error)
            }
            let isShown = notes != .points
            items.append(
                try ItemScore(ruled, sheet.deductions, isShown: isShown, period: period, member: subject.member))
            if isShown { findings += ruled.findings(evidence) }
            warnings += sheet.warnings
        }
        return PeriodScore(
            items: items, total: items.reduce(.zero) { $0 + $1.score }, findings: findings, warnings: warnings)
    }
}

extension RuledItem {
    /// The finding of an item with a rule about the year.
    func findings(_ evidence: MemberEvidence) -> [Finding] {
        guard let judge = yearJudge, let basis = judge.judgeYear(evidence) else { return [] }
        return [Finding(Swift.type(of: judge).annualFinding, basis)]
    }
}

extension Problem {
    /// The problem for an item that throws: a fault of its module, which stops the run.
    static func undecided(_ about: ItemDescriptor, _ member: Member, _ error: any Error) -> Problem {
        Problem(
            .fault,
            LocalText(
                "考核项“\(about.title.chinese)”无法判定工号 \(member.code)：\(error)",
                "the item \(about.key) could not decide on member \(member.code): \(error)"),
            at: .init(key: about.key),
            next: LocalText("联系该模块的开发者；未写入任何结果", "tell the module's developer; nothing was written"))
    }
}

extension ItemScore {
    /// Sums up an item's deductions; one outside the period is refused as a fault of the module.
    fileprivate init(
        _ ruled: RuledItem, _ taken: [Deduction], isShown: Bool, period: DateRange, member: Member
    ) throws(Problem) {
        if let stray = taken.first(where: { !period.contains($0.date) }) {
            throw Problem(
                .fault,
                LocalText(
                    "考核项“\(ruled.about.title.chinese)”对工号 \(member.code) 的扣分日期 \(stray.date) 不在 \(period) 之内",
                    "the item \(ruled.about.key) took points from member \(member.code) on \(stray.date), outside \(period)"
                ),
                at: .init(key: ruled.about.key))
        }
        number = ruled.about.number
        item = ruled.about.key
        maximum = ruled.maximum
        deductions = isShown && taken.count > 1 ? ItemScore.ordered(taken) : taken
        deducted = ItemScore.deducted(taken.reduce(.zero) { $0 + $1.points }, of: ruled.maximum)
    }

    /// Sorted by date, code and the bytes of the evidence.
    private static func ordered(_ taken: [Deduction]) -> [Deduction] {
        taken.map { (deduction: $0, code: Text($0.kind.code), evidence: Text($0.evidenceText)) }
            .sorted {
                ($0.deduction.date, $0.code, $0.evidence, $0.deduction.points)
                    < ($1.deduction.date, $1.code, $1.evidence, $1.deduction.points)
            }
            .map(\.deduction)
    }
}
