import AssessmentKernel
import Closing
import Rulebook
import WorkbookWriter

// The rows and columns of the closing's sheets.

extension ReportHead {
    /// 总分排名.
    var rankingColumns: [SheetColumn<QuarterClosing.Standing>] {
        [.whole("名次", 6) { $0.rank }] + SheetColumn.person { $0.member } + [
            .text("岗位", 7, .centred) { $0.member.post.option.title.chinese },
            .text("办事处", 14) { $0.member.office.string }, .village { $0.member },
            .text("网格", 10) { $0.member.grid.string }, .points("总分", 8) { $0.total },
            .text("等次", 9, .centred) { bandTitle($0.band) }, .money("月绩效（元）", 12) { $0.monthlyAmount },
            .whole("工作日", 8) { $0.dutyDays },
        ]
    }

    /// 各项得分: one column per item.
    var scoreColumns: [SheetColumn<ScoreRow>] {
        SheetColumn.person { $0.member } + [.village { $0.member }]
            + rules.rulebook.items.enumerated().map { place, item in
                .points("\(item.about.heading)\n（\(item.maximum)分）", 9.5) { $0.assessed.quarter.items[place].score }
            } + [
                .points("总分", 8) { $0.assessed.quarter.total },
                .text("等次", 9, .centred) { bandTitle($0.assessed.band) },
            ]
    }
}

struct ScoreRow {
    let member: Member
    let assessed: MemberResult.Assessed
}

/// A row of 扣分明细.
struct DeductionRow {
    let member: Member
    let item: ItemDescriptor
    let deduction: Deduction
    let origins: [RecordOrigin]

    static let columns: [SheetColumn<DeductionRow>] =
        SheetColumn.person { $0.member } + [
            .village { $0.member }, .text("考核项", 18, .wrapped) { $0.item.title.chinese },
            .text("日期", 11, .centred) { $0.deduction.date.description }, .points("扣分", 7) { $0.deduction.points },
            .text("事由", 36, .wrapped) { $0.deduction.told },
            .text("条款", 11, .centred) { $0.deduction.kind.clause.title.chinese },
            .text("依据（文件与行）", 30, .wrapped) { RecordOrigin.places($0.origins) },
            .text("记录", 34, .wrapped) { $0.deduction.evidenceText },
        ]
}

/// A row of 发放明细.
struct PayRow {
    let member: Member
    let month: MonthPay

    static let columns: [SheetColumn<PayRow>] =
        SheetColumn.person { $0.member } + [
            .village { $0.member }, .text("月份", 9, .centred) { $0.month.month.description },
            .whole("在岗天数", 9) { $0.month.daysInPost }, .money("基本补贴", 11) { $0.month.base },
            .money("绩效", 10) { $0.month.performance },
        ] + PayPart.before.map(part) + [.money("应发", 11) { $0.month.due }, part(.carriedForward)]

    private static func part(_ part: PayPart) -> SheetColumn<PayRow> {
        .money(part.title, part.width) { part.amount($0.month) }
    }
}

/// A row of 认定与提示.
struct RemarkRow {
    let kind: String
    let subject: String
    let name: String
    let text: String
    let basis: String

    static let columns: [SheetColumn<RemarkRow>] = [
        .text("类别", 8, .centred) { $0.kind }, .text("对象", 12) { $0.subject }, .text("姓名", 10) { $0.name },
        .text("内容", 40, .wrapped) { $0.text }, .text("依据", 60, .wrapped) { $0.basis },
    ]
}

extension Interpretation {
    /// The columns of 细则适用说明.
    static let columns: [SheetColumn<Interpretation>] = [
        .text("编号", 7, .centred) { $0.id }, .text("条款", 14, .wrapped) { $0.clause.title.chinese },
        .text("问题", 40, .wrapped) { $0.question.chinese }, .text("采用", 28, .wrapped) { $0.answer.chinese },
        .text("理由", 60, .wrapped) { $0.reason.chinese },
    ]
}
