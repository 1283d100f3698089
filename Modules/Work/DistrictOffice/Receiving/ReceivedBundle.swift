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
        /// Nothing is known of it: the file is missing or cannot be read, or the district's disk is full.
        case failed(Problem)
    }

    /// The file's path as given, or its path in the folder that was given.
    public let file: String
    /// The township as the bundle states it; empty where it could not be read.
    public let township: String
    /// The bundle's name.
    public let name: String
    /// The kind of outcome.
    public let outcome: Outcome
    /// What an officer should know of an accepted bundle, one sentence each without a final stop.
    public let notes: [LocalText]
    /// The checks; none for a file that could not be opened.
    public let checks: [BundleCheck]
}
