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
    private let ranking: TitledSheet<QuarterClosing.Standing>
    private let scores: TitledSheet<ScoreRow>
    private let deductions: TitledSheet<DeductionRow>
    private var payout: PayoutSheet
    private let pay: TitledSheet<(member: Member, pay: MonthPay)>
    private let remarks: TitledSheet<RemarkRow>
    private let register: TitledSheet<Interpretation>
    let prepare: @Sendable (MemberReport) -> MemberReport = { $0 }

    init(_ head: ReportHead, into folder: String) throws(Problem) {
        self.head = head
        file = try WorkbookFile(
            folder + "/" + ClosingWorkbook.name, title: head.title("结果", "results"), created: head.quarter.range.last,
            sketched: !head.isKept)
        let words = head.words
        overview = try file.sheet(words("概况", "Overview"))
        ranking = try TitledSheet(file, words("总分排名", "Ranking"), head, head.tables.totals.sheetColumns(head))
        payout = PayoutSheet(try file.sheet(words("发放表", "Pay sheet")), head)
        scores = try TitledSheet(file, words("各项得分", "Scores"), head, head.scoreColumns)
        deductions = try TitledSheet(file, words("扣分明细", "Deductions"), head, DeductionRow.columns(head))
        pay = try TitledSheet(file, words("发放明细", "Pay by month"), head, head.tables.pay.sheetColumns(head))
        remarks = try TitledSheet(file, words("认定与提示", "Findings, warnings"), head, RemarkRow.columns(words))
        register = try TitledSheet(
            file, words("细则适用说明", "Readings"), head, ClosingTables.interpretations.sheetColumns(head))
    }

    func add(_ report: MemberReport) throws(Problem) {
        let member = report.result.member
        for finding in report.result.findings {
            try remarks.add(
                RemarkRow(
                    kind: head.words("认定", "finding"), subject: member.code.string, name: member.name.string,
                    text: head.words(finding.kind.title), basis: head.words.basis(finding.basis)))
        }
        guard let assessed = report.result.assessed else { return }
        try scores.add(ScoreRow(member: member, assessed: assessed))
        let rows = head.tables.deductions.rows(of: report.result)
        if !rows.isEmpty { try deductions.begin(group: heading(of: member, assessed, rows.count)) }
        let told = report.items(head.words).flatMap(\.deductions)
        guard told.count == rows.count else {
            throw Problem(.fault, LocalText("扣分明细不是每条扣分一行", "a deduction has not one row in its table"))
        }
        for (row, told) in zip(rows, told) {
            try deductions.add(DeductionRow(row: row, told: told))
        }
        let months = head.tables.pay.rows(of: report.result)
        for row in months { try pay.add(row) }
        payout.add(months)
    }

    /// The line above a member's deductions.
    private func heading(of member: Member, _ assessed: MemberResult.Assessed, _ count: Int) -> String {
        let person = [member.code, member.name, member.office, member.village].map {
            ShownText.short($0.string, to: 40)
        }
        let lost = assessed.quarter.items.reduce(Points.zero) { $0 + $1.deducted }
        let told = head.words(
            "扣分 \(count) 条，各项计扣 \(lost) 分，总分 \(assessed.quarter.total)，\(head.bandTitle(assessed.band))",
            "deductions: \(count), \(lost) points in all, total \(assessed.quarter.total), \(head.bandTitle(assessed.band))"
        )
        return (person + [told]).joined(separator: head.words.gap)
    }

    func finish(_ summary: ReportSummary) throws(Problem) -> [ReportFile] {
        let names = Dictionary(
            summary.standings.map { ($0.member.code, $0.member.name) }, uniquingKeysWith: { first, _ in first })
        for place in summary.rankOrder { try ranking.add(summary.standings[place]) }
        for warning in summary.warnings {
            try remarks.add(
                RemarkRow(
                    kind: head.words("提示", "warning"), subject: head.words(warning.subject.reading),
                    name: names[warning.subject.text]?.string ?? "", text: head.words(warning.kind.title),
                    basis: head.words.basis(warning.detail)))
        }
        for entry in head.rules.rulebook.interpretations.byNumber { try register.add(entry) }
        payout.finish(summary)
        OverviewSheet(overview, head).write(summary)
        ranking.finish()
        scores.finish()
        deductions.finish()
        pay.finish()
        remarks.finish()
        register.finish()
        try file.close()
        return [ReportFile(ClosingWorkbook.name)]
    }
}
