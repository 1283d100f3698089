import AssessmentKernel
import Closings
import Desk
import Synchronization
import Workspace

/// The latest status of a few quarters: checking one walks all members, and pages ask again and again.
final class CheckedQuarters: Sendable {
    private struct Question: Hashable {
        let quarter: Quarter
        let accepted: [String]
        let today: CivilDate
        let mark: WorkspaceMark
    }

    private static let kept = 8
    private let known = Mutex<[(question: Question, status: QuarterStatus)]>([])

    /// The status as a use case gives it, or gave it when the workspace was the same.
    func status(
        _ quarter: Quarter, _ accepted: [String], _ workspace: Workspace, today: CivilDate
    ) throws -> QuarterStatus {
        let question = Question(quarter: quarter, accepted: accepted, today: today, mark: workspace.mark)
        if let found = known.withLock({ known in known.first { $0.question == question }?.status }) { return found }
        let status = try workspace.status(quarter, acceptedEmpty: accepted, today: today)
        // Only what was the same before and after is the state that was checked.
        if workspace.mark == question.mark {
            known.withLock { known in
                known.append((question, status))
                if known.count > CheckedQuarters.kept { known.removeFirst() }
            }
        }
        return status
    }
}
