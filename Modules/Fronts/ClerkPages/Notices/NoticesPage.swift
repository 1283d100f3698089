import Answers
import AssessmentKernel
import Closing
import Closings
import Console
import Desk
import Ledger
import Printing
import Workspace

/// 通报、年评: the notice of a month and its issue, and the review of a year.
struct NoticesPage: Page {
    let name = "notices"
    let title = LocalText("通报、年评", "Notices, review")
    var templates: [String: [UInt8]] {
        [
            "notices": PackageResources.notices_mustache, "notice": PackageResources.notice_mustache,
            "review": PackageResources.review_mustache, "printcard": PrintCard.template,
        ]
    }

    func show(_ visit: Visit) throws -> Reply {
        if let month = visit.part(0).flatMap({ Month(text: $0) }) { return try notice(visit, month) }
        if let year = visit.part(0).flatMap({ Year(text: $0) }) { return try review(visit, year) }
        guard visit.rest.isEmpty else { return .notFound }
        let say = visit.say
        let overview = try visit.workspace.overview()
        let years = Set(overview.months.map(\.year)).sorted()
        return .page(
            "notices", title: say(title),
            values: [
                "months-title": say("月通报", "Monthly notices"), "years-title": say("年考评", "Annual reviews"),
                "months": overview.months.reversed().map { ["address": "/notices/\($0)", "words": $0.description] },
                "years": years.reversed().map { ["address": "/notices/\($0)", "words": say("\($0) 年", "\($0)")] },
                "none": overview.months.isEmpty ? say("还没有记录。", "There are no records yet.") : "",
            ])
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        if let month = visit.part(0).flatMap({ Month(text: $0) }) {
            switch form["do"] {
            case "issue":
                return .redirect(
                    try issue(visit, month, accepted: try ConfirmedTables(form).complete(in: visit.workspace)))
            case "withdraw":
                try visit.workspace.withdrawNotice(month, reason: form["reason"], now: visit.desk.now())
                return .redirect("/notices/\(month)")
            default: return .notFound
            }
        }
        guard let year = visit.part(0).flatMap({ Year(text: $0) }) else { return .notFound }
        switch form["do"] {
        case "review": return .redirect(try hold(visit, year, reason: form["reason"]))
        case "print": return .redirect(try make(visit, year, form))
        default: return .notFound
        }
    }

    // MARK: Months

    private func notice(_ visit: Visit, _ month: Month) throws -> Reply {
        let say = visit.say
        let report = try visit.workspace.notice(month, asOf: nil, today: visit.desk.today())
        var values: [String: Any] = [
            "answer": AnswerView(say: say).html(NoticeAnswer(report).page(in: say)), "address": "/notices/\(month)",
        ]
        if report.issued != nil {
            values["withdraw"] = [
                "title": say("撤回通报", "Withdraw the notice"),
                "words": say(
                    "撤回后其所发基本补贴不再计为已发；所在季度结算后不能撤回。", "What it paid counts no longer. Not after the quarter is closed."),
                "reason": say("撤回原因", "Why"), "go": say("撤回", "Withdraw"),
            ]
        } else {
            values["issue"] = [
                "title": say("发放", "Issue"),
                "words": say(
                    "将为 \(report.notice.members.count) 人记录随通报支付的基本补贴，合计 \(report.notice.paid) 元。请再核对一次金额；发放后此通报的文件不再改动。",
                    "Base pay of \(counted(report.notice.members.count, "member")) will be recorded as paid: \(report.notice.paid) yuan in all. Look at the sum once more; the files stay as they are then."
                ), "tick": say("金额 \(report.notice.paid) 元无误", "The sum of \(report.notice.paid) yuan is right"),
                "empties": ConfirmedTables(visit.query).fields(for: report.lacking, say),
                "go": say("发放", "Issue"),
            ]
        }
        return .page("notice", title: say("\(month) 月通报", "Notice of \(month)"), values: values)
    }

    private func issue(_ visit: Visit, _ month: Month, accepted: [EmptyTable]) throws(Problem) -> String {
        let (workspace, today, now) = (visit.workspace, visit.desk.today(), visit.desk.now())
        let back = "/notices/\(month)"
        return try visit.start(LocalText("发放 \(month) 通报", "Issuing the notice of \(month)"), back: back) { _ in
            do {
                let report = try workspace.issueNotice(
                    month, acceptedEmpty: accepted, today: today, now: now)
                return TaskOutcome(NoticeAnswer(report), links: [(back, LocalText("回到通报", "Back to the notice"))])
            } catch let blocked as NoticeBlocked {
                return TaskOutcome(BlockedAnswer(blocked), isDone: false, links: [(back, LocalText("返回", "Back"))])
            }
        }
    }

    // MARK: Years

    private func review(_ visit: Visit, _ year: Year) throws -> Reply {
        let say = visit.say
        let overview = try visit.workspace.overview()
        let closed = overview.closings.filter { $0.quarter.year == year.number }
        let results = try visit.workspace.resultFiles().filter { $0.name.hasPrefix("\(year)-r") }
        let later = try visit.workspace.revisedSinceReview(of: year).map(\.name)
        let card = PrintCard(
            say: say, title: LocalText("年度材料", "Papers of the year"),
            words: LocalText(
                "优秀推荐公示表、通报（另有 Word 文件可改）、认定表、每人一页的告知单，登记过的还有回执。",
                "The posting of the recommended, the circular (both as Word files too), the findings, a slip for each member, and the receipt where it was taken in."
            ), address: "/notices/\(year)", period: year.description, isPosted: true,
            files: try visit.workspace.paperFiles(of: year))
        return .page(
            "review", title: say("\(year) 年考评", "Review of \(year)"),
            values: [
                "print": results.isEmpty ? [] : [card.values],
                "address": "/notices/\(year)",
                "later": later.isEmpty
                    ? ""
                    : say(
                        "考评之后有更正，考评没有算入：\(say.list(later))。需要时写明理由重新考评，再生成材料。",
                        "Revised since the review, which does not have it: \(say.list(later)). Review again where it matters, with the reason, and make the papers again."
                    ),
                "words": say(
                    "依据已结算的季度：\(closed.isEmpty ? "无" : say.list(closed.map(\.name)))。",
                    "It rests on the closed quarters: \(closed.isEmpty ? "none" : say.list(closed.map(\.name)))."),
                "results": results.reversed().enumerated().map {
                    ResultView(say: say).values($0.element, isLatest: $0.offset == 0)
                },
                "again": results.isEmpty ? [] : [["label": say("重新考评的理由", "Why it is reviewed again")]],
                "go": results.isEmpty ? say("考评", "Review") : say("重新考评", "Review again"),
                "after": say("考评写入账本；以后可以重新考评，不能抹去。", "The review is recorded; it can be made again, never erased."),
            ])
    }

    private func make(_ visit: Visit, _ year: Year, _ form: Form) throws(Problem) -> String {
        let wanted = try PrintOptions(form, in: visit.say)
        let (workspace, back) = (visit.workspace, "/notices/\(year)")
        return try visit.start(LocalText("生成 \(year) 年的材料", "Making the papers of \(year)"), back: back) { progress in
            let outcome = try workspace.print(year, wanted, to: nil) { progress($0, $1) }
            return TaskOutcome(
                PrintAnswer(outcome), isDone: !outcome.files.isEmpty,
                links: [(back, LocalText("下载材料", "Keep the papers"))])
        }
    }

    private func hold(_ visit: Visit, _ year: Year, reason: String) throws(Problem) -> String {
        let (workspace, today, now) = (visit.workspace, visit.desk.today(), visit.desk.now())
        let back = "/notices/\(year)"
        return try visit.start(LocalText("\(year) 年考评", "Reviewing \(year)"), back: back) { progress in
            do {
                let report = try workspace.review(
                    year, reason: reason.isEmpty ? nil : reason, today: today, now: now, progress: { progress($0, $1) })
                return TaskOutcome(ReviewAnswer(report), links: [(back, LocalText("打开结果", "Open the results"))])
            } catch let blocked as ReviewBlocked {
                return TaskOutcome(BlockedAnswer(blocked), isDone: false, links: [(back, LocalText("返回", "Back"))])
            }
        }
    }
}
