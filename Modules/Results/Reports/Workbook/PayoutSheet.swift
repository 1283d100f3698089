import AssessmentKernel
import Closing
import WorkbookWriter

/// 发放表: the members by office with subtotals, ready to sign, with sums in capital numerals, as the paper has it.
struct PayoutSheet {
    /// What a member's line needs, in the few numbers that are kept of each.
    private struct Sums {
        var base = Yuan.zero, performance = Yuan.zero, charges = Yuan.zero
        var adjustment = Yuan.zero, alreadyPaid = Yuan.zero, broughtForward = Yuan.zero
        var due: [Yuan]
        var carried = Yuan.zero

        /// The amounts from the base to what is brought forward, in the order of the columns.
        var parts: [Yuan] { [base, performance, -charges, adjustment, -alreadyPaid, -broughtForward] }
        var total: Yuan { due.reduce(.zero, +) }

        static func += (left: inout Sums, right: Sums) {
            left.base += right.base
            left.performance += right.performance
            left.charges += right.charges
            left.adjustment += right.adjustment
            left.alreadyPaid += right.alreadyPaid
            left.broughtForward += right.broughtForward
            left.carried += right.carried
            for (place, due) in right.due.enumerated() where place < left.due.count { left.due[place] += due }
        }
    }

    /// Columns that are left out when no member has a value in them.
    private static let optional: Set = [3, 4]

    private let sheet: SheetWriter
    private let head: ReportHead
    private let words: ReportWords
    private var lines: [Sums] = []

    init(_ sheet: SheetWriter, _ head: ReportHead) {
        self.sheet = sheet
        self.head = head
        words = head.words
    }

    private var none: Sums { Sums(due: Array(repeating: .zero, count: head.quarter.months.count)) }

    /// Adds the next assessed member.
    mutating func add(_ pay: [MonthPay]) {
        var sums = none
        for (place, month) in pay.enumerated() {
            sums.base += month.base
            sums.performance += month.performance
            sums.charges += month.charges
            sums.adjustment += month.adjustment
            sums.alreadyPaid += month.alreadyPaid
            if place < sums.due.count { sums.due[place] = month.due }
        }
        for month in MonthsCounted(payColumn: "brought_forward").of(pay) { sums.broughtForward += month.broughtForward }
        for month in MonthsCounted(payColumn: "carried_forward").of(pay) { sums.carried += month.carriedForward }
        lines.append(sums)
    }

    /// Writes the sheet: the members, the sums and who signs.
    func finish(_ summary: ReportSummary) {
        let all = lines.reduce(into: none) { $0 += $1 }
        let titles = [
            words("基本补贴", "Base"), words("绩效", "Performance"), words("设备扣款", "Charges"), words("补差", "Adjustment"),
            words("已发", "Already paid"), words("上期结转扣款", "Brought forward"),
        ]
        let shown = titles.indices.filter { part in
            !PayoutSheet.optional.contains(part) || lines.contains { $0.parts[part] != .zero }
        }
        let columns: [(String, Double)] =
            [(words("序号", "No."), 5), (words("工号", "Code"), 9), (words("姓名", "Name"), 9), (words("村", "Village"), 11)]
            + shown.map { (titles[$0], 10) } + head.quarter.months.map { (words.month($0) + words("应发", " due"), 9.5) }
            + [
                (words("应发合计", "Due"), 11), (words("结转下期扣款", "Carried forward"), 9.5),
                (words("领款人签字", "Signature"), 22),
            ]
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
            var sums = none
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
        sign(all.total, after: row, last)
    }

    private func write(_ member: Member, _ sums: Sums, _ number: Int, _ row: Int, _ shown: [Int], _ last: Int) {
        let texts = [member.code, member.name, member.village].map { ShownText.plain($0.string) }
        let lines = zip(texts, [8.0, 8, 10]).map { DisplayWidth.lines($0, width: $1) }
        sheet.height(row: row, max(26, Double(4 + 13 * (lines.max() ?? 1))))
        sheet.write(number, row: row, column: 0, .centred)
        for (place, text) in texts.enumerated() {
            sheet.write(text, row: row, column: 1 + place, lines[place] > 1 ? .wrapped : .plain)
        }
        for (place, amount) in amounts(sums, shown).enumerated() {
            sheet.write(hundredths: amount.fen, row: row, column: 4 + place)
        }
        sheet.blank(row: row, column: last)
    }

    private func write(_ sums: Sums, _ title: String, _ row: Int, _ shown: [Int], _ last: Int) {
        sheet.height(row: row, 22)
        sheet.merge(row: row, columns: 0...3, title, CellLook.group.aligned(.centre))
        for (place, amount) in amounts(sums, shown).enumerated() {
            sheet.write(hundredths: amount.fen, row: row, column: 4 + place, .sum)
        }
        sheet.blank(row: row, column: last, .group)
    }

    private func amounts(_ sums: Sums, _ shown: [Int]) -> [Yuan] {
        shown.map { sums.parts[$0] } + sums.due + [sums.total, sums.carried]
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
