public import AssessmentKernel
import Closing
public import Closings
import Importing
import Ledger
import Outlook
public import Workspace

extension Workspace {
    /// Says what is still possible for one member of a quarter that runs, with all that matters.
    ///
    /// - Parameters:
    ///   - code: the member's code.
    ///   - asOf: the last day that is known; nil for today.
    ///   - today: today's date; what is later cannot be known.
    /// - Throws: ``Problem`` when there is no such member, the member is not assessed or not in post yet, the day is
    ///   before the quarter or after today, or an item fails.
    public func outlook(
        of code: String, in quarter: Quarter, asOf: CivilDate?, today: CivilDate
    ) throws -> OutlookReport {
        let asOf = try quarter.known(asOf, today: today)
        let ledger = try openLedger(toRead: true)
        let run = try QuarterRun(quarter, self, ledger)
        let member = try member(code, in: ledger)
        let subject = try ledger.reading { try QuarterRun.subject(member, run.rules, run.past, $0, knownOn: asOf) }
        guard let found = try run.rules.outlook(subject, asOf: asOf) else {
            throw notAssessed(member, DateRange(quarter.range.first, through: asOf) ?? quarter.range)
        }
        return OutlookReport(
            outlook: QuarterOutlook([found], quarter: quarter, asOf: asOf), rulebook: run.rules.rulebook,
            closing: run.past.closed, behind: [])
    }
}
