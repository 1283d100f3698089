import AssessmentKernel
import Closing
import PaperParts
import Reports
import ResultTables
import Rulebook

/// 告知单: what a member lost, why, what is paid, and how to appeal.
struct SlipPaper {
    private let slip: HandedOut<PaperQuarter>
    private let member: PaperMember
    private let deductions: [PaperDeduction]

    /// - Parameter isPhone: whether it is set for a phone, larger and without what is signed.
    static func paper(
        _ words: PaperWords, _ member: PaperMember, _ deductions: [PaperDeduction], isPhone: Bool
    ) -> Paper {
        SlipPaper(
            slip: HandedOut(words, member.member, isPhone: isPhone), member: member, deductions: deductions
        ).paper
    }

    private var words: PaperWords { slip.words }
    private var isPhone: Bool { slip.isPhone }
    private var plain: Paper.Look { slip.plain }
    private var cell: Paper.Look { slip.cell }
    private var label: Paper.Look { slip.label }

    private var paper: Paper {
        var paper = slip.paper(
            words("\(words.subject)结果告知单", "\(words.subject): slip"), basis: words.basis,
            foot: "\(words.about.name)　\(slip.code)　\(slip.name)")
        paper.add(slip.person)
        paper.add(.table(result))
        if let unrated { paper.add(.text(.init(unrated, plain))) }
        paper.add(slip.head(words("各项得分", "Scores")))
        paper.add(.table(scores))
        paper.add(slip.head(words("扣分明细", "Deductions")))
        paper.add(taken)
        paper.add(slip.head(words.amount(words("发放", "Pay"))))
        paper.add(.table(pay))
        paper.add(payNotes)
        paper.add(slip.findings(words("认定事项", "Findings"), member.findings))
        paper.add(
            slip.closing(
                words(
                    "对扣分有异议的，请于\(words.appealTime)向\(words.issuer)提出：写明哪一项、哪一天，附上证明（照片、登记、证人均可）。每条扣分的原始记录可请经办人当面调出核对。申诉成立的重新结算，少发的补发，多发的扣回。",
                    "Whoever disagrees appeals to \(words.issuer) \(words.appealTime), naming the item and the day, with what proves it. The records behind each line are shown on request. An upheld appeal is settled anew."
                ),
                result: words(
                    "总分 \(member.total) 分，\(words.band(member.band))，应发 \(member.due) 元",
                    "total \(member.total), \(words.band(member.band)), due \(member.due) yuan")))
        return paper
    }

    private var result: PaperTable {
        let rank = member.rank.map { words("第 \($0) 名（共 \(ranked) 人）", "\($0) of \(ranked)") } ?? words("不排名", "none")
        var table = PaperTable(
            [.init(1, .centre), .init(1, .centre), .init(1, .centre)], look: Looks.figure, headLook: label)
        table.head([.init(words("总分", "Total")), .init(words("等次", "Band")), .init(words("名次", "Rank"))])
        table.add(
            [
                .init(member.total.description), .init(words.band(member.band)),
                .init(rank, look: isPhone ? Paper.Look(.head, 15) : Paper.Look(.head, 13)),
            ])
        return table
    }

    private var ranked: Int { words.about.members.count { $0.rank != nil } }

    private var unrated: String? {
        guard member.rank == nil else { return nil }
        return words(Band.whyUnrated(member.dutyDays, of: words.about.minimumDutyDays))
    }

    private var scores: PaperTable {
        let across = isPhone ? 1 : 2
        var table = PaperTable(
            (0..<across).flatMap { _ in [PaperTable.Column(7), .init(3, .trailing)] }, look: cell, below: 2)
        let items = words.about.items
        let rows = (items.count + across - 1) / across
        for row in 0..<rows {
            var cells: [PaperTable.Cell] = []
            for column in 0..<across {
                let place = row + column * rows
                guard place < items.count else {
                    cells += [.init(""), .init("")]
                    continue
                }
                let (about, maximum) = items[place]
                let lost = member.lost[about.key] ?? .zero
                cells += [
                    .init("\(about.number). \(words(about.title))"),
                    .init("\(maximum - lost) / \(maximum)", look: lost > .zero ? label : cell),
                ]
            }
            table.add(cells)
        }
        return table
    }

    /// A line of the deductions: those of one kind with the same words stand on one.
    private struct Line {
        let item: String
        let title, reason: String
        var days: [CivilDate]
        var points: Points
    }

    private var lines: [Line] {
        var lines: [Line] = []
        for taken in deductions {
            let (title, reason) = (words(taken.title), taken.reason.map { words($0) } ?? "")
            if let last = lines.last, last.item == taken.item, last.title == title, last.reason == reason {
                lines[lines.count - 1].days += [taken.date].compactMap(\.self)
                lines[lines.count - 1].points += taken.points
            } else {
                lines.append(
                    Line(
                        item: taken.item, title: title, reason: reason, days: [taken.date].compactMap(\.self),
                        points: taken.points))
            }
        }
        return lines
    }

    private var taken: [Paper.Part] {
        guard !deductions.isEmpty else {
            return [.text(.init(words("本季没有扣分。", "No points were deducted this quarter."), plain, below: 3))]
        }
        var table = PaperTable(
            isPhone ? [.init(1), .init(0.22, .trailing)] : [.init(25), .init(129), .init(14, .trailing)], look: cell,
            headLook: label, below: 1.5)
        if !isPhone {
            table.head([
                .init(words("日期", "Day")),
                .init(words("事由：应如何、记录如何、如何扣分", "What was expected, what the records say, how the points follow")),
                .init(words("扣分", "Points")),
            ])
        }
        let lines = lines
        for (about, maximum) in words.about.items {
            let mine = lines.filter { $0.item == about.key }
            guard !mine.isEmpty else { continue }
            let sum = mine.reduce(Points.zero) { $0 + $1.points }
            let lost = member.lost[about.key] ?? .zero
            let capped =
                sum > lost
                ? words("（合计 \(sum) 分，以满分 \(maximum) 分为限）", " (\(sum) in all, at most \(maximum))") : ""
            table.add(
                [
                    .init(
                        "\(about.number). \(words(about.title))（\(words(about.clause.title))）\(capped)",
                        span: isPhone ? 1 : 2,
                        look: label, isShaded: true), .init(lost.description, look: label, isShaded: true),
                ])
            for (place, line) in mine.enumerated() {
                let told = line.reason.isEmpty ? line.title : line.title + words("：", ": ") + line.reason
                let days = line.days.isEmpty ? words("本季", "quarter") : words.days(line.days)
                let cells: [PaperTable.Cell] =
                    isPhone
                    ? [.init(days + "　" + told), .init(line.points.description)]
                    : [.init(days), .init(told), .init(line.points.description)]
                // The head of an item is not left alone at the foot of a page.
                table.add(cells, isKept: place == 0)
            }
        }
        return [.table(table)]
    }

    private var pay: PaperTable {
        let shown = words.about.amounts.filter { column in
            column.isListed(ifAny: member.pay.contains { $0[column.key] != .zero })
        }
        // Months across: three columns of figures are readable in any size.
        var table = PaperTable(
            [.init(4)] + member.pay.map { _ in .init(3, .trailing) } + [.init(3, .trailing)], look: cell,
            headLook: label,
            below: 1.5)
        table.head([.init("")] + member.pay.map { .init(words.month($0.month)) } + [.init(words("合计", "Sum"))])
        table.add(
            [.init(words("在岗天数", "Days in post"), look: label, isShaded: true)]
                + member.pay.map { .init(String($0.days)) } + [.init(String(member.pay.reduce(0) { $0 + $1.days }))])
        for column in shown {
            func cell(_ amount: Yuan) -> PaperTable.Cell {
                .init(column.shown(amount).description, look: column.isDue ? label : self.cell)
            }
            table.add(
                [.init(words(column.title), look: label, isShaded: true)]
                    + member.pay.map { cell($0[column.key]) } + [cell(column.sum(member.pay) { $0[column.key] })])
        }
        return table
    }

    private var payNotes: [Paper.Part] {
        var parts: [Paper.Part] = []
        if words.isChinese {
            parts.append(.text(.init("应发合计（大写）：\(CapitalNumerals.of(member.due))", plain, below: 1.5)))
        }
        for charge in member.charges {
            let told = words(charge.told)
            parts.append(.text(.init(words("设备扣款：\(told)。", "Charge: \(told)."), plain)))
        }
        parts.append(.gap(1.5))
        return parts
    }
}
