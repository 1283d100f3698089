import AssessmentKernel
import Closing
import WorkbookWriter

/// 发放表: a line a member, ready to sign, with sums in capital numerals.
struct PayoutSheet {
    private static let headerRow = 2
    private let sheet: SheetWriter
    private let head: ReportHead
    private var next = headerRow + 1
    private var sums: [Yuan] = []
    private var owed = Yuan.zero
    private var isFull = false

    init(_ sheet: SheetWriter, _ head: ReportHead) {
        self.sheet = sheet
        self.head = head
        let months = head.quarter.months.map { $0.chinese + "应发" }
        let titles = ["序号", "工号", "姓名", "村"] + months + ["合计（元）", "合计大写", "结转下期扣款", "领款人签字"]
        let widths = [6, 10, 10, 12, 10, 10, 10, 11, 30, 13, 14.0]
        for (place, width) in widths.enumerated() { sheet.columns(place...place, width: width) }
        sheet.height(row: 0, 30)
        sheet.merge(
            row: 0, columns: 0...titles.count - 1,
            "\(ShownText.short(head.township))网格员补贴发放表（\(head.quarter.chinese)）", .title)
        sheet.height(row: 1, 18)
        sheet.merge(row: 1, columns: 0...titles.count - 1, head.basis + "　" + head.name + "　单位：元", .subtitle)
        sheet.height(row: Self.headerRow, 24)
        for (place, title) in titles.enumerated() { sheet.write(title, row: Self.headerRow, column: place, .header) }
        sheet.freeze(rows: Self.headerRow + 1)
        sheet.hideGridlines()
        sheet.print(
            isLandscape: true, headerRows: Self.headerRow...Self.headerRow,
            foot: "\(ShownText.short(head.township))网格员补贴发放表　\(head.name)")
        sums = Array(repeating: .zero, count: months.count)
    }

    /// Adds an assessed member.
    mutating func add(_ member: Member, _ pay: [MonthPay]) {
        let row = next
        let centred = CellLook.plain.aligned(.centre)
        let due = pay.map(\.due).reduce(.zero, +)
        let carried = pay.last?.carriedForward ?? .zero
        sheet.height(row: row, 24)
        sheet.write(row - Self.headerRow, row: row, column: 0, centred)
        for (place, text) in [member.code, member.name, member.village].enumerated() {
            sheet.write(ShownText.plain(text.string), row: row, column: 1 + place, .plain)
        }
        for (place, month) in pay.enumerated() {
            sheet.write(hundredths: month.due.fen, row: row, column: 4 + place)
            sums[place] += month.due
        }
        sheet.write(hundredths: due.fen, row: row, column: 7)
        sheet.write(CapitalNumerals.of(due), row: row, column: 8, CellLook(shrinks: true))
        sheet.write(hundredths: carried.fen, row: row, column: 9)
        sheet.blank(row: row, column: 10)
        owed += carried
        next += 1
    }

    /// Writes the sums and the line for those who answer for them.
    func finish() {
        let total = sums.reduce(.zero, +)
        let sumLook = CellLook(font: "黑体", background: 0xF5F7FA, alignment: .right, number: .amount)
        let textLook = CellLook(font: "黑体", background: 0xF5F7FA, alignment: .centre)
        sheet.height(row: next, 26)
        sheet.merge(row: next, columns: 0...3, "合计", textLook)
        for (place, sum) in (sums + [total]).enumerated() {
            sheet.write(hundredths: sum.fen, row: next, column: 4 + place, sumLook)
        }
        let capitalLook = CellLook(font: "黑体", background: 0xF5F7FA, shrinks: true)
        sheet.write(CapitalNumerals.of(total), row: next, column: 8, capitalLook)
        sheet.write(hundredths: owed.fen, row: next, column: 9, sumLook)
        sheet.blank(row: next, column: 10, textLook)
        let line = CellLook(size: 11, hasBorder: false)
        sheet.height(row: next + 1, 30)
        sheet.merge(
            row: next + 1, columns: 0...10, "合计人民币（大写）：" + CapitalNumerals.of(total), line)
        sheet.height(row: next + 2, 34)
        sheet.merge(
            row: next + 2, columns: 0...10,
            "制表：　　　　　　　　　复核：　　　　　　　　　分管负责人：　　　　　　　　　（盖章）　　　　年　　月　　日", line)
    }
}
