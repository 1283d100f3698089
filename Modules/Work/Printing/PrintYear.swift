public import AssessmentKernel
import Closing
import Closings
import Ledger
import PaperWriter
import Papers
import RecordStore
import ResultTables
import Rulebook
public import Workspace

extension Workspace {
    /// Makes the papers of a reviewed year, from what its latest review sealed.
    ///
    /// The ledger does not change. A file gets its name once it is complete.
    ///
    /// - Parameters:
    ///   - folder: where the papers go; nil for `papers/` in the workspace, where older ones are replaced.
    ///   - progress: called from time to time with the slips done and the total.
    /// - Throws: ``Problem`` when the year is not reviewed, a paper is named that a year does not have, a named folder has
    ///   one of the files already, the machine has no Chinese letters, or a file cannot be written.
    public func print(
        _ year: Year, _ options: PrintOptions, to folder: String?, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> PrintOutcome {
        let ledger = try openLedger(toRead: true)
        guard let head = try ledger.review(of: year) else {
            throw Problem(
                .usage, LocalText("\(year) 年尚未考评，没有可打印的结果", "\(year) is not reviewed: there is nothing to print"),
                next: LocalText("先完成年度考评", "review the year first"))
        }
        if let none = options.papers.first(where: { !PaperKind.ofYear.contains($0) }) {
            let (chinese, english) = (
                PaperKind.ofYear.map(\.title.chinese).joined(separator: "、"),
                PaperKind.ofYear.map(\.rawValue).joined(separator: ", ")
            )
            throw Problem(
                .usage, LocalText("年度没有“\(none.title.chinese)”", "a year has no paper \(none.rawValue)"),
                next: LocalText("可用：\(chinese)", "one of: \(english)"))
        }
        let values = try ledger.settings()
        let reading = YearReading(self, ledger, head)
        let about = try reading.year()
        let faces = try Typefaces()
        let settings = PaperSettings(values, date: options.date, try reading.calendar())
        var printing = PaperPrinting(
            maker: try YearMaker(about, settings, options.language, faces), options: options,
            receipt: try ledger.receipt(for: head.name),
            folder: try PaperFolder(folder ?? self.folder + "/papers", replaces: folder == nil))
        for kind in PaperKind.ofYear where options.papers.isEmpty || options.papers.contains(kind) {
            let name = kind.fileName(of: year, in: options.language)
            if kind == .slips {
                let members = about.members
                try printing.folder.handOut(
                    printing.maker, options, as: name, of: year, members.map(\.member), progress
                ) { members[$0] }
            } else {
                try printing.write(kind, as: name)
            }
        }
        return try printing.publish(head.name, faces, values)
    }
}
