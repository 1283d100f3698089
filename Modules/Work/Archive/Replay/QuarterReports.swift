import AssessmentKernel
import Bundle
import Closing
import Disk
import Reports
import Workspace

/// The reports of a quarter's bundle, made again while its members are decided again.
struct QuarterReports {
    /// Makes a member's pieces, on any thread.
    let prepare: @Sendable (MemberResult, [OriginalRows]) -> ClosingReports.Prepared
    private let reports: ClosingReports

    init(
        _ remade: RemadeReports, _ rules: QuarterRules, _ bundle: OpenBundle, _ makers: [ClosingReports.Maker]
    ) throws {
        var head = ReportHead(
            township: remade.township, name: bundle.name, reason: bundle.info.only(BagInfo.Label.reason) ?? "",
            product: productVersion, rules: rules)
        head.isKept = false
        reports = try ClosingReports(makers, of: head, into: remade.folder.path)
        var faults = FoundFaults()
        let files = Dictionary(
            try ImportedFiles.read(bundle, &faults).map { ($0.number, $0.name) },
            uniquingKeysWith: { first, _ in first })
        prepare = { [prepare = reports.prepare] result, tables in
            prepare(MemberReport(result, tables, files: files))
        }
    }

    /// Adds the next member's pieces.
    func add(_ pieces: ClosingReports.Prepared) throws(Problem) { try reports.add(pieces) }

    /// Completes the reports; returns their files.
    func finish(_ closing: QuarterClosing) throws -> [ReportFile] {
        try reports.finish(
            standings: closing.standings(), warnings: closing.warnings.sorted(), payDue: closing.payDue)
    }
}
