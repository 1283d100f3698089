package import AssessmentKernel
import Rulebook
import TownshipTables

/// Which scores of the quarter fall in the lowest band.
struct QuarterFailures {
    /// For each month of the quarter in which the member is in post.
    let months: [Month: Bool]
    /// For the quarter's total; nil for an unrated member.
    let quarter: Bool?
}

extension FindingKind {
    /// Months running in the lowest band.
    package static let streak = FindingKind(
        "streak", Clause("§3.1.2"), "连续不合格，须更换", "failing months running, to be replaced")
    /// Equipment in the hand of a member who has left.
    package static let recovery = FindingKind("recovery", Clause("§4"), "离岗未交回设备", "left with equipment to recover")
}

extension WarningKind {
    /// A month before a failing one that no closing knows.
    package static let unknownMonth = WarningKind(
        "unknown-month", "上月得分未知，连续不合格无法判定", "an earlier month's score is unknown",
        next: LocalText("先结算更早的季度，连续不合格才能判定", "close the earlier quarters first"))
    /// A streak on whose months an open appeal lies: nobody should be replaced before it is decided.
    package static let streakContested = WarningKind(
        "streak-contested", "连续不合格涉及未决申诉，月份", "an open appeal lies on the failing months")
}

extension QuarterRules {
    /// Runs of failing months that reach into the quarter (§3.1.2, I-2).
    ///
    /// An unknown month, or one out of post, ends a run.
    func streaks(_ subject: MemberCase, _ failures: QuarterFailures) -> [[Month]] {
        var run: [Month] = []
        var month = quarter.months[0].previous
        while fails(month, subject, failures) == true {
            run.insert(month, at: 0)
            month = month.previous
        }
        var streaks: [[Month]] = []
        func end(_ run: [Month]) {
            guard run.count >= rulebook.failingStreak.months, run.last.map({ $0.quarter == quarter }) == true else {
                return
            }
            streaks.append(run)
        }
        for month in quarter.months {
            if fails(month, subject, failures) == true {
                run.append(month)
            } else {
                end(run)
                run = []
            }
        }
        end(run)
        return streaks
    }

    /// Whether a month is failing; nil when it is out of post, or no closing knows.
    private func fails(_ month: Month, _ subject: MemberCase, _ failures: QuarterFailures) -> Bool? {
        guard subject.member.window(in: month.range) != nil else { return nil }
        switch rulebook.failingStreak.basis {
        case .monthlyScores: return failures.months[month] ?? subject.past.monthlyScoreFails[month]
        case .quarterScore:
            return month.quarter == quarter ? failures.quarter : subject.past.quarterTotalFails[month.quarter]
        }
    }

    /// The month before the quarter that would decide whether a run of failing months is long enough, and that no closing
    /// knows; nil when it needs no such month.
    private func undecidedMonth(_ subject: MemberCase, _ failures: QuarterFailures) -> Month? {
        var run = quarter.months.prefix { fails($0, subject, failures) == true }.count
        var month = quarter.months[0].previous
        while run > 0, run < rulebook.failingStreak.months, subject.member.window(in: month.range) != nil {
            guard let fails = fails(month, subject, failures) else { return month }
            run = fails ? run + 1 : 0
            month = month.previous
        }
        return nil
    }

    /// What is to be said of a member's streaks: months before them that nobody knows, and open appeals.
    func warnings(_ subject: MemberCase, _ streaks: [[Month]], _ failures: QuarterFailures) -> [Warning] {
        let contested = streaks.joined().filter(subject.past.contestedMonths.contains)
        return
            (undecidedMonth(subject, failures).map { [Warning(.unknownMonth, about: subject.named, .months([$0]))] }
            ?? [])
            + (contested.isEmpty ? [] : [Warning(.streakContested, about: subject.named, .months(contested))])
    }

    /// The equipment that a member whose last day in post is in the quarter still has in hand at its end (§4, §5).
    func recovery(_ subject: MemberCase) -> [Finding] {
        guard let lastDay = subject.member.lastDay, quarter.range.contains(lastDay) else { return [] }
        let custody = Custody(Rows<EquipmentTable>(all: subject.equipment), through: quarter.range.last)
        let inHand = custody.inHand.map(\.reference).sorted()
        return inHand.isEmpty ? [] : [Finding(.recovery, .records(inHand))]
    }
}
