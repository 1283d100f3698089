import AssessmentKernel
import Rulebook
import TownshipTables

/// What a closing finds about a member besides points: `findings.csv`.
public struct Finding: Hashable, Sendable {
    /// The key: `streak`, `recovery`, or one of an item's, such as `merit`.
    public let key: String
    /// What it rests on, space-separated: months, or references of records.
    public let basis: String
}

/// Which scores of the quarter fall in the lowest band.
struct QuarterFailures {
    /// For each month of the quarter in which the member is in post.
    let months: [Month: Bool]
    /// For the quarter's total; nil for an unrated member.
    let quarter: Bool?
}

extension QuarterRules {
    /// Runs of failing months that reach into the quarter (§3.1.2, I-2).
    ///
    /// An unknown month, or one out of post, ends a run.
    func streaks(_ subject: MemberCase, _ failures: QuarterFailures) -> [Finding] {
        var run: [Month] = []
        var month = quarter.months[0].previous
        while fails(month, subject, failures) == true {
            run.insert(month, at: 0)
            month = month.previous
        }
        var findings: [Finding] = []
        func end(_ run: [Month]) {
            guard run.count >= rulebook.failingStreak.months, run.last.map({ $0.quarter == quarter }) == true else {
                return
            }
            findings.append(Finding(key: "streak", basis: run.map(\.description).joined(separator: " ")))
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
        return findings
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
    func undecidedMonth(_ subject: MemberCase, _ failures: QuarterFailures) -> Month? {
        var run = quarter.months.prefix { fails($0, subject, failures) == true }.count
        var month = quarter.months[0].previous
        while run > 0, run < rulebook.failingStreak.months, subject.member.window(in: month.range) != nil {
            guard let fails = fails(month, subject, failures) else { return month }
            run = fails ? run + 1 : 0
            month = month.previous
        }
        return nil
    }

    /// The equipment that a member whose last day in post is in the quarter still has in hand at its end (§4, §5).
    func recovery(_ subject: MemberCase) -> [Finding] {
        guard let lastDay = subject.member.lastDay, quarter.range.contains(lastDay) else { return [] }
        let custody = Custody(Rows<EquipmentTable>(all: subject.equipment), through: quarter.range.last)
        let inHand = custody.inHand.map(\.reference).sorted()
        if inHand.isEmpty { return [] }
        return [Finding(key: "recovery", basis: inHand.map(\.description).joined(separator: " "))]
    }
}
