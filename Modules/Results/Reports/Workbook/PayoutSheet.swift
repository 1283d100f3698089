import AssessmentKernel
import Closing
import ResultTables
import WorkbookWriter

/// 发放表: the members by office with subtotals, ready to sign, with sums in capital numerals, as the paper has it.
struct PayoutSheet {
    private let sheet: SheetWriter
    private let head: ReportHead
    private let words: ReportWords
    /// The amounts of the pay table, and what a sheet of them has.
    private let amounts: [ShownColumn<PayView.Row>]
    private let pay: PaySheet
    private var lines: [PaySheet.Sums] = []

    init(_ sheet: SheetWriter, _ head: ReportHead) {
        self.sheet = sheet
        self.head = head
        words = head.words
        let shown = head.tables.pay.columns(for: .paper, by: head.rules.rulebook)
            .compactMap { part in PayColumn(part.column).map { (part, $0) } }
        amounts = shown.map(\.0)
        pay = PaySheet(head.quarter.months, shown.map(\.1))
    }

    /// Adds the pay of the next assessed member.
    mutating func add(_ rows: [(member: Member, pay: MonthPay)]) {
        lines.append(
            pay.sums(of: rows.map(\.pay.month)) { row, place in
                guard case .number(let fen) = amounts[place].value(rows[row]) else { return .zero }
                return Yuan(fen: fen)
            })
    }

    /// Writes the sheet: the members, the sums and who signs.
    func finish(_ summary: ReportSummary) {
        let all = lines.reduce(into: pay.none) { $0 += $1 }
        let shown = pay.columns(for: lines)
        let columns: [(String, Double)] =
            [(words("序号", "No."), 5), (words("工号", "Code"), 9), (words("姓名", "Name"), 9), (words("村", "Village"), 11)]
            + shown.map(head(of:)) + [(words("领款人签字", "Signature"), 22)]
        let township = ShownText.short(head.township)
        let title = words(
            "\(township)\(head.quarter.chinese)网格员补贴发放表", "\(township): pay of grid members, \(head.quarter)")
        SheetFrame(
            title: title, subtitle: head.basis + words.gap + head.name + words("　单位：元", "; in yuan"),
            foot: "\(title)　\(head.name)", headerHeight: 32, words: words
        ).write(to: sheet, columns: columns)
        var row = SheetFrame.headerRow
        var number = 0
        let last = columns.count - 1
        for (office, members) in summary.offices {
            row += 1
            sheet.height(row: row, 20)
            let count = members.count
            sheet.merge(
                row: row, columns: 0...last,
                ShownText.short(office.string) + words("（\(count) 人）", " (\(count))"), .group)
            var sums = pay.none
            for place in members where place < lines.count {
                row += 1
                number += 1
                write(summary.standings[place].member, lines[place], number, row, shown, last)
                sums += lines[place]
            }
            row += 1
            write(sums, words("小计", "Subtotal"), row, shown, last)
        }
        row += 1
        write(all, words("合计", "Total"), row, shown, last)
        sign(summary.due, after: row, last)
    }

    /// The title and the width of a column.
    private func head(of column: PaySheet.Column) -> (String, Double) {
        switch column.content {
        case .part(let amount): (words(amount.title), 10)
        case .month(let month): (words.month(month) + words("应发", " due"), 9.5)
        case .due: (words("应发合计", "Due"), 11)
        case .after(let amount): (words(amount.title), 9.5)
        }
    }

    private func write(
        _ member: Member, _ sums: PaySheet.Sums, _ number: Int, _ row: Int, _ shown: [PaySheet.Column], _ last: Int
    ) {
        let texts = [member.code, member.name, member.village].map { ShownText.plain($0.string) }
        let lines = zip(texts, [8.0, 8, 10]).map { DisplayWidth.lines($0, width: $1) }
        sheet.height(row: row, max(26, Double(4 + 13 * (lines.max() ?? 1))))
        sheet.write(number, row: row, column: 0, .centred)
        for (place, text) in texts.enumerated() {
            sheet.write(text, row: row, column: 1 + place, lines[place] > 1 ? .wrapped : .plain)
        }
        for (place, amount) in shown.map({ $0.figure(sums) }).enumerated() {
            sheet.write(hundredths: amount.fen, row: row, column: 4 + place)
        }
        sheet.blank(row: row, column: last)
    }

    private func write(
        _ sums: PaySheet.Sums, _ title: String, _ row: Int, _ shown: [PaySheet.Column], _ last: Int
    ) {
        sheet.height(row: row, 22)
        sheet.merge(row: row, columns: 0...3, title, CellLook.group.aligned(.centre))
        for (place, amount) in shown.map({ $0.figure(sums) }).enumerated() {
            sheet.write(hundredths: amount.fen, row: row, column: 4 + place, .sum)
        }
        sheet.blank(row: row, column: last, .group)
    }

    /// The sum in words, and the line where people sign.
    private func sign(_ total: Yuan, after row: Int, _ last: Int) {
        let line = CellLook(size: 11, hasBorder: false)
        sheet.height(row: row + 1, 30)
        sheet.merge(
            row: row + 1, columns: 0...last,
            words("合计人民币（大写）：\(CapitalNumerals.of(total))　　￥\(total)", "Total: ￥\(total)"), line)
        sheet.height(row: row + 2, 34)
        sheet.merge(
            row: row + 2, columns: 0...last,
            words(
                "制表：　　　　　　　　　审核：　　　　　　　　　财务：　　　　　　　　　主要领导：　　　　　　　　　（盖章）　　　　年　　月　　日",
                "Prepared by:            Checked by:            Paid by:            Approved by:            (seal)  ____-__-__"
            ), line)
    }
}
