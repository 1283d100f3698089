import AssessmentKernel
import PaperParts

/// The frame of what a member is handed, slips and reminders alike: on a sheet or, larger, for a phone.
struct HandedOut<About: PaperSource> {
    /// The sizes of letters on a sheet.
    struct Sizes {
        /// Of text among tables, of cells, of what titles a cell, and of heads.
        var plain = 12.0, cell = 11.0, label = 11.0, head = 12.0
        /// The room below a head, in millimetres.
        var headBelow = 1.2
    }

    let words: Words<About>
    let member: Member
    let isPhone: Bool
    private let sizes: Sizes

    /// - Parameter isPhone: whether it is set for a phone, larger and without what is signed.
    init(_ words: Words<About>, _ member: Member, isPhone: Bool, _ sizes: Sizes = Sizes()) {
        self.words = words
        self.member = member
        self.isPhone = isPhone
        self.sizes = sizes
    }

    var name: String { ShownWord.line(member.name.string, to: 24) }
    var code: String { ShownWord.line(member.code.string, to: 24) }
    var plain: Paper.Look { Paper.Look(.text, isPhone ? 16 : sizes.plain) }
    var cell: Paper.Look { Paper.Look(.text, isPhone ? 15 : sizes.cell) }
    var label: Paper.Look { Paper.Look(.head, isPhone ? 15 : sizes.label) }

    /// The paper with its title, and with what is below it.
    func paper(_ title: String, basis: String, foot: String) -> Paper {
        var paper = Paper(
            title: "\(code) \(name)", sheet: isPhone ? .phone : .portrait, numbering: isPhone ? nil : words.numbering,
            foot: foot)
        paper.add(.text(.init(title, Paper.Look(.title, isPhone ? 19 : 18), .centre, below: 2)))
        paper.add(.text(.init(basis, isPhone ? Paper.Look(.text, 14) : Looks.basis, .centre, below: 3)))
        return paper
    }

    /// Who it is.
    var person: Paper.Part { .table(PersonTable.table(words, member, isPhone: isPhone)) }

    /// A head among the parts.
    func head(_ text: String) -> Paper.Part {
        .text(.init(text, Paper.Look(.head, isPhone ? 17 : sizes.head), below: sizes.headBelow))
    }

    /// Findings with their grounds, under a head; nothing without any.
    func findings(_ title: String, _ findings: [PaperMember.Finding]) -> [Paper.Part] {
        guard !findings.isEmpty else { return [] }
        return [head(title)]
            + findings.map {
                .text(.init(words($0.title) + words("：", ": ") + ShownWord.line(words($0.basis), to: 300), plain))
            }
    }

    /// How to check the records and to appeal, and what the member signs and gives back.
    ///
    /// - Parameters:
    ///   - how: how to appeal, in words.
    ///   - result: what the member returns, in words.
    func closing(_ how: String, result: String) -> [Paper.Part] {
        isPhone ? appeal(how) : [.together(appeal(how) + signature(result))]
    }

    private func appeal(_ how: String) -> [Paper.Part] {
        [
            head(words("核对与申诉", "Checking and appeal")), .text(.init(how, plain, leading: 1.15)),
            .text(
                .init(
                    words(
                        "联系电话：\(words.telephone)　受理地点：\(words.place)",
                        "Telephone: \(words.telephone)  Place: \(words.place)"), plain, below: 2)),
        ]
    }

    private func signature(_ result: String) -> [Paper.Part] {
        [
            .cut(words("沿此线剪下，签字后交回", "tear off here, sign and return")),
            .text(
                .init(
                    words("回条　\(name)（\(code)）　\(words.quarter)　", "Return: \(name) (\(code)), \(words.quarter), ")
                        + result,
                    plain)),
            .text(
                .init(
                    words(
                        "□ 本人已收到告知单，无异议。\n□ 有异议，事项与理由：",
                        "[ ] received, no objection\n[ ] objection, item and reason:"), plain, below: 9, leading: 1.25)),
            signed(words("本人签字：", "Signature: ")),
        ]
    }

    /// A line to be signed and dated.
    func signed(_ title: String) -> Paper.Part {
        var table = PaperTable([.init(1), .init(1)], look: plain, isRuled: false, below: 0)
        table.add([.init(title), .init(words("日期：　　　　年　　月　　日", "Date: ____-__-__"))], height: 11)
        return .table(table)
    }
}
