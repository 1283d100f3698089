public import AssessmentKernel
import PaperParts
public import PaperWriter

/// Makes the papers of a closed quarter as files.
///
/// ```swift
/// let maker = try PaperMaker(quarter, settings, .chinese, faces)
/// try maker.write(.posting, to: folder + "/公示表.pdf", .init(isMasked: true))
/// ```
public struct PaperMaker: MakesPapers {
    private let bench: PaperBench<PaperQuarter>
    private var words: PaperWords { bench.words }

    /// Makes papers of a quarter in one language.
    public init(
        _ quarter: PaperQuarter, _ settings: PaperSettings, _ language: Language, _ faces: Typefaces
    ) throws(Problem) {
        bench = try PaperBench(quarter, settings, language, faces)
    }

    /// The characters so far for which this machine has no letters.
    public var missing: [Unicode.Scalar] { bench.missing }

    /// How some papers are made.
    public struct Options: Sendable, Hashable {
        /// Whether names on the posting are masked.
        public var isMasked: Bool
        /// Whether the pay sheet shows identity and account.
        public var withAccounts: Bool

        /// Chooses.
        public init(isMasked: Bool = false, withAccounts: Bool = false) {
            self.isMasked = isMasked
            self.withAccounts = withAccounts
        }
    }

    /// The paper of a kind; nil for those that are none: slips, which are many, and the bank list.
    func paper(_ kind: PaperKind, _ options: Options, receipt: PaperReceipt?) -> Paper? {
        switch kind {
        case .posting: PostingPaper.paper(words, isMasked: options.isMasked)
        case .payroll: PayrollPaper.paper(words, withAccounts: options.withAccounts)
        case .circular: CircularPaper.paper(words)
        case .brief: BriefPaper.paper(words)
        case .findings: FindingsPaper.paper(words, words.about.members.map { ($0.member, $0.findings) })
        case .receipt: receipt.map { ReceiptPaper.paper(words, $0) }
        case .slips, .bank, .outlook: nil
        }
    }

    /// Writes a paper as a PDF; an existing file is replaced.
    public func write(
        _ kind: PaperKind, to path: String, _ options: Options = Options(), receipt: PaperReceipt? = nil
    ) throws(Problem) {
        guard let paper = paper(kind, options, receipt: receipt) else { return }
        try bench.write(paper, to: path)
    }

    /// Writes a paper as a Word file; an existing file is replaced.
    ///
    /// - Parameter drafts: a folder for temporary files; nothing is left in it.
    public func writeWord(
        _ kind: PaperKind, to path: String, drafts: String, _ options: Options = Options()
    ) throws(Problem) {
        guard let paper = paper(kind, options, receipt: nil) else { return }
        try bench.writeWord(paper, to: path, drafts: drafts)
    }

    /// Writes the bank list as a workbook; an existing file is replaced.
    public func writeBankList(to path: String) throws(Problem) { try BankList.write(words, to: path) }

    /// A member's slip: the result, and what the deductions are.
    public typealias Slip = (member: PaperMember, deductions: [PaperDeduction])

    /// Begins a file of slips.
    public func file(at path: String) throws(Problem) -> PaperFile {
        try bench.file(at: path, words("\(words.subject)结果告知单", "\(words.subject): slips"))
    }

    /// Adds a member's slip to a file.
    public func add(_ slip: Slip, to file: PaperFile) throws(Problem) {
        try file.add(SlipPaper.paper(words, slip.member, slip.deductions, isPhone: false), isListed: true)
    }

    /// Writes a member's slip as a picture for a phone; an existing file is replaced.
    public func writePicture(_ slip: Slip, to path: String) throws(Problem) {
        try bench.writePicture(SlipPaper.paper(words, slip.member, slip.deductions, isPhone: true), to: path)
    }
}
