public import AssessmentKernel
public import Closings
import Ledger
import Outlook
import Rulebook

/// What is still possible in a quarter that runs: who needs attention first, then everybody.
public struct OutlookAnswer: EncodableAnswer {
    private let report: OutlookReport

    /// Answers with an outlook.
    public init(_ report: OutlookReport) { self.report = report }

    /// Who needs attention first and why, then all members in a table.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(head(in: say))
        guard !report.outlook.members.isEmpty else { return page }
        if !report.outlook.alarmed.isEmpty { page.add(checklist(in: say)) }
        page.add(table(in: say))
        page.add(remarks(in: say))
        return page
    }

    /// What is looked at, and how many members need attention first.
    public func head(in say: Language) -> String {
        let outlook = report.outlook
        guard !outlook.members.isEmpty else {
            return say("截至 \(outlook.asOf)，没有应考核的在岗网格员。", "As of \(outlook.asOf) no member in post is assessed.")
        }
        let count = outlook.alarmed.count
        let end = outlook.asOf == outlook.quarter.range.last ? say("（季末，不再变动）", " (the end: nothing is open)") : ""
        return say(
            "\(outlook.quarter) 季中预警，截至 \(outlook.asOf)\(end)：考核 \(outlook.members.count) 人，"
                + (count == 0 ? "没有临近最低等次或连续不合格的人。" : "请先关注 \(count) 人。"),
            "Outlook of \(outlook.quarter), as of \(outlook.asOf)\(end): \(counted(outlook.members.count, "member")), "
                + (count == 0
                    ? "nobody near the lowest band or a streak of failing months."
                    : "\(count) to look at first."))
    }

    /// What the columns mean, and what to know of the records.
    public func remarks(in say: Language) -> AnswerPage {
        var page = AnswerPage(Self.legend(say))
        for behind in report.behind { page.remark(OutlookWords.behind(behind, say)) }
        if let closing = report.closing {
            page.remark(
                say("本季度已结算（\(closing.name)），这里只是回看当日。", "The quarter is closed (\(closing.name)); this looks back."))
        }
        return page
    }

    /// The members in need of attention, with the few things that matter most to each; the code of a line is the
    /// member's.
    public func checklist(in say: Language) -> Checklist {
        var list = Checklist()
        for member in report.outlook.alarmed {
            list.add(
                .init(
                    state: .attention, code: member.member.code.string, text: OutlookWords.heading(member, say),
                    details: member.matters.map { say($0.told) }))
        }
        return list
    }

    /// All members in the same order, a row each.
    public func table(in say: Language) -> AnswerTable {
        var table = AnswerTable([
            .init(say("工号", "code")), .init(say("姓名", "name")), .init(say("村", "village")),
            .init(say("目前", "now"), .number), .init(say("等次", "band")), .init(say("照此进度", "at this pace"), .number),
            .init(say("最好", "best"), .number), .init(say("今后全不做", "if idle"), .number),
            .init(say("最坏", "worst"), .number), .init(say("最要紧", "matters most")),
        ])
        for row in report.outlook.members {
            table.add([
                row.member.code.string, row.member.name.string, row.member.village.string,
                row.present.total.description, OutlookWords.band(row.present, say),
                row.pace.map { OutlookWords.tenths($0.total) } ?? "—", row.best.total.description,
                row.idle.total.description,
                row.worst.total.description, row.matters.first.map { say($0.told) } ?? "",
            ])
        }
        return table
    }

    /// What the columns mean, and what is not foreseen.
    static func legend(_ say: Language) -> String {
        OutlookWords.pace(say)
            + say(
                """
                “今后全不做”指今后的到岗日和已知期限全未完成。“最坏”还算入随时可能新发生的事。
                只看当日已有的记录；以后的更正、申诉、补报不在预计之内。
                """,
                """
                 “If idle” means that no duty day and no known deadline is met. “Worst” adds what may always happen anew.
                It rests on the records of that day; corrections, appeals and late records are not foreseen.
                """)
    }

    /// The outlook for programs; points as decimal texts.
    public func json(in say: Language) -> any Encodable { OutlookJSON(report, say) }
}

/// What is still possible for one member, as a text that can be sent to the member.
public struct MemberOutlookAnswer: EncodableAnswer {
    private let report: OutlookReport

    /// Answers with the outlook of one member.
    public init(_ report: OutlookReport) { self.report = report }

    /// The text, then the items in a table.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(letter(in: say))
        guard let found = report.outlook.members.first else { return page }
        page.add("")
        var table = AnswerTable([
            .init(say("考核项", "item")), .init(say("满分", "maximum"), .number), .init(say("已扣", "lost"), .number),
            .init(say("其中可挽回", "may return"), .number), .init(say("已知还会扣", "known to be due"), .number),
            .init(say("最多还会扣", "at most"), .number),
        ])
        for item in found.items {
            table.add([
                say(item.about.title), item.maximum.description, item.lost.description, item.recoverable.description,
                item.due.description, item.open.description,
            ])
        }
        page.add(table)
        let silent = found.items.filter { !$0.speaks && $0.open + $0.recoverable > .zero }
        if !silent.isEmpty {
            page.remark(
                say(
                    "“\(say.list(silent.map { say($0.about.title) }))”的模块不作预计，按可能全得、也可能全失计。",
                    "\(say.list(silent.map { say($0.about.title) })): the item's module foresees nothing, so anything is possible."
                ))
        }
        return page
    }

    /// The text for the member.
    public func letter(in say: Language) -> String {
        report.outlook.members.first.map { OutlookWords.letter($0, report.outlook.quarter, say) } ?? ""
    }

    /// The outlook for programs, with all that matters.
    public func json(in say: Language) -> any Encodable { OutlookJSON(report, say) }
}
