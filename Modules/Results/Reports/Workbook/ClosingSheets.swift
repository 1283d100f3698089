import AssessmentKernel
import Closing
import ResultTables
import Rulebook
import WorkbookWriter

// The rows and columns of the closing's sheets.

extension ReportHead {
    /// 各项得分: one column per item.
    var scoreColumns: [SheetColumn<ScoreRow>] {
        SheetColumn.person(words) { $0.member } + [.village(words) { $0.member }]
            + rules.rulebook.items.enumerated().map { place, item in
                .points(
                    words(
                        "\(words.heading(item.about))\n（\(item.maximum)分）",
                        "\(words.heading(item.about))\n(\(item.maximum))"), 9.5
                ) { $0.assessed.quarter.items[place].score }
            } + [
                .points(words("总分", "Total"), 8) { $0.assessed.quarter.total },
                .text(words("等次", "Band"), 9, .centred) { bandTitle($0.assessed.band) },
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
    typealias Row = HeldRow<(member: Member, item: String, number: Int, taken: Deduction)>

    let row: Row
    let told: ToldDeduction

    /// The columns of the result table; the places come before the records.
    static func columns(_ head: ReportHead) -> [SheetColumn<DeductionRow>] {
        let words = head.words
        let places = SheetColumn<DeductionRow>.text(words("依据（文件与行）", "Records (file and row)"), 30, .wrapped) {
            words.places($0.told.origins, isTold: $0.told.taken.isReasoned)
        }
        return head.tables.deductions.columns(for: .workbook, by: head.rules.rulebook).flatMap { shown in
            let of = SheetColumn<Row>(shown, words)
            func column(_ cell: @escaping @Sendable (DeductionRow) -> SheetWriter.Cell) -> SheetColumn<DeductionRow> {
                SheetColumn<DeductionRow>(title: of.title, width: of.width, look: of.look, cell: cell)
            }
            return switch shown.column.key {
            // What the table tells in its place, made once for page, slip and sheet.
            case "code": [column { .text($0.told.reason) }]
            case "evidence": [places, column { $0.told.isCounted ? .text($0.told.origins[0].cells) : of.cell($0.row) }]
            default: [column { of.cell($0.row) }]
            }
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

    static func columns(_ words: ReportWords) -> [SheetColumn<RemarkRow>] {
        [
            .text(words("类别", "Kind"), 8, .centred) { $0.kind }, .text(words("对象", "Subject"), 12) { $0.subject },
            .text(words("姓名", "Name"), 10) { $0.name }, .text(words("内容", "What"), 40, .wrapped) { $0.text },
            .text(words("依据", "Grounds"), 60, .wrapped) { $0.basis },
        ]
    }
}
