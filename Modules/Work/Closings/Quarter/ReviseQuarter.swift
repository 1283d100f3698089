public import AssessmentKernel
import Closing
import Ledger
public import Reports
public import Workspace

extension Workspace {
    /// Closes a closed quarter again, from today's records, rules and decisions, as its next revision.
    ///
    /// The earlier revision stays as it was paid. Differences in the pay are listed in `adjustments.csv`; the next
    /// quarter that is closed for the first time settles them.
    ///
    /// - Parameters:
    ///   - reason: why the quarter is revised; stored with the revision.
    ///   - acceptedEmpty: tables that have no rows, with the reasons, in addition to those of the earlier revision.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    ///   - reports: the kinds of report to write, if reports are wanted; nil for all.
    ///   - language: the language in which the reports are written besides Chinese.
    ///   - progress: called from time to time with the members done and the total.
    /// - Returns: the closing, and the later closed quarters that may depend on this one.
    /// - Throws: ``ClosingBlocked`` when tables seem to be missing, ``Problem`` when the quarter is not closed or on
    ///   any other failure; then nothing is written.
    public func revise(
        _ quarter: Quarter, reason: String, acceptedEmpty: [EmptyTable] = [], now: String,
        writing: ClosingParts = .all, reports: [ClosingReports.Maker]? = nil, language: Language = .chinese,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws -> (report: ClosingOutcome, later: [Quarter]) {
        var accepted = try accepted(acceptedEmpty)
        guard !CellText.isBlank(reason.utf8) else {
            throw Problem(
                .usage, LocalText("须写明更正原因", "a revision needs its reason"),
                next: Advice("\(by: .reason)写明", "say it \(by: .reason)"))
        }
        var later: [Quarter] = []
        let outcome: Result<ClosingOutcome, ClosingBlocked> = try changing { ledger in
            let closed = try ledger.closings()
            let before = try closed.closing(toRevise: quarter)
            later = closed.map(\.quarter).filter { $0 > quarter }
            accepted.fill(from: try ledger.decisions(in: before))
            return try record(
                quarter, ledger, closed, revision: before.revision + 1, reason: reason,
                acceptedEmpty: accepted, now: now, writing: writing,
                reports: reports ?? ClosingReports.all(in: language), progress: progress)
        }
        return (try outcome.get(), later)
    }
}
