import AssessmentKernel
import PaperParts
import WorkbookWriter

/// 银行代发清单: a workbook for the bank, one row per member who is paid.
enum BankList {
    static func write(_ words: PaperWords, to path: String) throws(Problem) {
        let title = words(
            "\(words.township)\(words.quarter)网格员补贴代发清单", "\(words.township): bank list, \(words.quarter)")
        let book = try WorkbookFile(path, title: title, created: words.about.closedOn)
        let sheet = try book.sheet(words("银行代发清单", "Bank list"))
        let columns: [(String, Double)] = [
            (words("序号", "No."), 6), (words("户名", "Name"), 12), (words("身份证号", "Identity number"), 22),
            (words("开户行", "Bank"), 28), (words("账号", "Account"), 26), (words("金额（元）", "Amount (yuan)"), 13),
            (words("摘要", "Purpose"), 30),
        ]
        for (place, column) in columns.enumerated() { sheet.columns(place...place, width: column.1) }
        let head = CellLook(font: "黑体", background: 0xF5F7FA, alignment: .centre)
        for (place, column) in columns.enumerated() { sheet.write(column.0, row: 0, column: place, head) }
        sheet.freeze(rows: 1)
        var row = 1
        let paid = words.about.paid
        for one in paid {
            let account = one.account
            sheet.write(row, row: row, column: 0, CellLook(alignment: .centre))
            for (place, text) in [
                one.member.name.string, account?.idNumber ?? "", account?.bank ?? "", account?.number ?? "",
            ].enumerated() {
                sheet.write(ShownWord.line(text), row: row, column: 1 + place, .plain)
            }
            sheet.write(hundredths: one.due.fen, row: row, column: 5)
            sheet.write(words("\(words.quarter)网格员补贴", "Pay \(words.quarter)"), row: row, column: 6, .plain)
            row += 1
        }
        let sum = CellLook(font: "黑体", background: 0xF5F7FA, alignment: .right, number: .amount)
        sheet.merge(row: row, columns: 0...4, words("合计 \(paid.count) 笔", "Total of \(paid.count)"), head)
        sheet.write(hundredths: paid.reduce(Yuan.zero) { $0 + $1.due }.fen, row: row, column: 5, sum)
        sheet.blank(row: row, column: 6, head)
        sheet.print(isLandscape: true, headerRows: 0...0, foot: title)
        try book.close()
    }
}
