import AssessmentKernel
import Closing
import ResultTables
import Rulebook
import WorkbookWriter

// The rows and columns of the closing's sheets.

extension ReportHead {
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

/// A row of 扣分明细: a deduction with the places of its records.
struct DeductionRow {
    /// A row of the result table.
    typealias Row = (member: Member, item: String, number: Int, taken: Deduction)

    let row: Row
    let origins: [RecordOrigin]

    /// The columns of the result table; the places come before the records.
    static func columns(_ head: ReportHead) -> [SheetColumn<DeductionRow>] {
        let places = SheetColumn<DeductionRow>.text("依据（文件与行）", 30, .wrapped) { RecordOrigin.places($0.origins) }
        return head.tables.deductions.columns(for: .workbook, by: head.rules.rulebook).flatMap { shown in
            let column = SheetColumn<DeductionRow>(shown.over { $0.row })
            return shown.column.key == "evidence" ? [places, column] : [column]
        }
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
