public import AssessmentKernel
import PaperParts
public import PaperWriter

/// Makes the papers of a reviewed year as files.
public struct YearMaker: MakesPapers {
    private let bench: PaperBench<PaperYear>
    private var words: Words<PaperYear> { bench.words }

    /// Makes papers of a year in one language.
    public init(
        _ year: PaperYear, _ settings: PaperSettings, _ language: Language, _ faces: Typefaces
    ) throws(Problem) {
        bench = try PaperBench(year, settings, language, faces)
    }

    /// The characters so far for which this machine has no letters.
    public var missing: [Unicode.Scalar] { bench.missing }

    /// The paper of a kind; nil for those that a year does not have, and for slips, which are many.
    private func paper(_ kind: PaperKind, isMasked: Bool, receipt: PaperReceipt?) -> Paper? {
        switch kind {
        case .posting: YearPostingPaper.paper(words, isMasked: isMasked)
        case .circular: YearCircularPaper.paper(words)
        case .findings: FindingsPaper.paper(words, words.about.members.map { ($0.member, $0.findings) })
        case .receipt: receipt.map { ReceiptPaper.paper(words, $0) }
        case .slips, .bank, .outlook, .payroll, .brief: nil
        }
    }

    /// Writes a paper as a PDF; an existing file is replaced.
    public func write(
        _ kind: PaperKind, to path: String, _ options: PaperMaker.Options = .init(), receipt: PaperReceipt? = nil
    ) throws(Problem) {
        guard let paper = paper(kind, isMasked: options.isMasked, receipt: receipt) else { return }
        try bench.write(paper, to: path)
    }

    /// Writes a paper as a Word file; an existing file is replaced.
    ///
    /// - Parameter drafts: a folder for temporary files; nothing is left in it.
    public func writeWord(
        _ kind: PaperKind, to path: String, drafts: String, _ options: PaperMaker.Options = .init()
    ) throws(Problem) {
        guard let paper = paper(kind, isMasked: options.isMasked, receipt: nil) else { return }
        try bench.writeWord(paper, to: path, drafts: drafts)
    }

    /// Begins a file of slips.
    public func file(at path: String) throws(Problem) -> PaperFile {
        try bench.file(at: path, YearSlipPaper.title(words))
    }

    /// Adds a member's slip to a file.
    public func add(_ result: PaperYear.Result, to file: PaperFile) throws(Problem) {
        try file.add(YearSlipPaper.paper(words, result, isPhone: false), isListed: true)
    }

    /// Writes a member's slip as a picture for a phone; an existing file is replaced.
    public func writePicture(_ result: PaperYear.Result, to path: String) throws(Problem) {
        try bench.writePicture(YearSlipPaper.paper(words, result, isPhone: true), to: path)
    }
}
