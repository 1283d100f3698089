import AssessmentKernel
import Closing
import WorkbookWriter

/// 发放表: one line per member, ready to sign, with sums in capital numerals.
struct PayoutSheet {
    private let sheet: SheetWriter
    private var next = SheetFrame.headerRow + 1
    private var sums: [Yuan] = []
    private var owed = Yuan.zero

    init(_ sheet: SheetWriter, _ head: ReportHead) {
        self.sheet = sheet
        let months = head.quarter.months.map { $0.chinese + "应发" }
        let columns: [(String, Double)] =
            [("序号", 6), ("工号", 10), ("姓名", 10), ("村", 12)] + months.map { ($0, 10) }
            + [("合计（元）", 11), ("合计大写", 30), ("结转下期扣款", 13), ("领款人签字", 14)]
        let title = "\(ShownText.short(head.township))网格员补贴发放表"
        let frame = SheetFrame(
            title: "\(title)（\(head.quarter.chinese)）", subtitle: head.basis + "　" + head.name + "　单位：元",
            foot: "\(title)　\(head.name)", headerHeight: 24)
        frame.write(to: sheet, columns: columns)
        sums = Array(repeating: .zero, count: months.count)
    }

    /// Adds an assessed member.
    mutating func add(_ member: Member, _ pay: [MonthPay]) {
        let row = next
        let paid = PaidQuarter(pay)
        sheet.height(row: row, 24)
        sheet.write(row - SheetFrame.headerRow, row: row, column: 0, .centred)
        for (place, text) in [member.code, member.name, member.village].enumerated() {
            sheet.write(ShownText.plain(text.string), row: row, column: 1 + place, .plain)
        }
        for (place, month) in pay.enumerated() {
            sheet.write(hundredths: month.due.fen, row: row, column: 4 + place)
            sums[place] += month.due
        }
        sheet.write(hundredths: paid.due.fen, row: row, column: 7)
        sheet.write(CapitalNumerals.of(paid.due), row: row, column: 8, CellLook(shrinks: true))
        sheet.write(hundredths: paid.carried.fen, row: row, column: 9)
        sheet.blank(row: row, column: 10)
        owed += paid.carried
        next += 1
    }

    /// Writes the sums and the signature line.
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
