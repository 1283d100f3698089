import AssessmentKernel
public import Closings
import Ledger
import Outlook
import PaperWriter
public import Papers
import Rulebook
public import Workspace

extension Workspace {
    /// Makes the reminders of a quarter that runs: one file of all and, where asked for, one a member.
    ///
    /// The ledger does not change. A file gets its name once it is complete.
    ///
    /// - Parameters:
    ///   - reminders: what each member is told, in the order of printing.
    ///   - report: the outlook that they are made of.
    ///   - folder: where they go; nil for `papers/` in the workspace, where older ones are replaced.
    ///   - progress: called from time to time with the members done and the total.
    /// - Throws: ``Problem`` when the quarter is closed already, a named folder has one of the files already, the machine
    ///   has no Chinese letters, or a file cannot be written.
    public func print(
        _ reminders: [PaperReminder], of report: OutlookReport, _ options: PrintOptions, to folder: String?,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> PrintOutcome {
        let quarter = report.outlook.quarter
        if let closing = report.closing {
            throw Problem(
                .usage,
                LocalText(
                    "\(quarter) 已结算（\(closing.name)），没有什么可提醒的了",
                    "\(quarter) is closed (\(closing.name)): there is nothing left to remind of"),
                next: LocalText("改印告知单", "print the slips instead"))
        }
        let ledger = try openLedger(toRead: true)
        let values = try ledger.settings()
        let faces = try Typefaces()
        let about = PaperOutlook(
            township: try ledger.township(), quarter: quarter, asOf: report.outlook.asOf,
            rules: (report.rulebook.title, report.rulebook.source), reminders: reminders)
        let maker = try ReminderMaker(about, PaperSettings(values), options.language, faces)
        var papers = try PaperFolder(folder ?? self.folder + "/papers", replaces: folder == nil)
        let kind = PaperKind.outlook
        if !reminders.isEmpty {
            let name = kind.fileName(of: quarter, in: options.language)
            try papers.handOut(maker, options, as: name, of: quarter, reminders.map(\.member), progress) {
                reminders[$0]
            }
        }
        try papers.publish()
        return PrintOutcome(
            name: quarter.description, folder: papers.path, files: papers.names,
            leftOut: reminders.isEmpty
                ? [(kind, LocalText("没有应考核的在岗网格员", "no member in post is assessed"))] : [],
            families: faces.families, missing: maker.missing, blanks: SettingKey.blank(values))
    }
}
