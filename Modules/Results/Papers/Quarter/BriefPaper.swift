import AssessmentKernel
import PaperParts
import Reports
import Rulebook

/// 简报: one page for the leader.
struct BriefPaper {
    private let words: PaperWords
    private let figures: QuarterFigures

    static func paper(_ words: PaperWords) -> Paper {
        BriefPaper(words: words, figures: QuarterFigures(words.about)).paper
    }

    private var about: PaperQuarter { words.about }
    private let small = Paper.Look(.text, 10.5)

    private init(words: PaperWords, figures: QuarterFigures) {
        self.words = words
        self.figures = figures
    }

    private var paper: Paper {
        let title = words("\(words.subject)简报", "\(words.subject): brief")
        var paper = Paper(
            title: title, sheet: .portrait, numbering: words.numbering, foot: words.foot(words("简报", "Brief")))
        paper.add(.text(.init(title, Paper.Look(.title, 18), .centre, below: 1)))
        paper.add(.text(.init(words.basis, Paper.Look(.text, 9.5), .centre, below: 2.5)))
        paper.add(.table(keyFigures))
        paper.add(
            .beside([
                [.chart(.init(meansTitle, .standing, means, base: meanBase, look: small))],
                [
                    .chart(.init(words("各等次人数", "Members by band"), .lying, bands, look: small)),
                    .text(.init(bandsBefore, small)),
                ],
            ]))
        paper.add(
            .beside([
                [
                    .chart(
                        .init(
                            words("人均扣分，按考核项", "Points lost a member, by item"), .lying,
                            losses(figures.items, most: 10), look: small))
                ],
                [
                    .chart(
                        .init(
                            words("人均扣分，按办事处", "Points lost a member, by office"), .lying,
                            losses(figures.offices, most: 8), look: small))
                ] + movers,
            ]))
        paper.add(.text(.init(words("待决事项", "To be decided"), Looks.head, below: 1)))
        let open = about.open
        if open.isEmpty { paper.add(.text(.init(words("没有待决事项。", "Nothing is open."), Paper.Look(.text, 11)))) }
        for (place, one) in open.prefix(6).enumerated() {
            paper.add(
                .text(.init("\(place + 1). \(ShownWord.line(words(one), to: 120))", Paper.Look(.text, 11), below: 0.8)))
        }
        if open.count > 6 {
            paper.add(
                .text(
                    .init(
                        words("另有 \(open.count - 6) 项，见认定表与提示。", "and \(open.count - 6) more."), Paper.Look(.text, 11)))
            )
        }
        return paper
    }

    private var before: PaperQuarter.Figures? { about.history.last { $0.quarter < about.quarter } }

    private var keyFigures: PaperTable {
        var table = PaperTable(
            (0..<4).map { _ in .init(1, .centre) }, look: Paper.Look(.head, 16), headLook: Paper.Look(.head, 10.5),
            below: 4)
        table.head([
            .init(words("应考核人数", "Members")), .init(words("平均总分", "Mean total")),
            .init(words("不合格人数", "In the lowest band")),
            .init(words("应发合计（元）", "Due (yuan)")),
        ])
        let failing = about.bands.last.map { band in about.members.count { $0.band == band.key } } ?? 0
        table.add(
            [
                .init(String(about.members.count)), .init(figures.mean(of: about.quarter)), .init(String(failing)),
                .init(about.due.description),
            ],
            height: 11)
        return table
    }

    private var means: [PaperChart.Bar] {
        about.history.map { quarter in
            PaperChart.Bar(
                words(
                    "\(quarter.quarter.year)年\n\(quarter.quarter.chineseNumber)季度",
                    quarter.quarter.description),
                quarter.members > 0 ? Double(quarter.sum.hundredths) / 100 / Double(quarter.members) : 0,
                figures.mean(of: quarter.quarter), isStrong: quarter.quarter == about.quarter)
        }
    }

    /// What the bars of means are, and at which value they begin.
    private var meansTitle: String {
        let base = Int(meanBase)
        return words(
            "平均总分（本季与前几季" + (base > 0 ? "，柱自 \(base) 分起）" : "）"),
            "Mean total by quarter" + (base > 0 ? " (bars begin at \(base))" : ""))
    }

    /// Means lie close together: the bars begin a little below the lowest.
    private var meanBase: Double {
        let lowest = means.map(\.value).min() ?? 0
        return max(0, (lowest / 10).rounded(.down) * 10 - 10)
    }

    private var bands: [PaperChart.Bar] {
        let unrated = about.members.count { $0.rank == nil }
        return
            (about.bands.map { ($0.key, about.members.count { [key = $0.key] in $0.band == key }) }
            + (unrated > 0 ? [(Band.unratedKey, unrated)] : []))
            .map { key, count in
                PaperChart.Bar(
                    words.band(key), Double(count), words("\(count) 人", "\(count)"),
                    isStrong: key == about.bands.last?.key)
            }
    }

    /// The bands of the quarter before, in a line.
    private var bandsBefore: String {
        guard let before else { return "" }
        let counts = about.bands.map { "\(words.band($0.key)) \(before.bands[$0.key] ?? 0)" }
        return words("上季：", "Before: ") + counts.joined(separator: words("，", ", "))
    }

    private func losses(_ losses: [QuarterFigures.Loss], most: Int) -> [PaperChart.Bar] {
        losses.prefix(most).enumerated().map { place, loss in
            PaperChart.Bar(
                ShownWord.line(words(loss.title), to: words.isChinese ? 16 : 40), Double(loss.meanText) ?? 0,
                loss.meanText, isStrong: place == 0)
        }
    }

    /// Who rose and who fell the most since the quarter before.
    private var movers: [Paper.Part] {
        guard let before else { return [] }
        let changes = about.members.compactMap { one -> (name: String, change: Points)? in
            guard one.rank != nil, let then = before.totals[one.member.code] else { return nil }
            return (ShownWord.line(one.member.name.string, to: 24), one.total - then)
        }
        func list(_ movers: some Sequence<(name: String, change: Points)>) -> String {
            movers.map {
                "\($0.name) \($0.change > .zero ? "+" : "−")\($0.change > .zero ? $0.change : .zero - $0.change)"
            }
            .joined(separator: words("、", ", "))
        }
        let risen = changes.filter { $0.change > .zero }.sorted { $0.change > $1.change }.prefix(5)
        let fallen = changes.filter { $0.change < .zero }.sorted { $0.change < $1.change }.prefix(5)
        var parts: [Paper.Part] = []
        if !risen.isEmpty { parts.append(.text(.init(words("上升最多：", "Risen most: ") + list(risen), small))) }
        if !fallen.isEmpty { parts.append(.text(.init(words("下降最多：", "Fallen most: ") + list(fallen), small))) }
        return parts
    }
}
