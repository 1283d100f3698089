public import AssessmentKernel
import PaperParts
public import PaperWriter
import WordWriter

/// Where papers are made, whatever they are about: their words, and the letters that they are set in.
struct PaperBench<About: PaperSource> {
    let words: Words<About>
    private let press: PaperPress

    init(
        _ about: About, _ settings: PaperSettings, _ language: Language, _ faces: Typefaces
    ) throws(Problem) {
        words = Words(about, settings, language)
        press = try PaperPress(faces)
    }

    /// The characters so far for which this machine has no letters.
    var missing: [Unicode.Scalar] { press.missing }

    /// Writes a paper as a PDF; an existing file is replaced.
    func write(_ paper: Paper, to path: String) throws(Problem) {
        let file = try self.file(at: path, paper.title)
        try file.add(paper)
        try file.finish()
    }

    /// Writes a paper as a Word file; an existing file is replaced.
    ///
    /// - Parameter drafts: a folder for temporary files; nothing is left in it.
    func writeWord(_ paper: Paper, to path: String, drafts: String) throws(Problem) {
        try WordFile.write(paper, to: path, created: words.about.closedOn, drafts: drafts)
    }

    /// Begins a file of many papers.
    func file(at path: String, _ title: String) throws(Problem) -> PaperFile {
        try PaperFile(path, title: title, created: words.about.closedOn, press)
    }

    /// Writes a paper as a picture for a phone; an existing file is replaced.
    func writePicture(_ paper: Paper, to path: String) throws(Problem) {
        try PaperPicture.write(paper, to: path, press)
    }
}

/// Makes the papers of a period that is over, besides what its members are handed.
public protocol MakesPapers<One>: HandsOut {
    /// The characters so far for which this machine has no letters.
    var missing: [Unicode.Scalar] { get }

    /// Writes a paper as a PDF; an existing file is replaced.
    func write(
        _ kind: PaperKind, to path: String, _ options: PaperMaker.Options, receipt: PaperReceipt?
    ) throws(Problem)
    /// Writes a paper as a Word file; an existing file is replaced.
    ///
    /// - Parameter drafts: a folder for temporary files; nothing is left in it.
    func writeWord(
        _ kind: PaperKind, to path: String, drafts: String, _ options: PaperMaker.Options
    ) throws(Problem)
}

/// Makes what each member is handed, as one file of all, as files of their own, and as pictures for a phone.
public protocol HandsOut<One> {
    /// What is told to one member.
    associatedtype One

    /// Begins a file.
    func file(at path: String) throws(Problem) -> PaperFile
    /// Adds a member's to a file.
    func add(_ one: One, to file: PaperFile) throws(Problem)
    /// Writes a member's as a picture for a phone; an existing file is replaced.
    func writePicture(_ one: One, to path: String) throws(Problem)
}
