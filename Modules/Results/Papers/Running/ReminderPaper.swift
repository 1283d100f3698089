import AssessmentKernel
import PaperParts

/// 履职提醒单: what a member can still do in a quarter that runs.
struct ReminderPaper {
    private let slip: HandedOut<PaperOutlook>
    private let reminder: PaperReminder

    /// - Parameter isPhone: whether it is set for a phone, larger and without what is signed.
    static func paper(_ words: Words<PaperOutlook>, _ reminder: PaperReminder, isPhone: Bool) -> Paper {
        ReminderPaper(
            slip: HandedOut(
                words, reminder.member, isPhone: isPhone,
                .init(plain: 13, cell: 12.5, label: 12, head: 13, headBelow: 1.4)),
            reminder: reminder
        ).paper
    }

    /// What it is called.
    static func title(_ words: Words<PaperOutlook>) -> String {
        words(
            "\(words.township)\(words.quarter)网格员履职提醒单",
            "\(words.township): reminder for grid members, \(words.quarter)")
    }

    private var words: Words<PaperOutlook> { slip.words }
    private var isPhone: Bool { slip.isPhone }
    private var plain: Paper.Look { slip.plain }
    private var cell: Paper.Look { slip.cell }
    private var label: Paper.Look { slip.label }

    private var paper: Paper {
        let day = words.longDay(words.about.asOf)
        var paper = slip.paper(
            ReminderPaper.title(words), basis: words("截至\(day)　依据\(words.rules)", "As of \(day); by \(words.rules)"),
            foot: words("截至\(day)　\(slip.code)　\(slip.name)", "as of \(day)  \(slip.code)  \(slip.name)"))
        // A phone shows name, total and band first.
        paper.add(
            isPhone
                ? .text(
                    .init(
                        words("\(slip.name)（\(slip.code)）", "\(slip.name) (\(slip.code))"), Paper.Look(.head, 19),
                        .centre,
                        below: 2))
                : slip.person)
        paper.add(.table(figures))
        if !reminder.alarm.isEmpty {
            paper.add(.text(.init(words("请注意：", "Note: ") + reminder.alarm + words("。", "."), label, below: 3)))
        }
        paper.add(slip.head(words("季末以前要紧的", "What matters until the end")))
        paper.add(matters)
        paper.add(slip.head(words("至今已扣的分", "Points lost until now")))
        paper.add(losses)
        paper.add(.together(closing))
        return paper
    }

    private var figures: PaperTable {
        var table = PaperTable(
            reminder.figures.map { _ in .init(1, .centre) }, look: Looks.figure, headLook: label, below: 3)
        table.head(reminder.figures.map { .init($0.title) })
        table.add(reminder.figures.map { .init($0.total) })
        table.add(reminder.figures.map { .init($0.band, look: label) }, isKept: true)
        return table
    }

    private var matters: Paper.Part {
        guard !reminder.matters.isEmpty else {
            return .text(.init(words("目前没有要特别留意的事项，请继续保持。", "Nothing in particular: keep it up."), plain, below: 3))
        }
        var table = PaperTable(
            isPhone
                ? [.init(1), .init(0.24, .trailing)] : [.init(12, .centre), .init(124), .init(32, .trailing)],
            look: cell, headLook: label, below: 3)
        table.head(
            (isPhone ? [] : [.init(words("序号", "No."))]) + [
                .init(words("事项、期限", "What, and by when")), .init(words("至多影响（分）", "Points at stake")),
            ])
        for (place, matter) in reminder.matters.enumerated() {
            let number = "\(place + 1)"
            table.add(
                isPhone
                    ? [.init("\(number). \(matter.text)"), .init(matter.points.description)]
                    : [.init(number), .init(matter.text), .init(matter.points.description)])
        }
        return .table(table)
    }

    private var losses: Paper.Part {
        guard !reminder.losses.isEmpty else {
            return .text(.init(words("至今没有扣分。", "No points were lost."), plain, below: 3))
        }
        // Two beside each other on paper, so that all is on one page.
        let across = isPhone || reminder.losses.count < 3 ? 1 : 2
        let rows = (reminder.losses.count + across - 1) / across
        var table = PaperTable(
            (0..<across).flatMap { _ in [PaperTable.Column(12), .init(7, .trailing)] }, look: cell, headLook: label,
            below: 3)
        table.head(
            (0..<across).flatMap { _ in
                [.init(words("考核项（满分）", "Item (maximum)")), .init(words("已扣分", "Points lost"))]
            })
        for row in 0..<rows {
            table.add(
                (0..<across).flatMap { column -> [PaperTable.Cell] in
                    let place = row + column * rows
                    guard place < reminder.losses.count else { return [.init(""), .init("")] }
                    let loss = reminder.losses[place]
                    let back =
                        loss.recoverable > .zero
                        ? words("（可挽回 \(loss.recoverable)）", " (\(loss.recoverable) may return)") : ""
                    return [
                        .init(words("\(loss.item)（\(loss.maximum) 分）", "\(loss.item) (\(loss.maximum))")),
                        .init("\(loss.lost)\(back)"),
                    ]
                })
        }
        return .table(table)
    }

    /// What the figures mean, whom to ask, and the receipt.
    private var closing: [Paper.Part] {
        var parts: [Paper.Part] = [
            .text(
                .init(
                    reminder.note + words("本单只作提醒，结果以季末结算为准。", " This is a reminder; the closing decides."),
                    isPhone ? Paper.Look(.text, 15) : Paper.Look(.text, 11.5), below: 2, leading: 1.15)),
            .text(
                .init(
                    words(
                        "记录有误、有遗漏，或工作上有困难的，请尽早向\(words.issuer)提出。联系电话：\(words.telephone)　地点：\(words.place)",
                        "If a record is wrong or missing, or the work is hard to do, tell \(words.issuer) early. Telephone: \(words.telephone)  Place: \(words.place)"
                    ), plain, below: 4, leading: 1.2)),
        ]
        if !isPhone { parts.append(slip.signed(words("本人签收：", "Received: "))) }
        return parts
    }
}
