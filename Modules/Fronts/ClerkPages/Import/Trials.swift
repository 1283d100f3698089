import AssessmentKernel
import Console
import Importing
import Synchronization

/// What trials of dragged files found, for as long as the files are as they were tried.
final class Trials: Sendable {
    /// What the last trial of a draft found.
    struct Trial: Sendable {
        /// The options that it was tried with.
        let options: ImportOptions
        /// The profile that was chosen for it, by name; empty for whatever fits the header.
        let profile: String
        /// What would be imported, or why nothing can be.
        let found: Result<ImportReport, Problem>
    }

    private struct Entry {
        let number: String
        let version: Int
        let trial: Trial
    }

    private static let kept = 20
    private let known = Mutex<[Entry]>([])

    /// The last trial of a draft; nil before one, or when its files are others since.
    func trial(of draft: DraftBox.Draft) -> Trial? {
        known.withLock { known in
            known.last { $0.number == draft.number && $0.version == draft.version }?.trial
        }
    }

    /// Keeps a trial.
    func keep(_ trial: Trial, of draft: DraftBox.Draft) {
        known.withLock { known in
            known.removeAll { $0.number == draft.number }
            known.append(Entry(number: draft.number, version: draft.version, trial: trial))
            if known.count > Trials.kept { known.removeFirst() }
        }
    }
}
