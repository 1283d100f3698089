import AssessmentKernel
import PaperParts

/// 公示表 of a year: who is recommended as excellent, and the grids with stars.
enum YearPostingPaper {
    /// - Parameter isMasked: whether names are shown as 魏*波.
    static func paper(_ words: Words<PaperYear>, isMasked: Bool) -> Paper {
        let title = words(
            "\(words.township)\(words.quarter)优秀网格员推荐名单公示",
            "\(words.township): grid members recommended as excellent, \(words.quarter)")
        var paper = Paper(
            title: title, sheet: .portrait, numbering: words.numbering,
            foot: words.foot(words("公示表", "Public posting")))
        paper.add(.text(.init(title, Looks.title, .centre, below: 4)))
        paper.add(
            .text(
                .init(
                    words(
                        "根据\(words.rules)，经\(words.quarter)考评，拟推荐以下人员为优秀网格员，现予以公示，接受群众监督。",
                        "By \(words.rules), these members are recommended as excellent after the review of \(words.quarter)."
                    ), Looks.plain, indent: words.isChinese ? 2 : 0, below: 3, leading: 1.25)))
        paper.add(.table(award(words, isMasked: isMasked)))
        let starred = words.about.grids.filter { $0.stars > 0 }
        if !starred.isEmpty {
            paper.add(.text(.init(words("星级网格", "Grids with stars"), Looks.head, below: 2)))
            let names = ColumnShares.of([starred.map(\.village), starred.map(\.grid)], sum: 68)
            var table = PaperTable(
                [.init(names[0]), .init(names[1]), .init(16, .trailing), .init(16, .centre)], look: .init(.text, 11.5),
                headLook: .init(.head, 11.5))
            table.head([
                .init(words("村", "Village")), .init(words("网格", "Grid")), .init(words("综合得分", "Composite")),
                .init(words("星级", "Stars")),
            ])
            for grid in starred.sorted(by: { ($1.stars, $1.composite) < ($0.stars, $0.composite) }) {
                table.add([
                    .init(ShownWord.line(grid.village)), .init(ShownWord.line(grid.grid)),
                    .init(grid.composite.description), .init(stars(grid.stars)),
                ])
            }
            paper.add(.table(table))
        }
        paper.add(.together(PostingPaper.closing(words)))
        return paper
    }

    /// `★★★`; empty for none.
    static func stars(_ count: Int) -> String { String(repeating: "★", count: max(0, min(count, 5))) }

    private static func award(_ words: Words<PaperYear>, isMasked: Bool) -> PaperTable {
        let people = words.about.award.map(\.member)
        let names = ColumnShares.of(
            [people.map(\.name.string), people.map(\.office.string), people.map(\.village.string)], sum: 74)
        var table = PaperTable(
            [.init(9, .centre), .init(names[0], .centre), .init(names[1]), .init(names[2]), .init(17, .trailing)],
            look: .init(.text, 11.5), headLook: .init(.head, 11.5))
        table.head([
            .init(words("序号", "No.")), .init(words("姓名", "Name")), .init(words("办事处", "Office")),
            .init(words("村", "Village")), .init(words("综合得分", "Composite")),
        ])
        let award = words.about.award
        for (place, one) in award.enumerated() {
            let name = one.member.name.string
            table.add([
                .init(String(place + 1)), .init(isMasked ? ShownWord.masked(name) : ShownWord.line(name)),
                .init(ShownWord.line(one.member.office.string)), .init(ShownWord.line(one.member.village.string)),
                .init(one.composite.description),
            ])
        }
        if award.isEmpty {
            table.add([.init(words("无人符合条件", "nobody is eligible"), span: 5, alignment: .centre)])
        }
        return table
    }
}
