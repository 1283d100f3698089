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
        let looks = MemberLooks(sheet)
        for (office, members) in summary.offices {
            row += 1
            let title = ShownText.short(office.string) + words("（\(members.count) 人）", " (\(members.count))")
            add(title, sheet.ready(.group), over: last, row, height: 20)
            var sums = pay.none
            for place in members where place < lines.count {
                row += 1
                number += 1
                add(summary.standings[place].member, lines[place], number, row, shown, looks)
                sums += lines[place]
            }
            row += 1
            add(sums, words("小计", "Subtotal"), row, shown)
        }
        row += 1
        add(all, words("合计", "Total"), row, shown)
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

    /// The looks of a member's row.
    private struct MemberLooks {
        let number, text, wrapped, amount: SheetWriter.ReadyLook

        init(_ sheet: SheetWriter) {
            (number, text) = (sheet.ready(.centred), sheet.ready(.plain))
            (wrapped, amount) = (sheet.ready(.wrapped), sheet.ready(.amount))
        }
    }

    private func add(
        _ member: Member, _ sums: PaySheet.Sums, _ number: Int, _ row: Int, _ shown: [PaySheet.Column],
        _ looks: MemberLooks
    ) {
        let texts = [member.code, member.name, member.village].map { ShownText.plain($0.string) }
        let lines = zip(texts, [8.0, 8, 10]).map { DisplayWidth.lines($0, width: $1) }
        var cells = [SheetWriter.RowCell(.whole(number), looks.number)]
        cells += zip(texts, lines).map { .init(.text($0), $1 > 1 ? looks.wrapped : looks.text) }
        cells += shown.map { .init(.hundredths($0.figure(sums).fen), looks.amount) }
        cells.append(.init(.text(""), looks.text))
        sheet.add(row: row, height: max(26, 4 + 13 * (lines.max() ?? 1)), cells)
    }

    private func add(_ sums: PaySheet.Sums, _ title: String, _ row: Int, _ shown: [PaySheet.Column]) {
        let (name, sum, blank) = (sheet.ready(.group.aligned(.centre)), sheet.ready(.sum), sheet.ready(.group))
        let cells = shown.map { SheetWriter.RowCell(.hundredths($0.figure(sums).fen), sum) }
        add(title, name, over: 3, row, height: 22, cells + [.init(.text(""), blank)])
    }

    /// A row that begins with one cell over several columns.
    private func add(
        _ title: String, _ look: SheetWriter.ReadyLook, over last: Int, _ row: Int, height: Int,
        _ rest: [SheetWriter.RowCell] = []
    ) {
        let cells = (0...last).map { SheetWriter.RowCell(.text($0 == 0 ? title : ""), look) }
        sheet.add(row: row, height: height, cells + rest, merged: 0...last)
    }

    /// The sum in words, and the line where people sign.
    private func sign(_ total: Yuan, after row: Int, _ last: Int) {
        let line = sheet.ready(CellLook(size: 11, hasBorder: false))
        let sum = words("合计人民币（大写）：\(CapitalNumerals.of(total))　　￥\(total)", "Total: ￥\(total)")
        add(sum, line, over: last, row + 1, height: 30)
        let signed = words(
            "制表：　　　　　　　　　审核：　　　　　　　　　财务：　　　　　　　　　主要领导：　　　　　　　　　（盖章）　　　　年　　月　　日",
            "Prepared by:            Checked by:            Paid by:            Approved by:            (seal)  ____-__-__"
        )
        add(signed, line, over: last, row + 2, height: 34)
    }
}
