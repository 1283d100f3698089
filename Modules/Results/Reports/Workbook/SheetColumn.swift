import AssessmentKernel
import Closing
import ResultTables
import WorkbookWriter

/// A column of a sheet, and the cell of a row in it.
struct SheetColumn<Row>: Sendable {
    typealias Cell = SheetWriter.Cell

    let title: String
    /// In characters.
    let width: Double
    let look: CellLook
    let cell: @Sendable (Row) -> Cell

    static func text(
        _ title: String, _ width: Double, _ look: CellLook = .plain, _ text: @escaping @Sendable (Row) -> String
    ) -> SheetColumn {
        SheetColumn(title: title, width: width, look: look) { .text(text($0)) }
    }

    static func points(_ title: String, _ width: Double, _ points: @escaping @Sendable (Row) -> Points) -> SheetColumn {
        SheetColumn(title: title, width: width, look: .amount) { .hundredths(points($0).hundredths) }
    }

    static func money(_ title: String, _ width: Double, _ amount: @escaping @Sendable (Row) -> Yuan) -> SheetColumn {
        SheetColumn(title: title, width: width, look: .amount) { .hundredths(amount($0).fen) }
    }

    /// A whole number; `—` for nil.
    static func whole(_ title: String, _ width: Double, _ number: @escaping @Sendable (Row) -> Int?) -> SheetColumn {
        SheetColumn(title: title, width: width, look: .centred) { row in number(row).map { .whole($0) } ?? .text("—") }
    }

    /// The member's identity: code and name.
    static func person(_ words: ReportWords, _ member: @escaping @Sendable (Row) -> Member) -> [SheetColumn] {
        [
            .text(words("工号", "Code"), 10) { member($0).code.string },
            .text(words("姓名", "Name"), 10) { member($0).name.string },
        ]
    }

    static func village(_ words: ReportWords, _ member: @escaping @Sendable (Row) -> Member) -> SheetColumn {
        .text(words("村", "Village"), 12) { member($0).village.string }
    }
}

extension SheetColumn {
    /// The column of a result table; a number that is missing is `—`.
    init(_ shown: ShownColumn<Row>, _ words: ReportWords) {
        let (look, cell) = (shown.column.look, shown.cell)
        let (isWord, missing) = (shown.column.kind.words != nil, shown.isQuantity ? "—" : "")
        title = words(look.heading ?? shown.column.title.chinese, shown.column.title.english)
        width = look.width
        self.look = CellLook(look.cell, isAmount: shown.column.kind.scale > 1)
        self.cell = { row in
            switch cell(row) {
            case .none: .text(missing)
            case .text(let text): .text(isWord ? ShownText.short(words(text)) : words(text))
            case .hundredths(let number, _, _): .hundredths(number)
            case .whole(let number): .whole(Int(clamping: number))
            }
        }
    }
}

extension ResultTable {
    /// The columns of its sheet in the closing's workbook.
    func sheetColumns(_ head: ReportHead) -> [SheetColumn<Row>] {
        columns(for: .workbook, by: head.rules.rulebook).map { SheetColumn($0, head.words) }
    }
}
