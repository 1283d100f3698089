public import AssessmentKernel
import Rulebook

extension QuarterRules {
    /// The records of a member's quarter that may repeat others and have no verdict yet, by item.
    ///
    /// Empty for members who are not assessed.
    public func suspects(_ subject: MemberCase) -> [(judgement: RepeatJudgement, suspects: [RepeatSuspect])] {
        guard assesses(subject.member.post), let window = subject.member.window(in: quarter.range) else { return [] }
        let dutyDays = dutyDays(in: window, leave: subject.leave)
        return rulebook.items.compactMap { ruled in
            guard let item = ruled.item as? any JudgesRepeats else { return nil }
            let evidence = subject.evidence(
                for: ruled, period: quarter.range, window: window, dutyDays: dutyDays, isRunning: false)
            return (type(of: item).judgement, item.suspects(evidence))
        }
    }
}
