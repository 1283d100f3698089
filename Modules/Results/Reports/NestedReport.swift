import AssessmentKernel

/// A report in another language, which is written into a folder of that language within the closing's folder.
final class NestedReport<Report: ClosingReport>: ClosingReport {
    private let report: Report
    private let language: Language
    let prepare: @Sendable (MemberReport) -> Report.Piece

    init(_ report: Report, in language: Language) {
        (self.report, self.language, prepare) = (report, language, report.prepare)
    }

    func add(_ piece: Report.Piece) throws(Problem) { try report.add(piece) }

    func finish(_ summary: ReportSummary) throws(Problem) -> [ReportFile] {
        try report.finish(summary.told(in: language)).map { ReportFile(language.rawValue + "/" + $0.name, $0.digest) }
    }
}
