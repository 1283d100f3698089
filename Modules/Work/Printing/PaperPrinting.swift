import AssessmentKernel
import Ledger
import PaperWriter
import Papers

/// The papers of a closed quarter or a reviewed year in the making.
struct PaperPrinting<Maker: MakesPapers> {
    let maker: Maker
    let options: PrintOptions
    let receipt: PaperReceipt?
    var folder: PaperFolder
    /// Papers that were not made, and why.
    var leftOut: [(paper: PaperKind, why: LocalText)] = []

    /// Makes the file of a paper; what is edited, such as a letter, as a Word file too.
    mutating func write(_ kind: PaperKind, as name: String) throws(Problem) {
        if kind == .receipt, receipt == nil {
            leftOut.append((kind, LocalText("尚未登记区级回执", "no receipt has been taken in yet")))
            return
        }
        let choices = PaperMaker.Options(isMasked: options.isMasked, withAccounts: options.withAccounts)
        try maker.write(kind, to: try folder.file(name + ".pdf"), choices, receipt: receipt)
        if kind == .circular || kind == .posting {
            try maker.writeWord(kind, to: try folder.file(name + ".docx"), drafts: folder.drafts, choices)
        }
    }

    /// Gives the files their names, and says what was made.
    func publish(
        _ name: String, _ faces: Typefaces, _ settings: [SettingKey: String]
    ) throws(Problem) -> PrintOutcome {
        try folder.publish()
        return PrintOutcome(
            name: name, folder: folder.path, files: folder.names, leftOut: leftOut, families: faces.families,
            missing: maker.missing, blanks: SettingKey.blank(settings))
    }
}
