import AssessmentKernel
import PaperParts

/// 通报 of a year: the covering text as an office writes it, to be edited and sent.
enum YearCircularPaper {
    static func paper(_ words: Words<PaperYear>) -> Paper {
        let title = words(
            "关于\(words.quarter)网格员考评情况的通报", "Circular on the review of grid members, \(words.quarter)")
        let people = words.about.members.map(\.member)
        let names = ColumnShares.of(
            [people.map(\.name.string), people.map(\.office.string), people.map(\.village.string)], sum: 63)
        var table = PaperTable(
            [.init(names[0], .centre), .init(names[1]), .init(names[2]), .init(13, .trailing), .init(14, .trailing)]
                + [.init(10, .centre)],
            look: .init(.text, 11), headLook: .init(.head, 11))
        table.head([
            .init(words("姓名", "Name")), .init(words("办事处", "Office")), .init(words("村", "Village")),
            .init(words("季均分", "Quarters")), .init(words("综合得分", "Composite")), .init(words("优秀", "Excellent")),
        ])
        for one in words.about.ranked {
            table.add([
                .init(ShownWord.line(one.member.name.string)), .init(ShownWord.line(one.member.office.string)),
                .init(ShownWord.line(one.member.village.string)), .init(one.quarters.description),
                .init(one.composite.description), .init(one.isExcellent ? words("是", "yes") : ""),
            ])
        }
        return CircularPaper.letter(words, title: title, body: body(words), annex: table)
    }

    private static func body(_ words: Words<PaperYear>) -> [String] {
        let about = words.about
        let sum = about.members.reduce(Points.zero) { $0 + $1.composite }
        let mean = QuarterFigures.text(sum, over: max(1, about.members.count))
        let stars = (1...5).reversed().compactMap { number -> String? in
            let count = about.grids.count { $0.stars == number }
            let name = ["一", "二", "三", "四", "五"][number - 1]
            return count == 0 ? nil : words("\(name)星 \(count) 个", "\(number) stars: \(count)")
        }
        let list = stars.isEmpty ? "" : words("，其中", ": ") + stars.joined(separator: words("，", ", "))
        var body = [
            words(
                "根据\(words.rules)，\(words.issuer)对\(words.quarter)网格员工作进行了考评。现将有关情况通报如下。",
                "By \(words.rules), \(words.issuer) has reviewed the grid members' work in \(words.quarter)."),
            words(
                "一、总体情况。本年度参加考评 \(about.members.count) 人，综合得分平均 \(mean) 分；网格 \(about.grids.count) 个\(list)。",
                "1. Members reviewed: \(about.members.count), with a mean composite of \(mean); grids: \(about.grids.count)\(list)."
            ),
        ]
        let award = about.award.map { ShownWord.line($0.member.name.string) }
        body.append(
            award.isEmpty
                ? words("二、优秀推荐。本年度无人符合条件。", "2. Nobody is eligible as excellent.")
                : words(
                    "二、优秀推荐。拟推荐优秀网格员 \(award.count) 人：\(award.joined(separator: "、"))。",
                    "2. Recommended as excellent, \(award.count): \(award.joined(separator: ", "))."))
        let found = CircularPaper.findings(words, about.members.map { ($0.member, $0.findings) })
        if let found { body.append(words("三、认定事项。\(found)。", "3. Findings: \(found).")) }
        let number = found == nil ? words("三", "3") : words("四", "4")
        body.append(
            words(
                "\(number)、有关要求。请各办事处将告知单送达每名网格员并收回回条；对结果有异议的，按告知单所列时限向\(words.issuer)申诉（电话：\(words.telephone)）。",
                "\(number). Each office hands the slips out and collects the returns. Appeals go to \(words.issuer) (telephone: \(words.telephone))."
            ))
        return body
    }
}
