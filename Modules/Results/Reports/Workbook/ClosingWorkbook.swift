import AssessmentKernel
import Closing
import ResultTables
import Rulebook
import WorkbookWriter

/// `report.xlsx`: the closing as a workbook for a clerk to print, sign and file.
///
/// Sheets are written member by member, so memory stays bounded; what needs the ranks is written at the end.
final class ClosingWorkbook: ClosingReport {
    private static let name = "report.xlsx"
    private let head: ReportHead
    private let file: WorkbookFile
    private let overview: SheetWriter
    private var ranking: TitledSheet<QuarterClosing.Standing>
    private var scores: TitledSheet<ScoreRow>
    private var deductions: TitledSheet<DeductionRow>
    private var payout: PayoutSheet
    private var pay: TitledSheet<(member: Member, pay: MonthPay)>
    private var remarks: TitledSheet<RemarkRow>
    private var register: TitledSheet<Interpretation>
    let prepare: @Sendable (MemberReport) -> MemberReport = { $0 }

    init(_ head: ReportHead, into folder: String) throws(Problem) {
        self.head = head
        file = try WorkbookFile(
            folder + "/" + ClosingWorkbook.name, title: head.title + "结果", created: head.quarter.range.last)
        overview = try file.sheet("概况")
        ranking = try TitledSheet(file, "总分排名", head, head.tables.totals.sheetColumns(head))
        scores = try TitledSheet(file, "各项得分", head, head.scoreColumns)
        deductions = try TitledSheet(file, "扣分明细", head, DeductionRow.columns(head))
        let payoutSheet = try file.sheet("发放表")
        pay = try TitledSheet(file, "发放明细", head, head.tables.pay.sheetColumns(head))
        remarks = try TitledSheet(file, "认定与提示", head, RemarkRow.columns)
        register = try TitledSheet(file, "细则适用说明", head, ClosingTables.interpretations.sheetColumns(head))
        payout = PayoutSheet(payoutSheet, head)
    }

    func add(_ report: MemberReport) throws(Problem) {
        let member = report.result.member
        for finding in report.result.findings {
            try remarks.add(
                RemarkRow(
                    kind: "认定", subject: member.code.string, name: member.name.string,
                    text: finding.kind.title.chinese, basis: finding.basis.text))
        }
        guard let assessed = report.result.assessed else { return }
        try scores.add(ScoreRow(member: member, assessed: assessed))
        for row in head.tables.deductions.rows(of: report.result) {
            try deductions.add(DeductionRow(row: row, origins: report.origins(of: row.taken)))
        }
        for row in head.tables.pay.rows(of: report.result) { try pay.add(row) }
        payout.add(member, assessed.pay)
    }

    func finish(_ summary: ReportSummary) throws(Problem) -> [String] {
        for place in summary.rankOrder { try ranking.add(summary.standings[place]) }
        for warning in summary.warnings {
            try remarks.add(
                RemarkRow(
                    kind: "提示", subject: warning.subject.reading.chinese, name: "",
                    text: warning.kind.title.chinese, basis: warning.detail.reading.chinese))
        }
        for entry in head.rules.rulebook.interpretations.byNumber { try register.add(entry) }
        payout.finish()
        OverviewSheet(overview, head).write(summary)
        ranking.finish()
        scores.finish()
        deductions.finish()
        pay.finish()
        remarks.finish()
        register.finish()
        try file.close()
        return [ClosingWorkbook.name]
    }
}
