import Answers
import Archive
import AssessmentKernel
import Closing
import Closings
import Console
import Desk
import Ledger
import RuleAnswers
import Rulebook
import Workspace

/// 结算: what blocks a quarter, what is accepted, the closing, and then its results.
struct ClosingPage: Page {
    let name = "closing"
    let title = LocalText("结算", "Closing")
    var templates: [String: [UInt8]] {
        [
            "closing": PackageResources.closing_mustache, "quarters": PackageResources.quarters_mustache,
            "empties": PackageResources.empties_mustache,
        ]
    }

    func show(_ visit: Visit) throws -> Reply {
        let overview = try visit.workspace.overview()
        guard let text = visit.part(0) else {
            if let next = overview.nextToClose ?? overview.quarters.last { return .redirect("/closing/\(next)") }
            return .page(
                "quarters", title: visit.say(title),
                values: ["words": visit.say("还没有记录，先导入。", "There are no records yet; import them first.")])
        }
        guard let quarter = Quarter(text: text) else { return .notFound }
        guard let head = overview.closing(of: quarter) else { return try open(visit, quarter, overview) }
        return try closed(visit, quarter, head, overview)
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let quarter = visit.part(0).flatMap({ Quarter(text: $0) }) else { return .notFound }
        let accepted = try ConfirmedTables(form).complete(in: visit.workspace)
        switch form["do"] {
        case "close": return .redirect(try close(visit, quarter, accepted: accepted))
        case "revise":
            return .redirect(try revise(visit, quarter, reason: form["reason"], accepted: accepted))
        case "foresee": return .redirect(try foresee(visit, quarter, accepted: accepted))
        default: return .notFound
        }
    }

    // MARK: Before

    private func open(_ visit: Visit, _ quarter: Quarter, _ overview: TownshipOverview) throws -> Reply {
        let say = visit.say
        let empties = ConfirmedTables(visit.query)
        let status = try visit.status(quarter, accepted: empties.confirmed.map(\.name))
        let list = StatusAnswer(status, in: visit.workspace).checklist(in: say)
        var values = quarters(overview, say, here: quarter)
        values["list"] = AnswerView(say: say, link: StatusLinks(status: status, say: say).link).html(list)
        values["list-title"] = say("结算前", "Before the closing")
        values["counts"] = say(
            "受阻 \(list.count(.blocked)) 项，请核对 \(list.count(.attention)) 项",
            "\(list.count(.blocked)) blocked, \(list.count(.attention)) to look at")
        let fields = empties.fields(for: acceptable(status, empties), say)
        if !fields.isEmpty {
            values["accept"] = [
                "address": "/closing/\(quarter)", "empties": fields, "go": say("按所选重新核对", "Check again"),
            ]
        }
        if status.blockers.isEmpty {
            let names = say.list(
                empties.confirmed.map {
                    say(
                        "\(visit.workspace.tableTitle($0.name).chinese)（\($0.reason)）",
                        "\(visit.workspace.tableTitle($0.name).english) (\($0.reason))")
                })
            let isSigned = try visit.workspace.signingKey() != nil
            values["ready"] = [
                "title": say("可以结算", "Ready to close"), "quarter": quarter.description,
                "facts": [
                    ["name": say("季度", "Quarter"), "value": PeriodWords.quarter(quarter, say)],
                    [
                        "name": say("应考核", "Assessed"),
                        "value": say("\(status.assessed) 人", "\(counted(status.assessed, "member"))"),
                    ],
                    ["name": say("考核细则", "Rulebook"), "value": status.rulebook.key],
                    ["name": say("确认无记录的表", "Without rows"), "value": names.isEmpty ? say("无", "none") : names],
                    [
                        "name": say("上报包", "Bundle"),
                        "value": isSigned
                            ? say("自动签名", "signed")
                            : say("未签名（可先在“上报”中新建密钥）", "unsigned (a key can be made under Report)"),
                    ],
                ], "accepted": empties.kept,
                "words": say(
                    "结算生成全部得分、补贴、报告和上报包，并写入账本；以后可以更正，不能抹去。",
                    "The closing makes scores, pay, reports and bundle, and records them. It can be revised later, never erased."
                ),
                "go": say("结算", "Close"),
            ]
        }
        return .page("closing", title: PeriodWords.quarter(quarter, say) + say("结算", ": closing"), values: values)
    }

    /// The tables that block the closing by their missing rows, and those that are accepted already.
    private func acceptable(_ status: QuarterStatus, _ empties: ConfirmedTables) -> [TableSchema] {
        status.monthly.map(\.table).filter { table in
            status.blockers.contains { $0.table?.key == table.key } || empties.ticked.contains { $0.name == table.key }
        }
    }

    /// The tables that have lost their rows since the closing, which a revision asks about.
    private func lacking(_ status: QuarterStatus) -> [TableSchema] {
        acceptable(status, ConfirmedTables([:])).filter { table in
            !status.closedWithout.contains { $0.table.key == table.key }
        }
    }

    private func quarters(_ overview: TownshipOverview, _ say: Language, here: Quarter) -> [String: Any] {
        [
            "quarters-label": say("季度", "Quarters"),
            "quarters": overview.quarters.map { quarter -> [String: Any] in
                let isClosed = overview.closing(of: quarter) != nil
                return [
                    "address": "/closing/\(quarter)", "words": quarter.description, "here": quarter == here,
                    "look": isClosed ? "closed" : "open", "state": isClosed ? say("已结算", "closed") : say("未结算", "open"),
                ]
            },
        ]
    }

    // MARK: After

    private func closed(
        _ visit: Visit, _ quarter: Quarter, _ head: ClosingHead, _ overview: TownshipOverview
    ) throws -> Reply {
        let say = visit.say
        var values = quarters(overview, say, here: quarter)
        let results = try visit.workspace.resultFiles().filter {
            $0.name.hasPrefix("\(quarter)-r") && !$0.isPublicCopy
        }
        values["results"] = results.reversed().map { ResultView(say: say).values($0, isLatest: $0.name == head.name) }
        values["results-title"] = say("结果", "Results")
        values["members"] = ["address": "/members/\(quarter)", "words": say("各网格员得分", "The members' scores")]
        values["papers"] = [
            "address": "/papers/\(quarter)",
            "words": say("打印公示表、发放表、告知单等材料", "Posting, pay sheet, slips and other papers"),
        ]
        let status = try visit.status(quarter)
        let list = StatusAnswer(status, in: visit.workspace).checklist(in: say)
        values["confirmed"] = status.closedWithout.map { table, reason in
            let why = reason.isEmpty ? say("未写原因", "no reason given") : reason
            return [
                "text": say(
                    "结算时确认“\(table.title.chinese)”无记录：\(why)",
                    "Confirmed to have no rows at the closing: \(table.title.english) (\(why))")
            ]
        }
        let since = list.lines.filter {
            StatusLinks.sinceClosing.contains($0.code) || $0.code == StatusCode.openAppeals
        }
        values["since"] = since.map { ["text": $0.text, "details": say.list($0.details)] }
        values["revise"] = [
            "title": say("更正结算", "Revise"), "quarter": quarter.description,
            "words": say(
                "按目前的记录和已处理的申诉重新结算为第 \(head.revision + 1) 版；第 \(head.revision) 版保留，随下一次结算，少发的补发，多发的扣回。",
                "Closes it again from today's records and decisions as revision \(head.revision + 1). Revision \(head.revision) stays; the next closing settles the difference."
            ), "reason": say("更正原因", "Why"), "go": say("更正", "Revise"),
            "foresee": say("先看会改变什么", "See what it would change"),
            "empties": ConfirmedTables(visit.query).fields(for: lacking(status), say),
        ]
        return .page("closing", title: PeriodWords.quarter(quarter, say) + say("结算", ": closing"), values: values)
    }

    // MARK: Doing

    private func close(_ visit: Visit, _ quarter: Quarter, accepted: [EmptyTable]) throws(Problem) -> String {
        let (workspace, today, now) = (visit.workspace, visit.desk.today(), visit.desk.now())
        return try start(visit, LocalText("结算 \(quarter)", "Closing \(quarter)"), quarter) { progress in
            let outcome = try workspace.close(
                quarter, acceptedEmpty: accepted, today: today, now: now, progress: progress)
            return TaskOutcome(CloseAnswer(outcome), links: links(quarter))
        }
    }

    /// Starts work on a quarter; what stands in its way is its answer too.
    private func start(
        _ visit: Visit, _ words: LocalText, _ quarter: Quarter,
        _ work: @escaping @Sendable (_ progress: @escaping (Int, Int) -> Void) throws -> TaskOutcome
    ) throws(Problem) -> String {
        let back = "/closing/\(quarter)"
        return try visit.start(words, back: back) { progress in
            do { return try work { progress($0, $1) } } catch let blocked as ClosingBlocked {
                return TaskOutcome(BlockedAnswer(blocked), isDone: false, links: [(back, LocalText("返回", "Back"))])
            }
        }
    }

    /// Where one goes on after a closing.
    private func links(_ quarter: Quarter) -> [(String, LocalText)] {
        [
            ("/closing/\(quarter)", LocalText("打开结果", "Open the results")),
            ("/papers/\(quarter)", LocalText("打印材料", "Print the papers")),
            ("/submit", LocalText("上报", "Report")),
        ]
    }

    private func revise(
        _ visit: Visit, _ quarter: Quarter, reason: String, accepted: [EmptyTable]
    ) throws(Problem) -> String {
        let (workspace, now) = (visit.workspace, visit.desk.now())
        return try start(visit, LocalText("更正 \(quarter)", "Revising \(quarter)"), quarter) { progress in
            let (report, later) = try workspace.revise(
                quarter, reason: reason, acceptedEmpty: accepted, now: now, progress: progress)
            return TaskOutcome(ReviseAnswer(report, later: later), links: links(quarter))
        }
    }

    /// What the revision would change, before it is made.
    private func foresee(_ visit: Visit, _ quarter: Quarter, accepted: [EmptyTable]) throws(Problem) -> String {
        let (workspace, back) = (visit.workspace, [("/closing/\(quarter)#revise", LocalText("去更正", "Revise"))])
        return try start(visit, LocalText("预看更正 \(quarter)", "Foreseeing \(quarter)"), quarter) { progress in
            let foreseen = try workspace.foreseeRevision(of: quarter, acceptedEmpty: accepted, progress: progress)
            return TaskOutcome(ForeseenRevisionAnswer(foreseen), links: back)
        }
    }
}

/// The files of a closing or review: the pages first, then what is kept.
struct ResultView {
    let say: Language

    func values(_ result: ResultFiles, isLatest: Bool) -> [String: Any] {
        let isPage: (String) -> Bool = { $0.hasSuffix(".html") && !$0.contains("/") }
        let isReport: (String) -> Bool = { !$0.contains("/") && $0.hasSuffix(".xlsx") }
        func link(_ file: String) -> [String: Any] { ["address": address(result.name, file), "words": words(file)] }
        return [
            "name": result.name, "latest": isLatest, "mark": isLatest ? say("最新", "latest") : say("旧版", "earlier"),
            "pages": result.files.filter(isPage).map(link), "kept": result.files.filter(isReport).map(link),
            "bundle": result.hasBundle
                ? [["address": "/files/\(result.name).zip", "words": say("上报包", "Bundle")]] : [],
            "others-title": say("其他文件", "Other files"),
            "others": result.files.filter { !isPage($0) && !isReport($0) }.map(link),
            "new": say("（新窗口）", " (new window)"),
        ]
    }

    private func address(_ name: String, _ file: String) -> String { "/files/\(name)/\(file)" }

    private func words(_ file: String) -> String {
        switch file {
        case "report.html": say("结果网页", "The page")
        case "report.xlsx": say("结果工作簿", "The workbook")
        case "slips.html": say("告知单", "The members' slips")
        default: file
        }
    }
}
