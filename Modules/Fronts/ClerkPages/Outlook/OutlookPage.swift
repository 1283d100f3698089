import Answers
import AssessmentKernel
import Closings
import Console
import Desk
import Foundation
import Papers
import Printing
import Workspace

/// 预警: a quarter that runs, who needs attention first, and a member's outlook with a text to send.
struct OutlookPage: Page {
    let name = "outlook"
    let title = LocalText("预警", "Outlook")
    var templates: [String: [UInt8]] {
        ["outlook": PackageResources.outlook_mustache, "printcard": PrintCard.template]
    }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let overview = try visit.workspace.overview()
        let today = visit.desk.today()
        let begun = overview.quarters.filter { $0.range.first <= today }
        let usual = begun.first { $0.range.contains(today) } ?? begun.last
        guard visit.rest.count < 2, let quarter = visit.part(0).map({ Quarter(text: $0) }) ?? usual else {
            return visit.rest.isEmpty
                ? .page("outlook", title: say(title), values: ["none": say("还没有记录。", "There are no records yet.")])
                : .notFound
        }
        let latest = max(quarter.range.first, min(today, quarter.range.last))
        let day = try visit.query["day"].map { try OutlookPage.day($0) } ?? latest
        var values: [String: Any] = [
            "quarters-label": say("季度", "Quarters"),
            "quarters": begun.map { one -> [String: Any] in
                ["address": "/outlook/\(one)", "words": one.description, "here": one == quarter]
            },
            "address": address(quarter, nil), "member": visit.query["member"].map { [["code": $0]] } ?? [],
            "day-label": say("截至", "As of"), "day": day.description,
            "first": quarter.range.first.description, "last": latest.description, "go": say("查看", "Look"),
        ]
        if let code = visit.query["member"] {
            let report = try visit.workspace.outlook(of: code, in: quarter, asOf: day, today: today)
            values["answer"] = AnswerView(say: say).html(MemberOutlookAnswer(report).page(in: say))
            values["links"] =
                [
                    ["address": address(quarter, nil, day), "words": say("回到全镇预警", "Back to the township")]
                ]
                + (code.contains("/") || code.contains("\\")
                    ? []
                    : [
                        [
                            "address": "/members/\(quarter)/" + OutlookPage.encoded(code),
                            "words": say("看扣分明细", "The deductions in detail"),
                        ]
                    ])
            return .page("outlook", title: say(title) + " " + code, values: values)
        }
        let answer = OutlookAnswer(try visit.workspace.outlook(quarter, asOf: day, today: today))
        let view = AnswerView(say: say) { code in
            (address(quarter, code, day), say("看本人预警与可发送的文字", "The outlook, with a text to send"))
        }
        let table = answer.table(in: say)
        values["head"] = answer.head(in: say)
        if !answer.checklist(in: say).lines.isEmpty {
            values["first-title"] = say("先关注", "To look at first")
            values["first-list"] = view.html(answer.checklist(in: say))
        }
        if !table.rows.isEmpty {
            values["table"] = view.html(
                table, named: say("全体", "All members"),
                actions: table.rows.map { row in
                    let link = ShownHTML.text(address(quarter, row[0], day))
                    return "<a href=\"\(link)\">\(ShownHTML.text(say("本人", "member")))</a>"
                })
            values["remarks"] = view.html(answer.remarks(in: say))
            if overview.closing(of: quarter) == nil { values["print"] = try printing(visit, quarter, day) }
        }
        return .page("outlook", title: say(title) + " " + quarter.description, values: values)
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard visit.rest.count == 1, let quarter = visit.part(0).flatMap({ Quarter(text: $0) }), form["do"] == "print"
        else { return .notFound }
        let (workspace, today) = (visit.workspace, visit.desk.today())
        let day = try OutlookPage.day(form["day"])
        let (wanted, back) = (try PrintOptions(form, in: visit.say), address(quarter, nil, day))
        return .redirect(
            try visit.start(LocalText("生成 \(quarter) 的履职提醒单", "Making the reminders of \(quarter)"), back: back) {
                progress in
                let report = try workspace.outlook(
                    quarter, asOf: day, today: today, matters: ReminderSlips.matters, progress: { progress($0, $1) })
                let outcome = try workspace.print(
                    ReminderSlips(report).all(in: wanted.language), of: report, wanted, to: nil
                ) { progress($0, $1) }
                return TaskOutcome(
                    PrintAnswer(outcome), isDone: !outcome.files.isEmpty,
                    links: [(back, LocalText("下载提醒单", "Keep the reminders"))])
            })
    }

    /// How the reminders are made, and those that were.
    private func printing(_ visit: Visit, _ quarter: Quarter, _ day: CivilDate) throws -> [String: Any] {
        let say = visit.say
        let files = try visit.workspace.paperFiles(of: quarter).filter {
            PaperKind(file: $0.name, of: quarter) == .outlook
        }
        return PrintCard(
            say: say, title: PaperKind.outlook.title,
            words: LocalText(
                "每人一页，发给本人：目前多少分、照此进度到哪一等、什么最要紧、怎样反映。截至 \(day)；先关注的在前。",
                "A page for each member: the points now, where that leads, what matters most, whom to tell. As of \(day), those to look at first come first."
            ), address: address(quarter, nil), period: quarter.description, day: day, files: files
        ).values
    }

    private static func day(_ text: String) throws(Problem) -> CivilDate {
        if let day = CivilDate(iso: text) { return day }
        throw Problem(
            .usage, LocalText("“\(text)”不是日期", "\(text) is no date"),
            next: LocalText("写成 2021-08-15 的样子", "write it like 2021-08-15"))
    }

    /// The address of a quarter's outlook, or of one member's in it.
    private func address(_ quarter: Quarter, _ code: String?, _ day: CivilDate? = nil) -> String {
        // A code may hold any letter, a slash too, so it is a field and no part of the path.
        let fields =
            [code.map { "member=" + OutlookPage.encoded($0) }, day.map { "day=\($0)" }].compactMap { $0 }
        return "/outlook/\(quarter)" + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }

    private static func encoded(_ code: String) -> String {
        code.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? code
    }
}
