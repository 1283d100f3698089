package import AssessmentKernel
import Rulebook
import TownshipTables

/// Which scores of the quarter fall in the lowest band.
package struct QuarterFailures {
    /// For each month of the quarter in which the member is in post.
    let months: [Month: Bool]
    /// For the quarter's total; nil for an unrated member.
    let quarter: Bool?

    package init(months: [Month: Bool], quarter: Bool?) {
        self.months = months
        self.quarter = quarter
    }
}

extension FindingKind {
    /// Consecutive months in the lowest band.
    package static let streak = FindingKind(
        "streak", Clause("§3.1.2"), "连续不合格，须更换", "failing months running, to be replaced")
    /// Equipment still with a member who has left.
    package static let recovery = FindingKind("recovery", Clause("§4"), "离岗未交回设备", "left with equipment to recover")
}

extension WarningKind {
    /// A month before a failing one that no closing covers.
    package static let unknownMonth = WarningKind(
        "unknown-month", "上月得分未知，连续不合格无法判定", "an earlier month's score is unknown",
        next: LocalText("先结算更早的季度，连续不合格才能判定", "close the earlier quarters first"))
    /// A streak with an open appeal on one of its months: decide it before any replacement.
    package static let streakContested = WarningKind(
        "streak-contested", "连续不合格涉及未决申诉，月份", "an open appeal lies on the failing months")
}

extension QuarterRules {
    /// The streaks of failing months that reach into the quarter (§3.1.2, I-2).
    ///
    /// An unknown month, or one out of post, ends a streak.
    func streaks(_ subject: MemberCase, _ failures: QuarterFailures) -> [[Month]] {
        var run = Array(
            FailingRun(from: quarter.months[0].previous) { fails($0, subject, failures) }.failing.reversed())
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

    /// Whether a month is failing; nil when it is out of post or not in any closing.
    package func fails(_ month: Month, _ subject: MemberCase, _ failures: QuarterFailures) -> Bool? {
        guard subject.member.window(in: month.range) != nil else { return nil }
        switch rulebook.failingStreak.basis {
        case .monthlyScores: return failures.months[month] ?? subject.past.monthlyScoreFails[month]
        case .quarterScore:
            return month.quarter == quarter ? failures.quarter : subject.past.quarterTotalFails[month.quarter]
        }
    }

    /// The month before the quarter that decides whether a streak is long enough but is not in any closing.
    ///
    /// Nil when no such month is needed.
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

    /// The warnings about a member's streaks: unknown months before them, and open appeals.
    func warnings(_ subject: MemberCase, _ streaks: [[Month]], _ failures: QuarterFailures) -> [Warning] {
        let contested = streaks.joined().filter(subject.past.contestedMonths.contains)
        return
            (undecidedMonth(subject, failures).map { [Warning(.unknownMonth, about: subject.named, .months([$0]))] }
            ?? [])
            + (contested.isEmpty ? [] : [Warning(.streakContested, about: subject.named, .months(contested))])
    }

    /// The equipment still in hand at the quarter's end, for a member who left in the quarter (§4, §5).
    func recovery(_ subject: MemberCase) -> [Finding] {
        guard let lastDay = subject.member.lastDay, quarter.range.contains(lastDay) else { return [] }
        let custody = Custody(Rows<EquipmentTable>(all: subject.equipment), through: quarter.range.last)
        let inHand = custody.inHand.map(\.reference).sorted()
        return inHand.isEmpty ? [] : [Finding(.recovery, .records(inHand))]
    }
}
