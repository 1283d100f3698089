import AssessmentKernel
import PaperParts

/// 认定表: findings with their grounds, for the file.
enum FindingsPaper {
    static func paper<About>(
        _ words: Words<About>, _ found: [(member: Member, findings: [PaperMember.Finding])]
    ) -> Paper {
        let title = words("\(words.subject)认定表", "\(words.subject): findings")
        var paper = Paper(
            title: title, sheet: .portrait, numbering: words.numbering, foot: words.foot(words("认定表", "Findings")))
        paper.add(.text(.init(title, Looks.title, .centre, below: 2)))
        paper.add(.text(.init(words.basis, Looks.basis, .centre, below: 4)))
        if found.allSatisfy(\.findings.isEmpty) {
            paper.add(
                .text(.init(words("\(words.quarter)没有认定事项。", "Nothing was found in \(words.quarter)."), Looks.plain)))
        }
        for one in found {
            for finding in one.findings {
                var table = PaperTable(
                    [.init(2, .centre), .init(4), .init(2, .centre), .init(4)], look: .init(.text, 11.5), below: 5)
                let person = one.member
                table.add([
                    .label(words("姓名", "Name")), .init(ShownWord.line(person.name.string)), .label(words("工号", "Code")),
                    .init(ShownWord.line(person.code.string)),
                ])
                table.add([
                    .label(words("办事处", "Office")), .init(ShownWord.line(person.office.string)),
                    .label(words("村、网格", "Village, grid")),
                    .init(ShownWord.line(person.village.string) + " " + ShownWord.line(person.grid.string)),
                ])
                table.add([
                    .label(words("认定", "Finding")), .init(words(finding.title)), .label(words("条款", "Clause")),
                    .init(words(finding.clause)),
                ])
                table.add([
                    .label(words("依据", "Grounds")), .init(ShownWord.line(words(finding.basis), to: 600), span: 3),
                ])
                table.add(
                    [.label(words("本人意见", "Member's word")), .init("", span: 3)], height: 16)
                table.add(
                    [
                        .label(words("审核意见", "Decision")),
                        .init(
                            words("签字：　　　　　　　　　　年　　月　　日", "Signature:            ____-__-__"), span: 3,
                            alignment: .trailing),
                    ], height: 22)
                paper.add(.together([.table(table)]))
            }
        }
        paper.add(.text(.init(words.issuer + words("（盖章）", " (seal)"), Looks.plain, .trailing)))
        return paper
    }
}

/// 回执: the district's receipt for the bundle of a quarter or a year, for the file.
enum ReceiptPaper {
    static func paper<About>(_ words: Words<About>, _ receipt: PaperReceipt) -> Paper {
        let title = words("网格员考核上报回执", "Receipt for an assessment's bundle")
        var paper = Paper(
            title: title, sheet: .portrait, numbering: words.numbering, foot: words.foot(words("回执", "Receipt")))
        paper.add(.text(.init(title, Looks.title, .centre, below: 6)))
        var table = PaperTable([.init(3, .centre), .init(9)], look: .init(.text, 13), below: 6)
        for (title, text) in [
            (words("上报单位", "Township"), words.township), (words("考核期", "Period"), words.quarter),
            (words("上报包", "Bundle"), ShownWord.line(receipt.bundle)),
            (words("接收单位", "Received by"), ShownWord.line(receipt.district)),
            (words("接收时间", "Received at"), ShownWord.line(receipt.receivedAt)),
            (words("内容校验值", "Digest"), ShownWord.line(receipt.sha256, to: 80)),
        ] {
            table.add([.label(title), .init(text)], height: 11)
        }
        paper.add(.table(table))
        paper.add(
            .text(
                .init(
                    words(
                        "以上上报包经签名核验、重新计算无误后接收。本回执的电子签名保存在工作区日志中，可随时核对。",
                        "The bundle was received after its signature was checked and its results were computed again. The signed receipt is entered in the workspace's journal."
                    ),
                    Looks.plain, indent: words.isChinese ? 2 : 0, below: 10, leading: 1.3)))
        paper.add(
            .text(.init(words("归档人：　　　　　　　　　　年　　月　　日", "Filed by:            ____-__-__"), Looks.plain, .trailing)))
        return paper
    }
}
