import AssessmentKernel
import PaperParts

/// 公示表: for the notice board.
enum PostingPaper {
    /// - Parameter isMasked: whether names are shown as 魏*波.
    static func paper(_ words: PaperWords, isMasked: Bool) -> Paper {
        let say = words
        let title = say("\(words.subject)结果公示", "\(words.subject): results")
        var paper = Paper(
            title: title, sheet: .portrait, numbering: words.numbering, foot: words.foot(say("公示表", "Public posting")))
        paper.add(.text(.init(title, Looks.title, .centre, below: 4)))
        paper.add(
            .text(
                .init(
                    say(
                        "根据\(words.rules)，现将\(words.quarter)网格员考核结果予以公示，接受群众监督。",
                        "By \(words.rules), the results of \(words.quarter) are posted for everybody to see."),
                    Looks.plain, indent: words.isChinese ? 2 : 0, below: 3, leading: 1.25)))
        var table = PaperTable(
            PostingPaper.columns(words.about.members),
            look: .init(.text, 11.5), headLook: .init(.head, 11.5))
        table.head([
            .init(say("名次", "Rank")), .init(say("姓名", "Name")), .init(say("办事处", "Office")), .init(say("村", "Village")),
            .init(say("总分", "Total")), .init(say("等次", "Band")),
        ])
        for one in words.about.ranked {
            let name = one.member.name.string
            table.add([
                .init(one.rank.map(String.init) ?? "—"),
                .init(isMasked ? ShownWord.masked(name) : ShownWord.line(name)),
                .init(ShownWord.line(one.member.office.string)), .init(ShownWord.line(one.member.village.string)),
                .init(one.total.description), .init(words.band(one.band)),
            ])
        }
        paper.add(.table(table))
        var closing: [Paper.Part] = []
        if words.about.members.contains(where: { $0.rank == nil }) {
            closing.append(
                .text(
                    .init(
                        say(
                            "注：本季应到岗不足 \(words.about.minimumDutyDays) 天的，不评等、不排名。",
                            "Members with fewer than \(words.about.minimumDutyDays) duty days are not rated."),
                        Looks.basis)))
        }
        paper.add(.together(closing + PostingPaper.closing(words)))
        return paper
    }

    /// Rank, name, office, village, total and band.
    static func columns(_ members: [PaperMember]) -> [PaperTable.Column] {
        let names = ColumnShares.of(
            [
                members.map { $0.member.name.string }, members.map { $0.member.office.string },
                members.map { $0.member.village.string },
            ], sum: 63)
        return [
            .init(9, .centre), .init(names[0], .centre), .init(names[1]), .init(names[2]), .init(13, .trailing),
            .init(15, .centre),
        ]
    }

    /// Since when it is posted, where objections go, and the seal.
    static func closing<About>(_ words: Words<About>) -> [Paper.Part] {
        let say = words
        return [
            .text(.init(say("公示时间：", "Posted: ") + words.posting, Looks.plain, leading: 1.25)),
            .text(
                .init(
                    say(
                        "对公示内容有异议的，请在公示期内向\(words.issuer)反映，实名反映的予以保密。",
                        "Objections go to \(words.issuer) while this is posted; names are kept confidential."),
                    Looks.plain, leading: 1.25)),
            .text(.init(say("联系电话：", "Telephone: ") + words.telephone, Looks.plain)),
            .text(.init(say("受理地点：", "Place: ") + words.place, Looks.plain, below: 8)),
            .text(.init(words.issuer + say("（盖章）", " (seal)"), Looks.plain, .trailing, below: 2)),
            .text(.init(words.longDay(words.settings.date), Looks.plain, .trailing)),
        ]
    }
}
