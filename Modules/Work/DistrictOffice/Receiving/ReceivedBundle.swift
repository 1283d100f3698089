public import Archive
public import AssessmentKernel

/// The outcome for a submitted bundle.
public struct ReceivedBundle: Sendable {
    /// The kind of outcome.
    public enum Outcome: Sendable {
        /// It was accepted; its receipt is the file at the path.
        case accepted(receipt: String)
        /// The same bundle was accepted before, perhaps packed otherwise; its receipt is the file at the path.
        case known(receipt: String)
        /// It was refused; an alarm means that it contradicts what was received before.
        case refused(LocalText, isAlarm: Bool)
        /// It waits for a decision of the district: its rulebook is not approved, or a bundle before it waits. Where it is
        /// the rulebook, what it changes is in the second value.
        case held(LocalText, UnapprovedRulebook?)
        /// Nothing is known of it: the file is missing or cannot be read, or the district's disk is full.
        case failed(Problem)
    }

    /// The file's path as given, or its path in the folder that was given.
    public let file: String
    /// The township as the bundle states it; empty where it could not be read.
    public let township: String
    /// The bundle's name.
    public let name: String
    /// The period that it is of; empty where it could not be read.
    public let period: String
    /// The kind of outcome.
    public let outcome: Outcome
    /// What an officer should know of an accepted bundle, one sentence each without a final stop.
    public let notes: [LocalText]
    /// What the township could gain by in an accepted quarter; nil for all others.
    public let gains: BundleGains?
    /// What is usual among the other townships that reported the period; nil where none has.
    public let peers: PeerFigures?
    /// The checks; none for a file that could not be opened.
    public let checks: [BundleCheck]
}
