import AssessmentKernel
import PaperParts

/// 告知单 of a year: what a member's year comes to, and how to appeal.
struct YearSlipPaper {
    private let words: Words<PaperYear>
    private let result: PaperYear.Result
    private let isPhone: Bool

    /// - Parameter isPhone: whether it is set for a phone, larger and without what is signed.
    static func paper(_ words: Words<PaperYear>, _ result: PaperYear.Result, isPhone: Bool) -> Paper {
        YearSlipPaper(words: words, result: result, isPhone: isPhone).paper
    }

    /// What it is called.
    static func title(_ words: Words<PaperYear>) -> String {
        words(
            "\(words.township)\(words.quarter)网格员考评结果告知单", "\(words.township): review of grid members, \(words.quarter)"
        )
    }

    private var name: String { ShownWord.line(result.member.name.string, to: 24) }
    private var code: String { ShownWord.line(result.member.code.string, to: 24) }
    private var plain: Paper.Look { isPhone ? Paper.Look(.text, 16) : Paper.Look(.text, 12.5) }
    private var cell: Paper.Look { isPhone ? Paper.Look(.text, 15) : Paper.Look(.text, 12) }
    private var label: Paper.Look { isPhone ? Paper.Look(.head, 15) : Paper.Look(.head, 12) }

    private var paper: Paper {
        var paper = Paper(
            title: "\(code) \(name)", sheet: isPhone ? .phone : .portrait, numbering: isPhone ? nil : words.numbering,
            foot: "\(words.about.name)　\(code)　\(name)")
        paper.add(
            .text(
                .init(
                    YearSlipPaper.title(words), isPhone ? Paper.Look(.title, 19) : Paper.Look(.title, 18), .centre,
                    below: 2)))
        paper.add(.text(.init(words.basis, isPhone ? Paper.Look(.text, 14) : Looks.basis, .centre, below: 3)))
        paper.add(.table(PersonTable.table(words, result.member, isPhone: isPhone)))
        paper.add(.table(figures))
        paper.add(words.reasons(for: result).map { .text(.init($0, plain)) })
        paper.add(head(words("得分构成", "What the composite is made of")))
        paper.add(.table(parts))
        if !result.findings.isEmpty {
            paper.add(head(words("年度认定", "Findings of the year")))
            paper.add(
                result.findings.map {
                    .text(.init(words($0.title) + words("：", ": ") + ShownWord.line(words($0.basis), to: 300), plain))
                })
        }
        paper.add(isPhone ? appeal : [.together(appeal + signature)])
        return paper
    }

    private func head(_ text: String) -> Paper.Part {
        .text(.init(text, isPhone ? Paper.Look(.head, 17) : Looks.head, below: 1.2))
    }

    private var figures: PaperTable {
        var table = PaperTable(
            [.init(1, .centre), .init(1, .centre), .init(1, .centre)], look: Looks.figure, headLook: label)
        table.head([
            .init(words("综合得分", "Composite")), .init(words("优秀推荐", "Excellent")),
            .init(words("所在网格星级", "Grid's stars")),
        ])
        let excellent =
            result.isExcellent
            ? words("推荐", "yes") : result.isEligible ? words("未入选", "not chosen") : words("不符合条件", "not eligible")
        table.add([
            .init(result.composite.description), .init(excellent, look: Paper.Look(.head, 15)),
            .init(
                result.stars.map { $0 == 0 ? words("无", "none") : YearPostingPaper.stars($0) } ?? "—",
                look: Paper.Look(.head, 15)),
        ])
        return table
    }

    private var parts: PaperTable {
        var table = PaperTable([.init(7), .init(3, .trailing)], look: cell, headLook: label, below: 3)
        for number in 1...4 {
            let total = result.totals[number]?.description ?? words("未评等", "not rated")
            table.add([
                .init(words("第\(["一", "二", "三", "四"][number - 1])季度总分", "Total of quarter \(number)")), .init(total),
            ])
        }
        table.add([
            .init(words("季均分", "Mean of the quarters"), look: label), .init(result.quarters.description, look: label),
        ])
        table.add([
            .init(words("月均分", "Mean of the months"), look: label), .init(result.months.description, look: label),
        ])
        table.add([
            .init(words("满意度得分（%）", "Satisfaction (%)"), look: label),
            .init(result.satisfaction?.description ?? words("无评议", "no ballots"), look: label),
        ])
        return table
    }

    private var appeal: [Paper.Part] {
        SlipPaper.appeal(
            words, plain,
            words(
                "对结果有异议的，请于\(words.appealTime)向\(words.issuer)提出：写明哪一季、哪一项，附上证明。各季的扣分明细见当季告知单，原始记录可请经办人当面调出核对。",
                "Whoever disagrees appeals to \(words.issuer) \(words.appealTime), naming the quarter and the item, with what proves it. The deductions are on the quarters' slips; the records behind them are shown on request."
            ))
    }

    /// What the member signs and gives back.
    private var signature: [Paper.Part] {
        SlipPaper.signature(
            words, plain,
            words(
                "回条　\(name)（\(code)）　\(words.quarter)　综合得分 \(result.composite) 分",
                "Return: \(name) (\(code)), \(words.quarter), composite \(result.composite)"))
    }
}
