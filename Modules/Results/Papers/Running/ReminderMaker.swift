public import AssessmentKernel
public import PaperWriter

/// Makes the reminders of a quarter that runs as files.
public struct ReminderMaker: HandsOut {
    private let bench: PaperBench<PaperOutlook>
    private var words: Words<PaperOutlook> { bench.words }

    /// Makes reminders in one language.
    public init(
        _ outlook: PaperOutlook, _ settings: PaperSettings, _ language: Language, _ faces: Typefaces
    ) throws(Problem) {
        bench = try PaperBench(outlook, settings, language, faces)
    }

    /// The characters so far for which this machine has no letters.
    public var missing: [Unicode.Scalar] { bench.missing }

    /// Begins a file of reminders.
    public func file(at path: String) throws(Problem) -> PaperFile {
        try bench.file(at: path, ReminderPaper.title(words))
    }

    /// Adds a member's reminder to a file.
    public func add(_ reminder: PaperReminder, to file: PaperFile) throws(Problem) {
        try file.add(ReminderPaper.paper(words, reminder, isPhone: false), isListed: true)
    }

    /// Writes a member's reminder as a picture for a phone; an existing file is replaced.
    public func writePicture(_ reminder: PaperReminder, to path: String) throws(Problem) {
        try bench.writePicture(ReminderPaper.paper(words, reminder, isPhone: true), to: path)
    }
}
