import AssessmentKernel

/// A report that is written into a folder within the closing's folder.
final class NestedReport<Report: ClosingReport>: ClosingReport {
    private let report: Report
    private let folder: String
    let prepare: @Sendable (MemberReport) -> Report.Piece

    init(_ report: Report, in folder: String) {
        self.report = report
        self.folder = folder
        prepare = report.prepare
    }

    func add(_ piece: Report.Piece) throws(Problem) { try report.add(piece) }

    func finish(_ summary: ReportSummary) throws(Problem) -> [String] {
        try report.finish(summary).map { folder + "/" + $0 }
    }
}
