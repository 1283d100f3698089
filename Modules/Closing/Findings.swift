import AssessmentKernel
import Rulebook

/// What a closing finds about a member besides points: `findings.csv`.
public struct Finding: Hashable, Sendable {
    /// The key: `streak`, `recovery`, or one of an item's, such as `merit`.
    public let key: String
    /// What it rests on, space-separated: months, or references of records.
    public let basis: String
}

extension QuarterRules {
    /// Runs of failing months that reach into the quarter (§3.1.2, I-2).
    ///
    /// - Parameters:
    ///   - monthFails: for each month of the quarter in which the member is in post whether its score falls in the lowest
    ///     band.
    ///   - quarterFails: whether the quarter's total does; nil for an unrated member.
    func streaks(_ subject: MemberCase, monthFails: [Month: Bool], quarterFails: Bool?) -> [Finding] {
        func fails(_ month: Month) -> Bool {
            // An unknown month, or one out of post, ends a run.
            guard subject.member.window(in: month.range) != nil else { return false }
            switch rulebook.failingStreak.basis {
            case .monthlyScores:
                return monthFails[month] ?? subject.past.monthlyScoreFails[month] ?? false
            case .quarterScore:
                if month.quarter == quarter { return quarterFails ?? false }
                return subject.past.quarterTotalFails[month.quarter] ?? false
            }
        }
        var run: [Month] = []
        var month = quarter.months[0].previous
        while fails(month) {
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
            if fails(month) {
                run.append(month)
            } else {
                end(run)
                run = []
            }
        }
        end(run)
        return findings
    }

    /// The equipment that a member whose last day in post is in the quarter still has in hand at its end (§4, §5).
    func recovery(_ subject: MemberCase) -> [Finding] {
        guard let lastDay = subject.member.lastDay, quarter.range.contains(lastDay) else { return [] }
        // The entries come by date and number, so the last of each piece is the one that stands.
        var standing: [PieceOfKit: Row<EquipmentTable>] = [:]
        for entry in Rows<EquipmentTable>(all: subject.equipment) where entry.date <= quarter.range.last {
            standing[PieceOfKit(asset: entry.asset, serial: entry.serial)] = entry
        }
        let inHand = standing.values.filter { $0.change == .issued || $0.change == .damaged }.map(\.reference).sorted()
        if inHand.isEmpty { return [] }
        return [Finding(key: "recovery", basis: inHand.map(\.description).joined(separator: " "))]
    }
}

/// What tells one piece of equipment from another.
private struct PieceOfKit: Hashable {
    let asset: Text
    let serial: Text?
}
