import AssessmentKernel
import PaperParts
import Reports

/// 告知单: what a member lost, why, what is paid, and how to appeal.
struct SlipPaper {
    private let words: PaperWords
    private let member: PaperMember
    private let deductions: [PaperDeduction]
    private let isPhone: Bool

    /// - Parameter isPhone: whether it is set for a phone, larger and without what is signed.
    static func paper(
        _ words: PaperWords, _ member: PaperMember, _ deductions: [PaperDeduction], isPhone: Bool
    ) -> Paper {
        SlipPaper(words: words, member: member, deductions: deductions, isPhone: isPhone).paper
    }

    private var name: String { ShownWord.line(member.member.name.string, to: 24) }
    private var code: String { ShownWord.line(member.member.code.string, to: 24) }
    private var plain: Paper.Look { isPhone ? Paper.Look(.text, 16) : Paper.Look(.text, 12) }
    private var cell: Paper.Look { isPhone ? Paper.Look(.text, 15) : Paper.Look(.text, 11) }
    private var label: Paper.Look { isPhone ? Paper.Look(.head, 15) : Paper.Look(.head, 11) }

    private var paper: Paper {
        let title = words("\(words.subject)结果告知单", "\(words.subject): slip")
        var paper = Paper(
            title: "\(member.member.code) \(name)", sheet: isPhone ? .phone : .portrait,
            numbering: isPhone ? nil : words.numbering, foot: "\(words.about.name)　\(code)　\(name)")
        paper.add(.text(.init(title, isPhone ? Paper.Look(.title, 19) : Paper.Look(.title, 18), .centre, below: 2)))
        paper.add(.text(.init(words.basis, isPhone ? Paper.Look(.text, 14) : Looks.basis, .centre, below: 3)))
        paper.add(.table(PersonTable.table(words, member.member, isPhone: isPhone)))
        paper.add(.table(result))
        if let unrated { paper.add(.text(.init(unrated, plain))) }
        paper.add(head(words("各项得分", "Scores")))
        paper.add(.table(scores))
        paper.add(head(words("扣分明细", "Deductions")))
        paper.add(taken)
        paper.add(head(words.amount(words("发放", "Pay"))))
        paper.add(.table(pay))
        paper.add(payNotes)
        if !member.findings.isEmpty {
            paper.add(head(words("认定事项", "Findings")))
            paper.add(
                member.findings.map {
                    .text(.init(words($0.title) + words("：", ": ") + ShownWord.line(words($0.basis), to: 300), plain))
                })
        }
        paper.add(isPhone ? appeal : [.together(appeal + signature)])
        return paper
    }

    private func head(_ text: String) -> Paper.Part {
        .text(.init(text, isPhone ? Paper.Look(.head, 17) : Looks.head, below: 1.2))
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
        let least = words.about.minimumDutyDays
        return words(
            "本季应到岗 \(member.dutyDays) 天，不足 \(least) 天，按细则不评等、不排名，绩效为零。",
            "\(member.dutyDays) duty days in the quarter, fewer than \(least): by the rules neither rated nor ranked, and no performance pay."
        )
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
        let parts: [(key: String, title: LocalText, isTaken: Bool)] = [
            ("base", LocalText("基本补贴", "Base"), false), ("performance", LocalText("绩效", "Performance"), false),
            ("charges", LocalText("设备扣款", "Charges"), true), ("adjustment", LocalText("补差", "Adjustment"), false),
            ("already_paid", LocalText("已发", "Already paid"), true),
            ("brought_forward", LocalText("上期结转扣款", "Brought forward"), true), ("due", LocalText("应发", "Due"), false),
            ("carried_forward", LocalText("结转下期扣款", "Carried forward"), false),
        ]
        let always: Set = ["base", "performance", "due"]
        let shown = parts.filter { part in always.contains(part.key) || member.pay.contains { $0[part.key] != .zero } }
        // Months across: three columns of figures are readable in any size.
        var table = PaperTable(
            [.init(4)] + member.pay.map { _ in .init(3, .trailing) } + [.init(3, .trailing)], look: cell,
            headLook: label,
            below: 1.5)
        table.head([.init("")] + member.pay.map { .init(words.month($0.month)) } + [.init(words("合计", "Sum"))])
        table.add(
            [.init(words("在岗天数", "Days in post"), look: label, isShaded: true)]
                + member.pay.map { .init(String($0.days)) } + [.init(String(member.pay.reduce(0) { $0 + $1.days }))])
        for part in shown {
            let isDue = part.key == "due"
            func text(_ amount: Yuan) -> String { (part.isTaken ? -amount : amount).description }
            let sum = member.over(part.key)
            table.add(
                [.init(words(part.title), look: label, isShaded: true)]
                    + member.pay.map { .init(text($0[part.key]), look: isDue ? label : cell) }
                    + [.init(text(sum), look: isDue ? label : cell)])
        }
        return table
    }

    private var payNotes: [Paper.Part] {
        var parts: [Paper.Part] = []
        if words.isChinese {
            parts.append(.text(.init("应发合计（大写）：\(CapitalNumerals.of(member.due))", plain, below: 1.5)))
        }
        for charge in member.charges {
            let asset = ShownWord.line(charge.asset, to: 40)
            parts.append(
                .text(
                    .init(
                        words(
                            "设备扣款：\(words.day(charge.date)) \(asset)\(charge.change.chinese)，本人责任，\(charge.cost) 元。",
                            "Charge: \(charge.date) \(asset), \(charge.change.english.lowercased()) at the member's fault, \(charge.cost) yuan."
                        ),
                        plain)))
        }
        parts.append(.gap(1.5))
        return parts
    }

    private var appeal: [Paper.Part] {
        SlipPaper.appeal(
            words, plain,
            words(
                "对扣分有异议的，请于\(words.appealTime)向\(words.issuer)提出：写明哪一项、哪一天，附上证明（照片、登记、证人均可）。每条扣分的原始记录可请经办人当面调出核对。申诉成立的重新结算，少发的补发，多发的扣回。",
                "Whoever disagrees appeals to \(words.issuer) \(words.appealTime), naming the item and the day, with what proves it. The records behind each line are shown on request. An upheld appeal is settled anew."
            ))
    }

    /// What the member signs and gives back.
    private var signature: [Paper.Part] {
        SlipPaper.signature(
            words, plain,
            words(
                "回条　\(name)（\(code)）　\(words.quarter)　总分 \(member.total) 分，\(words.band(member.band))，应发 \(member.due) 元",
                "Return: \(name) (\(code)), \(words.quarter), total \(member.total), \(words.band(member.band)), due \(member.due) yuan"
            ))
    }
}

extension SlipPaper {
    /// How to check the records and to appeal.
    ///
    /// - Parameter text: how to, in words.
    static func appeal<About>(_ words: Words<About>, _ plain: Paper.Look, _ text: String) -> [Paper.Part] {
        let isPhone = plain.size > 14
        return [
            .text(
                .init(
                    words("核对与申诉", "Checking and appeal"), isPhone ? Paper.Look(.head, 17) : Looks.head, below: 1.2)),
            .text(.init(text, plain, leading: 1.15)),
            .text(
                .init(
                    words(
                        "联系电话：\(words.telephone)　受理地点：\(words.place)",
                        "Telephone: \(words.telephone)  Place: \(words.place)"),
                    plain, below: 2)),
        ]
    }

    /// What the member signs and gives back.
    ///
    /// - Parameter head: whose it is.
    static func signature<About>(_ words: Words<About>, _ plain: Paper.Look, _ head: String) -> [Paper.Part] {
        var table = PaperTable([.init(1), .init(1)], look: plain, isRuled: false, below: 0)
        table.add(
            [
                .init(words("本人签字：", "Signature: ")),
                .init(words("日期：　　　　年　　月　　日", "Date: ____-__-__")),
            ], height: 11)
        return [
            .cut(words("沿此线剪下，签字后交回", "tear off here, sign and return")),
            .text(.init(head, plain)),
            .text(
                .init(
                    words(
                        "□ 本人已收到告知单，无异议。\n□ 有异议，事项与理由：",
                        "[ ] received, no objection\n[ ] objection, item and reason:"), plain, below: 9, leading: 1.25)),
            .table(table),
        ]
    }
}
