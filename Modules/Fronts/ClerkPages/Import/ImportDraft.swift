import Answers
import AssessmentKernel
import Console
import ImportAnswers
import Importing
import Intake
import Ledger
import Workspace

/// Files that wait to be imported: what a trial found of them, and what can be done then.
struct ImportDraft {
    private let visit: Visit
    private let number: String

    init(_ visit: Visit) { self.init(visit, visit.part(1) ?? "") }

    init(_ visit: Visit, _ number: String) {
        self.visit = visit
        self.number = number
    }

    private var address: String { "/import/draft/\(number)" }
    private var say: Language { visit.say }

    func show() throws -> Reply {
        guard let draft = visit.desk.drafts.draft(number) else { return .redirect("/import") }
        var values: [String: Any] = [
            "address": address, "discard": say("放弃，不导入", "Discard"),
            "files": say("文件 \(draft.files.count) 个：", "\(counted(draft.files.count, "file")): ")
                + say.list(draft.files.prefix(12).map(\.name)) + (draft.files.count > 12 ? " …" : ""),
        ]
        let trial = visit.place.trials.trial(of: draft)
        guard let trial else {
            values["untried"] = ["go": say("试导入", "Try it")]
            return .page("draft", title: say("待导入的文件", "Files to import"), values: values)
        }
        let report: ImportReport
        switch trial.found {
        case .success(let found): report = found
        case .failure(let problem):
            values["answer"] = AnswerView(say: say).html(ProblemAnswer(problem).page(in: say))
            values["unknown"] = draft.files.indices.prefix(20).map { mapping(draft, $0) }
            values["options"] = options(trial, isOpen: true)
            return .page("draft", title: say("试导入的结果", "What the trial found"), values: values)
        }
        let answer = ImportAnswer(report, in: visit.workspace, isRehearsal: true)
        values["answer"] = AnswerView(say: say).html(answer.summary(in: say))
        if report.rejectCount > 0 { values["rejects"] = rejects(report) }
        values["unknown"] = unknown(draft, report)
        let isEmpty = report.files.isEmpty
        let counts = report.counts
        // Where all that was dragged in was refused there is nothing to import.
        let isRefused =
            report.rejectCount > 0 && counts.inserted + counts.filled + counts.amended + counts.unchanged == 0
        if !isEmpty, !isRefused { values["go"] = go(report) }
        values["options"] = options(trial, isOpen: isEmpty || isRefused || !report.leftOut.isEmpty)
        return .page("draft", title: say("试导入的结果", "What the trial found"), values: values)
    }

    // MARK: What is shown

    /// The rejected rows, sheet by sheet.
    private func rejects(_ report: ImportReport) -> [String: Any] {
        let own = report.rejectCount - report.derivedCount
        var shown: [[String: Any]] = []
        for file in Set(report.rejectedRows.map(\.file)).sorted(by: { Text($0) < Text($1) }) {
            let rows = report.rejectedRows.filter { $0.file == file }
            shown.append(["file": file, "html": RejectedRowsView(say: say).html(rows)])
        }
        let told = Set(report.rejectedRows.map { "\($0.file)\u{0}\($0.row)" })
        let others = report.firstRejects.filter { !told.contains("\($0.file)\u{0}\($0.row ?? 0)") }.map { reject in
            reject.file + (reject.row.map { say(" 第 \($0) 行", ", row \($0)") } ?? "") + say("：", ": ")
                + say(reject.reason)
        }
        var values: [String: Any] = [
            "title": report.firstRejects.contains { $0.row != nil }
                ? say("有 \(own) 行被拒", "\(counted(own, "row")) rejected")
                : say("有 \(own) 个文件读不了", "\(counted(own, "file")) cannot be read"),
            "sheets": shown, "others": others,
            "workbooks": report.rejectsWorkbooks.map {
                ["address": "/import/rejects/\($0)", "words": say("下载：\($0)", "Keep \($0)")]
            },
            "how": report.rejectsWorkbooks.isEmpty
                ? say("按下面写的原因改好，重新拖入。", "Correct what is said below, and drag the files in again.")
                : say(
                    "可以在原文件中改好，重新拖入；也可以下载只含被拒行的工作簿，改好标色的格后拖入。",
                    "Correct the files and drag them in again, or keep the workbook of the rejected rows, correct the coloured cells and drag that in."
                ), "list": say("全部被拒的行（rejects.csv）", "All rejected rows (rejects.csv)"),
        ]
        if report.derivedCount > 0 {
            values["derived"] = say(
                "另有 \(report.derivedCount) 行只因名册中的行被拒而被拒；改正名册后会一并通过。",
                "\(counted(report.derivedCount, "more row")) fail only because rows of the roster do.")
        }
        return values
    }

    /// The files that were no table, each with the way to a profile of it.
    private func unknown(_ draft: DraftBox.Draft, _ report: ImportReport) -> [[String: Any]] {
        draft.files.enumerated().compactMap { place, file in
            let isOne =
                report.leftOut.contains { draft.root + "/" + $0.name == draft.folder + "/" + file.name }
                || report.files.contains {
                    $0.refusal != nil && draft.root + "/" + $0.name == draft.folder + "/" + file.name
                }
                // Its own words and days may be the platform's, which a profile reads.
                || report.firstRejects.contains {
                    ["choice", "date", "date-time", "other-unit", "yes-no"].contains($0.code)
                        && (draft.root + "/" + $0.file + "#").hasPrefix(draft.folder + "/" + file.name + "#")
                }
            guard isOne else { return nil }
            return mapping(draft, place)
        }
    }

    private func mapping(_ draft: DraftBox.Draft, _ place: Int) -> [String: Any] {
        let name = draft.files[place].name
        return [
            "address": "/mapping/\(number)/\(place)",
            "words": say("为 \(name) 做对照", "Make a profile for \(name)"),
        ]
    }

    /// What importing will do, with the numbers.
    private func go(_ report: ImportReport) -> [String: Any] {
        let counts = report.counts
        let what = say(
            "将新增 \(counts.inserted) 条、补全 \(counts.filled) 条、更正 \(counts.amended) 条记录。",
            "\(counted(counts.inserted, "record")) will be added, \(counts.filled) filled, \(counts.amended) amended.")
        let isPartial = report.rejectCount > 0
        return [
            "words": what, "button": isPartial ? say("先导入其余各行", "Import the other rows") : say("导入", "Import"),
            "partial": isPartial
                ? say("被拒的行不导入，改好后再导入一次。", "The rejected rows are left out; import them once they are corrected.") : "",
        ]
    }

    /// The options of another trial.
    private func options(_ trial: Trials.Trial, isOpen: Bool) -> [String: Any] {
        let options = trial.options
        return [
            "title": say("换一种方式试", "Try it another way"), "open": isOpen, "again": say("再试", "Try again"),
            "table-label": say("这些文件是哪张表", "Which table the files are"),
            "tables": [["key": "", "words": say("按文件名或表名识别", "By the names"), "chosen": options.table == nil]]
                + visit.workspace.tables.map { table -> [String: Any] in
                    ["key": table.key, "words": say(table.title), "chosen": table.key == options.table]
                }, "profile-label": say(Deed.profile.title),
            "profiles": profiles(trial.profile), "amend": options.amend,
            "amend-label": say(
                "更正账本：与账本不同的行以文件为准（旧值留在日志中，留空的格会清空原值）",
                "Amend: rows that differ replace the ledger's (blank cells clear; the journal keeps what was)"),
        ]
    }

    /// The profiles that there are, and to read by none.
    private func profiles(_ name: String) -> [[String: Any]] {
        let shelved = (try? visit.workspace.shelvedProfiles()) ?? []
        return [
            ["key": "", "words": say("按表头自动认出", "By the header"), "chosen": name.isEmpty],
            [
                "key": ImportDraft.noProfile, "words": say(Deed.noProfile.title),
                "chosen": name == ImportDraft.noProfile,
            ],
        ] + shelved.map { ["key": $0.name, "words": $0.name, "chosen": name == $0.name] }
    }

    /// Stands for reading by no profile; none is called so.
    private static let noProfile = "-"

    // MARK: What is done

    func act(_ form: Form) throws -> Reply {
        guard let draft = visit.desk.drafts.draft(number) else { return .redirect("/import") }
        switch form["do"] {
        case "discard":
            visit.desk.drafts.remove(number)
            return .redirect("/import")
        case "try":
            var options = ImportOptions()
            options.table = form["table"].isEmpty ? nil : form["table"]
            options.amend = form["amend"] == "yes"
            options.isRehearsal = true
            let profile = form["profile"]
            options.findsProfiles = profile != ImportDraft.noProfile
            if options.findsProfiles, !profile.isEmpty {
                let known = try visit.workspace.shelvedProfile(named: profile)
                options.profile = try visit.workspace.profile(at: known.path ?? known.name)
            }
            return .redirect(try tryOut(options, profile: profile))
        case "import":
            guard let trial = visit.place.trials.trial(of: draft), case .success(let report) = trial.found else {
                return .redirect(address)
            }
            return .redirect(try bringIn(draft, trial.options, report))
        default: return .notFound
        }
    }

    /// Begins a trial; says where its progress is shown.
    func tryOut(_ options: ImportOptions, profile: String = "") throws(Problem) -> String {
        guard let draft = visit.desk.drafts.draft(number) else { return "/import" }
        let (workspace, trials, address) = (visit.workspace, visit.place.trials, address)
        let now = visit.desk.now()
        return try visit.start(LocalText("试导入", "Trial import"), back: address) { progress in
            // Files that are no table by their names: the page offers to say which, or to make a profile.
            let found = Result { () throws(Problem) in
                try workspace.importTables([draft.root], options, now: now) { progress($0, nil) }
            }
            trials.keep(Trials.Trial(options: options, profile: profile, found: found), of: draft)
            return TaskOutcome(then: address)
        }
    }

    private func bringIn(
        _ draft: DraftBox.Draft, _ options: ImportOptions, _ tried: ImportReport
    ) throws(Problem) -> String {
        let (workspace, desk, number, address) = (visit.workspace, visit.desk, number, address)
        let now = desk.now()
        var options = options
        options.isRehearsal = false
        options.acceptValid = tried.rejectCount > 0
        let wanted = options
        return try visit.start(LocalText("导入", "Import"), back: address) { progress in
            let report = try workspace.importTables([draft.root], wanted, now: now) { progress($0, nil) }
            if report.isKept { desk.drafts.remove(number) }
            return TaskOutcome(
                ImportAnswer(report, in: workspace, isRehearsal: false), isDone: report.isKept,
                links: [
                    ("/", LocalText("看结算前还差什么", "What is left before the closing")),
                    ("/import", LocalText("继续导入", "Import more")),
                ])
        }
    }
}

/// Rejected rows as their sheet shows them.
struct RejectedRowsView {
    let say: Language

    func html(_ rows: [RejectedRow]) -> String {
        guard let titles = rows.first?.titles, let file = rows.first?.file else { return "" }
        let label = ShownHTML.text(say("\(file) 被拒的行", "Rejected rows of \(file)"))
        let head =
            "<th scope=\"col\" class=\"n\">\(say("行", "row"))</th>"
            + titles.map { "<th scope=\"col\">\(ShownHTML.text($0))</th>" }.joined()
            + "<th scope=\"col\">\(say("原因", "why"))</th>"
        let lines = rows.map { row in
            "<tr><td class=\"n\">\(row.row)</td>"
                + titles.indices.map { place in
                    let cell = row.cells.indices.contains(place) ? row.cells[place] : ""
                    guard place == row.fault else { return "<td>\(ShownHTML.text(cell))</td>" }
                    let shown = cell.isEmpty ? say("（空）", "(blank)") : cell
                    return "<td class=\"fault\">\(ShownHTML.text(shown))</td>"
                }.joined() + "<td>\(ShownHTML.text(say(row.reason)))</td></tr>"
        }
        return """
            <div class="wide" tabindex="0" role="region" aria-label="\(label)"><table class="list">
            <thead><tr>\(head)</tr></thead><tbody>
            \(lines.joined(separator: "\n"))
            </tbody></table></div>
            """
    }
}
