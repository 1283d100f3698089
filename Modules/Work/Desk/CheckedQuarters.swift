package import AssessmentKernel
package import Closings
import Foundation
import Parallel
import Synchronization
package import Workspace

/// The latest status of a few quarters: checking one walks all members, and a front asks again and again.
package final class CheckedQuarters: Sendable {
    /// What is asked about a quarter, and in which state of the workspace.
    private struct Question: Hashable {
        let quarter: Quarter
        let accepted: [String]
        let today: CivilDate
        let mark: WorkspaceMark
    }

    /// A question, whatever the state of the workspace.
    private struct Subject: Hashable {
        let quarter: Quarter
        let accepted: [String]
        let today: CivilDate

        init(_ question: Question) {
            (quarter, accepted, today) = (question.quarter, question.accepted, question.today)
        }
    }

    private struct State {
        var known: [(question: Question, status: QuarterStatus)] = []
        /// What is being checked on a thread of its own: each once, however often the workspace changes meanwhile.
        var running: Set<Subject> = []

        func status(_ question: Question) -> QuarterStatus? { known.first { $0.question == question }?.status }
    }

    private static let kept = 8
    /// The members up to which a page waits for a check: it is over before anybody sees it.
    private static let few = 300
    /// How long a page waits for a check, in microseconds: of few members until it is over, unless the workspace changes again
    /// and again; of more only a little.
    private static let patience = (few: (step: 500, steps: 2_000), many: (step: 10_000, steps: 12))
    private let state = Mutex(State())

    /// Knows nothing yet.
    package init() {}

    /// The status as a use case gives it, or gave it when the workspace was the same.
    package func status(
        _ quarter: Quarter, _ accepted: [String], _ workspace: Workspace, today: CivilDate
    ) throws -> QuarterStatus {
        try status(Question(quarter: quarter, accepted: accepted, today: today, mark: workspace.mark), workspace)
    }

    private func status(_ question: Question, _ workspace: Workspace) throws -> QuarterStatus {
        if let found = state.withLock({ $0.status(question) }) { return found }
        let status = try workspace.status(question.quarter, acceptedEmpty: question.accepted, today: question.today)
        // Only what was the same before and after is the state that was checked.
        if workspace.mark == question.mark {
            state.withLock { state in
                state.known.append((question, status))
                if state.known.count > CheckedQuarters.kept { state.known.removeFirst() }
            }
        }
        return status
    }

    /// Begins to check quarters, for a page that will ask for them.
    package func prepare(_ quarters: [Quarter], _ workspace: Workspace, today: CivilDate) {
        let mark = workspace.mark
        for quarter in quarters {
            begin(Question(quarter: quarter, accepted: [], today: today, mark: mark), workspace)
        }
    }

    /// The status of quarters, as far as it is known soon: a page of a large township is shown before it is checked, and
    /// asks again.
    ///
    /// - Returns: the status by quarter; a quarter that is still being checked has none.
    package func soon(
        _ quarters: [Quarter], _ workspace: Workspace, today: CivilDate, members: Int
    ) throws -> [Quarter: QuarterStatus] {
        let mark = workspace.mark
        let questions = quarters.map { Question(quarter: $0, accepted: [], today: today, mark: mark) }
        for question in questions { begin(question, workspace) }
        let isFew = members <= CheckedQuarters.few
        let wait = isFew ? CheckedQuarters.patience.few : CheckedQuarters.patience.many
        for _ in 0..<wait.steps where questions.contains(where: isRunning) { usleep(UInt32(wait.step)) }
        var found: [Quarter: QuarterStatus] = [:]
        for question in questions where !isRunning(question) {
            // What the workspace has left behind meanwhile is asked for again. What failed in the background fails here
            // again, with its reason.
            guard isFew || isKnown(question) || workspace.mark == question.mark else {
                continue
            }
            found[question.quarter] = try status(question, workspace)
        }
        return found
    }

    private func isRunning(_ question: Question) -> Bool {
        state.withLock { $0.running.contains(Subject(question)) }
    }

    private func isKnown(_ question: Question) -> Bool { state.withLock { $0.status(question) != nil } }

    /// Begins to check a quarter on a thread of its own, unless its status is known or it is being checked.
    private func begin(_ question: Question, _ workspace: Workspace) {
        let isNew = state.withLock { state in
            state.status(question) == nil && state.running.insert(Subject(question)).inserted
        }
        guard isNew else { return }
        onThread { [self] in
            _ = try? status(question, workspace)
            state.withLock { _ = $0.running.remove(Subject(question)) }
        }
    }
}
