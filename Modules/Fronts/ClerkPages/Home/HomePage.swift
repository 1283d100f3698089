import Answers
import AssessmentKernel
import Closing
import Closings
import Console
import Desk
import Ledger
import Workspace

/// 首页: the quarters, what stands in the way of the next closing, and what waits for a decision.
struct HomePage: Page {
    let name = ""
    let title = LocalText("首页", "Overview")
    var templates: [String: [UInt8]] { ["home": PackageResources.home_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let overview = try visit.workspace.overview()
        let next = overview.nextToClose
        var values: [String: Any] = [
            "quarters-title": say("季度", "Quarters"),
            "members": say("名册 \(overview.members.count) 人", counted(overview.members.count, "member")),
            "quarters": overview.quarters.map { quarter -> [String: Any] in
                let closing = overview.closing(of: quarter)
                let state =
                    closing.map {
                        $0.revision > 1
                            ? say("已更正（第 \($0.revision) 版）", "revised (\($0.revision))") : say("已结算", "closed")
                    }
                    ?? (quarter == next ? say("待结算", "next to close") : say("未结算", "open"))
                return [
                    "address": "/closing/\(quarter)", "words": PeriodWords.quarter(quarter, say), "state": state,
                    "look": closing != nil ? "closed" : quarter == next ? "next" : "open",
                ]
            },
        ]
        if overview.members.isEmpty {
            values["empty"] = [
                "words": say(
                    "还没有记录。先导入网格员名册，再导入平台导出的各表；可以一起拖入。",
                    "There are no records yet. Import the roster and the platforms' tables; they can be dragged in together."
                ),
                "link": say("去导入", "Import"),
            ]
        }
        let asked = overview.toCheck
        let checked = try visit.statusSoon(asked, members: overview.members.count)
        if let unknown = asked.first(where: { checked[$0] == nil }) {
            values["soon"] = [
                "title": say("\(PeriodWords.quarter(unknown, say))", "\(unknown)"),
                "words": say(
                    "正在核对 \(overview.members.count) 人的记录，随即显示……",
                    "Checking the records of \(counted(overview.members.count, "member")); it will be shown at once …"),
            ]
            values["refresh"] = true
        }
        if let next, let status = checked[next] {
            let answer = StatusAnswer(status, in: visit.workspace)
            let list = answer.checklist(in: say)
            values["next"] = [
                "title": say("\(PeriodWords.quarter(next, say))结算前", "Before closing \(next)"),
                "counts": say(
                    "受阻 \(list.count(.blocked)) 项，请核对 \(list.count(.attention)) 项",
                    "\(list.count(.blocked)) blocked, \(list.count(.attention)) to look at"),
                "list": AnswerView(say: say, link: StatusLinks(status: status, say: say).link).html(
                    list.without(.done)),
                "address": "/closing/\(next)", "link": say("去结算", "Go to the closing"),
            ]
        }
        if let head = overview.closings.last, let status = checked[head.quarter] {
            let list = StatusAnswer(status, in: visit.workspace).checklist(in: say)
            let since = list.only(StatusLinks.sinceClosing.union(status.suspectWarnings.map(\.code)))
            if !since.lines.isEmpty {
                values["since"] = [
                    "title": say("\(head.name) 结算之后", "Since \(head.name)"),
                    "list": AnswerView(say: say, link: StatusLinks(status: status, say: say).link).html(since),
                ]
            }
        }
        if next == nil, !overview.members.isEmpty {
            values["none"] = say("有记录的季度都已结算。", "Every quarter with records is closed.")
        }
        let running = visit.desk.today().month.quarter
        if overview.quarters.contains(running), overview.closing(of: running) == nil {
            values["running"] = [
                "address": "/outlook/\(running)",
                "words": say(
                    "\(PeriodWords.quarter(running, say))还在进行：看谁要先关注", "\(running) is running: who to look at first"),
            ]
        }
        let waiting = overview.openAppeals.count
        if waiting > 0 {
            values["appeals"] = [
                "words": say("未决申诉 \(waiting) 件：去处理", "\(counted(waiting, "open appeal")): decide them")
            ]
        }
        values["reviews"] = try visit.workspace.yearsRevisedSinceReview().map { year in
            [
                "address": "/notices/\(year)",
                "words": say(
                    "\(year) 年考评之后有季度更正，考评没有算入：去重新考评", "Revised since the review of \(year): review it again"),
            ]
        }
        return .page("home", title: say(title), values: values)
    }
}

extension TownshipOverview {
    /// The quarters whose checklists the first page shows: the next to close, and the last that is closed.
    var toCheck: [Quarter] { [nextToClose, closings.last?.quarter].compactMap(\.self) }
}

/// Where a line of the checklist before a closing is mended.
struct StatusLinks {
    let status: QuarterStatus
    let say: Language

    /// What may come up after a closing, by its code.
    static let sinceClosing: Set<String> = [StatusCode.lateRecords, StatusCode.withdrawnRecords]

    /// The page for a line, by its code.
    func link(_ code: String) -> (address: String, words: String)? {
        if status.suspectWarnings.contains(where: { $0.code == code }) {
            return ("/suspects/\(status.quarter)", say("去核查", "Look at the suspects"))
        }
        let isTable = status.monthly.contains { code == $0.table.key || code == $0.table.key + "-expected" }
        if isTable || code == Blocker.nobodyAssessed.code { return ("/import", say("去导入", "Import")) }
        switch code {
        case StatusCode.openAppeals: return ("/appeals", say("去处理申诉", "Decide the appeals"))
        case StatusCode.lateRecords, StatusCode.withdrawnRecords:
            return ("/closing/\(status.quarter)", say("去更正", "Revise"))
        case WarningKind.faultUndecided.code: return ("/members", say("去定责", "Decide the fault"))
        default: return nil
        }
    }
}
