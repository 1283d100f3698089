import AssessmentKernel
import PaperParts
import Reports

/// 告知单 of a year: what a member's year comes to, and how to appeal.
struct YearSlipPaper {
    private let slip: HandedOut<PaperYear>
    private let result: PaperYear.Result

    /// - Parameter isPhone: whether it is set for a phone, larger and without what is signed.
    static func paper(_ words: Words<PaperYear>, _ result: PaperYear.Result, isPhone: Bool) -> Paper {
        YearSlipPaper(
            slip: HandedOut(words, result.member, isPhone: isPhone, .init(plain: 12.5, cell: 12, label: 12)),
            result: result
        ).paper
    }

    /// What it is called.
    static func title(_ words: Words<PaperYear>) -> String {
        words(
            "\(words.township)\(words.quarter)网格员考评结果告知单", "\(words.township): review of grid members, \(words.quarter)"
        )
    }

    private var words: Words<PaperYear> { slip.words }

    private var paper: Paper {
        var paper = slip.paper(
            YearSlipPaper.title(words), basis: words.basis, foot: "\(words.about.name)　\(slip.code)　\(slip.name)")
        paper.add(slip.person)
        paper.add(.table(figures))
        paper.add(words.reasons(for: result).map { .text(.init($0, slip.plain)) })
        paper.add(slip.head(words("得分构成", "What the composite is made of")))
        paper.add(.table(parts))
        paper.add(slip.findings(words("年度认定", "Findings of the year"), result.findings))
        paper.add(
            slip.closing(
                words(
                    "对结果有异议的，请于\(words.appealTime)向\(words.issuer)提出：写明哪一季、哪一项，附上证明。各季的扣分明细见当季告知单，原始记录可请经办人当面调出核对。",
                    "Whoever disagrees appeals to \(words.issuer) \(words.appealTime), naming the quarter and the item, with what proves it. The deductions are on the quarters' slips; the records behind them are shown on request."
                ), result: words("综合得分 \(result.composite) 分", "composite \(result.composite)")))
        return paper
    }

    private var figures: PaperTable {
        var table = PaperTable(
            [.init(1, .centre), .init(1, .centre), .init(1, .centre)], look: Looks.figure, headLook: slip.label)
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
        var table = PaperTable([.init(7), .init(3, .trailing)], look: slip.cell, headLook: slip.label, below: 3)
        for number in 1...4 {
            let total = result.totals[number]?.description ?? words("未评等", "not rated")
            table.add([
                .init(words("第\(Quarter.chineseNumber(number))季度总分", "Total of quarter \(number)")), .init(total),
            ])
        }
        table.add([
            .init(words("季均分", "Mean of the quarters"), look: slip.label),
            .init(result.quarters.description, look: slip.label),
        ])
        table.add([
            .init(words("月均分", "Mean of the months"), look: slip.label),
            .init(result.months.description, look: slip.label),
        ])
        table.add([
            .init(words("满意度得分（%）", "Satisfaction (%)"), look: slip.label),
            .init(result.satisfaction?.description ?? words("无评议", "no ballots"), look: slip.label),
        ])
        return table
    }
}
