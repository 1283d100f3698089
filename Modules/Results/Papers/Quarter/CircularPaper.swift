import AssessmentKernel
import Closing
import PaperParts
import Reports
import Rulebook

/// 通报: the covering text as an office writes it, to be edited and sent.
enum CircularPaper {
    static func paper(_ words: PaperWords) -> Paper {
        let about = words.about
        let title = words(
            "关于\(words.quarter)网格员考核情况的通报", "Circular on the assessment of grid members, \(words.quarter)")
        var table = PaperTable(
            PostingPaper.columns(about.members),
            look: .init(.text, 11), headLook: .init(.head, 11))
        table.head([
            .init(words("名次", "Rank")), .init(words("姓名", "Name")), .init(words("办事处", "Office")),
            .init(words("村", "Village")),
            .init(words("总分", "Total")), .init(words("等次", "Band")),
        ])
        for one in about.ranked {
            table.add([
                .init(one.rank.map(String.init) ?? "—"), .init(ShownWord.line(one.member.name.string)),
                .init(ShownWord.line(one.member.office.string)), .init(ShownWord.line(one.member.village.string)),
                .init(one.total.description), .init(words.band(one.band)),
            ])
        }
        return letter(words, title: title, body: body(words), annex: table)
    }

    /// A circular: heading, number, addressee, body, signature, and a table on a page of its own.
    static func letter<About>(
        _ words: Words<About>, title: String, body: [String], annex table: PaperTable
    ) -> Paper {
        let year = (words.settings.date ?? words.about.closedOn).parts.year
        var paper = Paper(
            title: title, sheet: .portrait, numbering: words.numbering, foot: words.foot(words("通报", "Circular")))
        paper.add(.text(.init(words.issuer, Paper.Look(.title, 26), .centre, below: 4)))
        paper.add(
            .text(.init(words("〔\(year)〕　　号", "No. ____ / \(year)"), Looks.body, .centre, below: 8)))
        paper.add(.text(.init(title, Looks.title, .centre, below: 6)))
        paper.add(text(words, words("各办事处、各村网格：", "To all offices and grids:"), indent: 0))
        for paragraph in body { paper.add(text(words, paragraph)) }
        paper.add(.gap(8))
        paper.add(
            .together([
                .text(.init(words("附件：结果一览表", "Annex: the results"), Looks.body, below: 10)),
                .text(.init(words.issuer, Looks.body, .trailing, below: 2)),
                .text(.init(words.longDay(words.settings.date), Looks.body, .trailing, below: 8)),
            ]))
        paper.add(.turn)
        paper.add(.text(.init(words("附件", "Annex"), Looks.head, below: 2)))
        paper.add(.table(table))
        return paper
    }

    private static func text<About>(_ words: Words<About>, _ text: String, indent: Int = 2) -> Paper.Part {
        .text(.init(text, Looks.body, indent: words.isChinese ? indent : 0, below: 2, leading: 1.35))
    }

    /// Who was found what, in a line; nil of nothing.
    static func findings<About>(
        _ words: Words<About>, _ found: [(member: Member, findings: [PaperMember.Finding])]
    ) -> String? {
        let list = found.flatMap { member, findings in
            findings.map { ShownWord.line(member.name.string) + words("：", ": ") + words($0.title) }
        }
        return list.isEmpty ? nil : list.joined(separator: words("；", "; "))
    }

    private static func body(_ words: PaperWords) -> [String] {
        let about = words.about
        let counts = about.bands.map { band in (words.band(band.key), about.members.count { $0.band == band.key }) }
        let unrated = about.members.count { $0.rank == nil }
        let bands =
            counts.map { words("\($0) \($1) 人", "\($0) \($1)") }
            + (unrated > 0 ? [words("不评等 \(unrated) 人", "unrated \(unrated)")] : [])
        let figures = QuarterFigures(about)
        let best = about.ranked.prefix { ($0.rank ?? .max) <= 3 }.prefix(6).map {
            ShownWord.line($0.member.name.string)
        }
        var body = [
            words(
                "根据\(words.rules)，\(words.issuer)对\(words.quarter)网格员工作进行了考核。现将有关情况通报如下。",
                "By \(words.rules), \(words.issuer) has assessed the grid members' work in \(words.quarter)."),
            words(
                "一、总体情况。本季应考核网格员 \(about.members.count) 人，平均 \(figures.mean(of: about.quarter)) 分。其中\(bands.joined(separator: "，"))。",
                "1. Members assessed: \(about.members.count), with a mean of \(figures.mean(of: about.quarter)): \(bands.joined(separator: ", "))."
            ),
        ]
        if !best.isEmpty {
            body.append(
                words("名次靠前的是：\(best.joined(separator: "、"))。", "Highest in rank: \(best.joined(separator: ", "))."))
        }
        let worst = figures.items.filter { $0.lost > .zero }.prefix(3)
        if !worst.isEmpty {
            let list = worst.map {
                words("\($0.title.chinese)（人均扣 \($0.meanText) 分）", "\($0.title.english) (\($0.meanText) a member)")
            }
            body.append(
                words(
                    "二、存在问题。扣分较多的考核项依次为\(list.joined(separator: "、"))。",
                    "2. Most points were lost on \(list.joined(separator: ", "))."))
        }
        if let found = findings(words, about.members.map { ($0.member, $0.findings) }) {
            body.append(words("另有认定事项：\(found)。", "Findings: \(found)."))
        }
        body.append(
            words(
                "三、有关要求。请各办事处将告知单送达每名网格员并收回回条；对结果有异议的，按告知单所列时限向\(words.issuer)申诉（电话：\(words.telephone)）。",
                "3. Each office hands the slips out and collects the returns. Appeals go to \(words.issuer) (telephone: \(words.telephone))."
            ))
        return body
    }
}

/// Figures of a quarter that several papers tell.
struct QuarterFigures {
    /// An item and what was lost on it.
    struct Loss {
        let title: LocalText
        let lost: Points
        let meanText: String
    }

    private let about: PaperQuarter

    init(_ about: PaperQuarter) { self.about = about }

    /// The mean of a quarter's totals, with two decimals; `—` without members.
    func mean(of quarter: Quarter) -> String {
        guard let figures = about.history.first(where: { $0.quarter == quarter }), figures.members > 0 else {
            return "—"
        }
        return QuarterFigures.text(figures.sum, over: figures.members)
    }

    /// The items with what was lost on them, the most first.
    var items: [Loss] {
        let count = about.members.count
        return about.items.map { about, _ in
            (about, self.about.members.reduce(Points.zero) { $0 + ($1.lost[about.key] ?? .zero) })
        }
        .sorted { ($1.1, $0.0.number) < ($0.1, $1.0.number) }
        .map { Loss(title: $0.title, lost: $1, meanText: count > 0 ? QuarterFigures.text($1, over: count) : "0") }
    }

    /// The offices with the mean of points lost, the most first.
    var offices: [Loss] {
        about.offices.map { name, members in
            let lost = members.reduce(Points.zero) { $0 + $1.lost.values.reduce(.zero, +) }
            return (name, members.count, lost)
        }.sorted { left, right in
            let (first, second) = (left.2.hundredths * Int64(right.1), right.2.hundredths * Int64(left.1))
            return first != second ? first > second : Text(left.0) < Text(right.0)
        }.map { name, count, lost in
            Loss(title: LocalText(name, name), lost: lost, meanText: QuarterFigures.text(lost, over: max(1, count)))
        }
    }

    static func text(_ sum: Points, over count: Int) -> String {
        (Points.mean(sum, of: count) ?? .zero).twoPlaces
    }
}
