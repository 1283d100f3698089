import AssessmentKernel
import Closing
import Rulebook
import WorkbookWriter

/// `report.xlsx`: the closing as the workbook that a clerk prints, signs and files.
///
/// Sheets grow member by member, so that memory does not; what needs the ranks is written at the end.
struct ClosingWorkbook {
    private let head: ReportHead
    private let file: WorkbookFile
    private let overview: SheetWriter
    private let ranking: TitledSheet
    private var scores: TitledSheet
    private var deductions: TitledSheet
    private let payout: SheetWriter
    private var pay: TitledSheet
    private var findings: TitledSheet
    private let register: TitledSheet
    private var payoutRows: PayoutSheet

    init(_ path: String, _ head: ReportHead) throws(Problem) {
        self.head = head
        file = try WorkbookFile(path, title: head.title + "结果", created: head.quarter.range.last)
        overview = try file.sheet("概况")
        ranking = try TitledSheet(file, "总分排名", head, ClosingWorkbook.rankingColumns)
        scores = try TitledSheet(file, "各项得分", head, ClosingWorkbook.scoreColumns(head))
        deductions = try TitledSheet(file, "扣分明细", head, ClosingWorkbook.deductionColumns)
        payout = try file.sheet("发放表")
        pay = try TitledSheet(file, "发放明细", head, ClosingWorkbook.payColumns)
        findings = try TitledSheet(file, "认定与提示", head, ClosingWorkbook.findingColumns)
        register = try TitledSheet(file, "细则适用说明", head, ClosingWorkbook.registerColumns)
        payoutRows = PayoutSheet(payout, head)
    }

    private static let rankingColumns: [TitledSheet.Column] = [
        .init("名次", 6, .centred), .init("工号", 10), .init("姓名", 10), .init("岗位", 7, .centred), .init("办事处", 14),
        .init("村", 12), .init("网格", 10), .init("总分", 8, .amount), .init("等次", 9, .centred),
        .init("月绩效（元）", 12, .amount), .init("工作日", 8, .centred),
    ]

    private static func scoreColumns(_ head: ReportHead) -> [TitledSheet.Column] {
        [.init("工号", 10), .init("姓名", 10), .init("村", 12)]
            + head.rules.rulebook.items.map { item in
                .init("\(item.about.number). \(item.about.title.chinese)\n（\(item.maximum)分）", 9.5, .amount)
            } + [.init("总分", 8, .amount), .init("等次", 9, .centred)]
    }

    private static let deductionColumns: [TitledSheet.Column] = [
        .init("工号", 10), .init("姓名", 10), .init("村", 12), .init("考核项", 18, .wrapped), .init("日期", 11, .centred),
        .init("扣分", 7, .amount), .init("事由", 36, .wrapped), .init("条款", 11, .centred), .init("依据（文件与行）", 30, .wrapped),
        .init("记录", 34, .wrapped),
    ]

    private static let payColumns: [TitledSheet.Column] = [
        .init("工号", 10), .init("姓名", 10), .init("村", 12), .init("月份", 9, .centred), .init("在岗天数", 9, .centred),
        .init("基本补贴", 11, .amount), .init("绩效", 10, .amount), .init("设备扣款", 10, .amount), .init("补差", 10, .amount),
        .init("已发", 10, .amount), .init("上期结转扣款", 13, .amount), .init("应发", 11, .amount), .init("结转下期扣款", 13, .amount),
    ]

    private static let findingColumns: [TitledSheet.Column] = [
        .init("类别", 8, .centred), .init("对象", 12), .init("姓名", 10), .init("内容", 40, .wrapped),
        .init("依据", 60, .wrapped),
    ]

    private static let registerColumns: [TitledSheet.Column] = [
        .init("编号", 7, .centred), .init("条款", 14, .wrapped), .init("问题", 40, .wrapped), .init("采用", 28, .wrapped),
        .init("理由", 60, .wrapped),
    ]

    /// Takes the next member.
    mutating func add(_ report: MemberReport) throws(Problem) {
        let member = report.result.member
        let (code, name, village) = (member.code.string, member.name.string, member.village.string)
        for finding in report.result.findings {
            try findings.add([
                .text("认定"), .text(code), .text(name), .text(Finding.title(of: finding.key).chinese),
                .text(finding.basis),
            ])
        }
        guard let assessed = report.result.assessed else { return }
        try scores.add(
            [.text(code), .text(name), .text(village)]
                + assessed.quarter.items.map { .points($0.score) }
                + [.points(assessed.quarter.total), .text(head.bandTitle(assessed.band))])
        for (ruled, item) in zip(head.rules.rulebook.items, assessed.quarter.items) {
            for deduction in item.deductions {
                try deductions.add([
                    .text(code), .text(name), .text(village), .text(ruled.about.title.chinese),
                    .text(deduction.date.description), .points(deduction.points), .text(deduction.told),
                    .text(deduction.kind.clause.title.chinese), .text(SlipView.places(report.origins(of: deduction))),
                    .text(deduction.evidenceText),
                ])
            }
        }
        for row in assessed.pay {
            try pay.add(
                [.text(code), .text(name), .text(village), .text(row.month.description), .whole(row.daysInPost)]
                    + [
                        row.base, row.performance, row.charges, row.adjustment, row.alreadyPaid, row.broughtForward,
                        row.due, row.carriedForward,
                    ].map { .money($0) })
        }
        payoutRows.add(member, assessed.pay)
    }

    /// Writes what needs everybody, and the file.
    mutating func finish(_ summary: ReportSummary) throws(Problem) {
        var ranking = ranking
        for row in summary.byRank {
            let member = row.member
            try ranking.add([
                row.rank.map { .whole($0) } ?? .text("—"), .text(member.code.string), .text(member.name.string),
                .text(member.post.option.title.chinese), .text(member.office.string), .text(member.village.string),
                .text(member.grid.string), .points(row.total), .text(head.bandTitle(row.band)),
                .money(row.monthlyAmount), .whole(row.dutyDays),
            ])
        }
        for warning in summary.warnings {
            try findings.add([
                .text("提示"), .text(summary.tableTitle(warning.subject.string).chinese),
                .text(""), .text(warning.text.chinese),
                .text(warning.detailText(title: summary.tableTitle).chinese),
            ])
        }
        var register = register
        for entry in head.rules.rulebook.interpretations.byNumber {
            try register.add([
                .text(entry.id), .text(entry.clause.title.chinese), .text(entry.question.chinese),
                .text(entry.answer.chinese),
                .text(entry.reason.chinese),
            ])
        }
        payoutRows.finish()
        OverviewSheet(overview, head).write(summary)
        for sheet in [ranking, scores, deductions, pay, findings, register] { sheet.finish() }
        try file.close()
    }
}

extension ReportHead {
    /// The title of a band; 不评等 for an unrated member.
    func bandTitle(_ band: Band?) -> String { band.map { ShownText.short($0.title) } ?? "不评等" }
}
