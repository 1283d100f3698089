import AssessmentKernel
import PaperParts

/// Who it is, at the top of what a member is handed.
enum PersonTable {
    static func table<About>(_ words: Words<About>, _ person: Member, isPhone: Bool) -> PaperTable {
        let cell = isPhone ? Paper.Look(.text, 15) : Paper.Look(.text, 11)
        let label = isPhone ? Paper.Look(.head, 15) : Paper.Look(.head, 11)
        let cells: [(String, String)] = [
            (words("姓名", "Name"), ShownWord.line(person.name.string, to: 24)),
            (words("工号", "Code"), ShownWord.line(person.code.string, to: 24)),
            (words("岗位", "Post"), words(person.post.option.title)),
            (words("办事处", "Office"), ShownWord.line(person.office.string, to: 24)),
            (words("村", "Village"), ShownWord.line(person.village.string, to: 24)),
            (words("网格", "Grid"), ShownWord.line(person.grid.string, to: 24)),
        ]
        let across = isPhone ? 1 : 3
        var table = PaperTable(
            (0..<across).flatMap { _ in [PaperTable.Column(isPhone ? 3 : 2, .centre), .init(isPhone ? 7 : 4)] },
            look: cell, below: 2)
        for start in stride(from: 0, to: cells.count, by: across) {
            table.add(
                cells[start..<min(start + across, cells.count)].flatMap { title, text in
                    [PaperTable.Cell(title, look: label, isShaded: true), .init(text)]
                })
        }
        return table
    }
}
