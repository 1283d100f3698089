import Answers
import AssessmentKernel
import Console
import Desk
import Foundation
import Ledger
import Papers
import Printing
import Workspace

/// 打印: the papers of a closed quarter, made at a click and kept from here, and what they say of the township.
struct PapersPage: Page {
    let name = "papers"
    let title = LocalText("打印", "Papers")
    var templates: [String: [UInt8]] {
        ["papers": PackageResources.papers_mustache, "settings": PackageResources.settings_mustache]
    }

    func show(_ visit: Visit) throws -> Reply {
        let overview = try visit.workspace.overview()
        guard let part = visit.part(0) ?? overview.closings.last?.quarter.description else {
            return .page(
                "papers", title: visit.say(title),
                values: [
                    "none": visit.say(
                        "还没有已结算的季度；结算后才有可打印的材料。", "No quarter is closed yet: papers are made of a closed one."),
                    "none-link": visit.say("去结算", "Go to the closing"),
                ])
        }
        if let year = Year(text: part) {
            // A year's papers are made on its own page.
            guard visit.part(1) == "file" else { return .redirect("/notices/\(year)") }
            return try file(visit) { name throws(Problem) in try visit.workspace.paperFile(name, of: year) }
        }
        guard let quarter = Quarter(text: part) else { return .notFound }
        switch visit.part(1) {
        case nil: break
        case "settings": return try settings(visit, quarter)
        case "file":
            return try file(visit) { name throws(Problem) in try visit.workspace.paperFile(name, of: quarter) }
        default: return .notFound
        }
        guard overview.closing(of: quarter) != nil else { return .redirect("/closing/\(quarter)") }
        let say = visit.say
        var values: [String: Any] = [
            "quarters-label": say("季度", "Quarters"),
            "quarters": overview.closings.map { head -> [String: Any] in
                ["address": "/papers/\(head.quarter)", "words": head.name, "here": head.quarter == quarter]
            }
                + (try reviewedYears(visit)).map {
                    ["address": "/notices/\($0)", "words": say("\($0) 年度材料", "Papers of \($0)"), "here": false]
                }, "address": "/papers/\(quarter)",
        ]
        let files = try visit.workspace.paperFiles(of: quarter)
        if !files.isEmpty { values["made"] = PaperShelf(say: say, quarter: quarter).values(files) }
        values["make"] = choices(visit)
        values["said"] = try said(visit, quarter)
        return .page("papers", title: say("打印 \(quarter) 的材料", "Papers of \(quarter)"), values: values)
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let quarter = visit.part(0).flatMap({ Quarter(text: $0) }) else { return .notFound }
        switch (visit.part(1), form["do"]) {
        case (nil, "print"): return .redirect(try make(visit, quarter, form))
        case ("settings", _): return .redirect(try set(visit, quarter, form))
        default: return .notFound
        }
    }

    /// The years whose review lies among the results.
    private func reviewedYears(_ visit: Visit) throws(Problem) -> [Year] {
        let names = try visit.workspace.resultFiles().map { $0.name.split(separator: "-") }
        return Set(names.filter { $0.count == 2 }.compactMap { Year(text: String($0[0])) }).sorted()
    }

    // MARK: Making

    /// What can be made, each with what it is for.
    private func choices(_ visit: Visit) -> [String: Any] {
        let say = visit.say
        return [
            "title": say("生成材料", "Make papers"),
            "papers-label": say("要哪些", "Which"),
            "papers": PaperKind.ofQuarter.map { kind -> [String: Any] in
                ["key": kind.rawValue, "words": say(kind.title), "use": say(kind.use)]
            },
            "date-label": say(PrintCard.date.label), "date-words": say(PrintCard.date.words),
            "options-label": say("怎样打印", "How"),
            "options": [
                ["key": "masked", "words": say(PrintCard.masked)],
                ["key": "accounts", "words": say("发放表列出身份证号与银行账号", "Identity and bank account on the pay sheet")],
                ["key": "singly", "words": say("告知单另存为每人一份", "Each slip as a file of its own too")],
                ["key": "pictures", "words": say("告知单另存为手机图片", "Each slip as a picture for a phone too")],
            ],
            "go": say("生成", "Make them"),
        ]
    }

    private func make(_ visit: Visit, _ quarter: Quarter, _ form: Form) throws -> String {
        var options = try PrintOptions(form, in: visit.say)
        options.papers = form.all("paper").compactMap(PaperKind.init(rawValue:))
        guard !options.papers.isEmpty else {
            throw Problem(
                .usage, LocalText("没有选要打印的材料", "no paper was chosen"), next: LocalText("至少勾选一种", "tick at least one"))
        }
        let (workspace, wanted, back) = (visit.workspace, options, "/papers/\(quarter)")
        return try visit.start(LocalText("生成 \(quarter) 的材料", "Making the papers of \(quarter)"), back: back) {
            progress in
            let outcome = try workspace.print(quarter, wanted, to: nil) { progress($0, $1) }
            return TaskOutcome(
                PrintAnswer(outcome), isDone: !outcome.files.isEmpty,
                links: [(back, LocalText("下载材料", "Keep the papers"))])
        }
    }

    private func file(_ visit: Visit, _ path: (String) throws(Problem) -> String?) throws -> Reply {
        let name = visit.rest.dropFirst(2).joined(separator: "/")
        guard let path = try path(name), let kept = visit.rest.last else {
            return .notFound
        }
        return .file(path, type: "application/octet-stream", keepAs: kept)
    }

    // MARK: Settings

    /// What is set, and what is blank on the papers for it.
    private func said(_ visit: Visit, _ quarter: Quarter) throws -> [String: Any] {
        let say = visit.say
        let values = try visit.workspace.settings()
        let blank = SettingKey.allCases.filter { values[$0] == nil && !$0.isDays }
        return [
            "title": say("材料上的单位、电话与签字人", "What the papers say of the township"),
            "facts": SettingKey.allCases.filter { values[$0] != nil }.map {
                ["name": say($0.title), "value": values[$0] ?? ""]
            },
            "blank": blank.isEmpty
                ? ""
                : say(
                    "还没有填写：\(say.list(blank.map { say($0.title) }))。材料上这些地方留空，可以手写。",
                    "Not said yet: \(say.list(blank.map { say($0.title) })). The papers leave room to write it by hand."
                ),
            "address": "/papers/\(quarter)/settings", "change": say("填写", "Fill in"),
        ]
    }

    private func settings(_ visit: Visit, _ quarter: Quarter) throws -> Reply {
        let say = visit.say
        let values = try visit.workspace.settings()
        return .page(
            "settings", title: say("材料上的单位、电话与签字人", "What the papers say of the township"),
            values: [
                "address": "/papers/\(quarter)/settings", "back": "/papers/\(quarter)",
                "words": say(
                    "填一次，以后每个季度的材料都这样写；可以随时改，改动记入日志。",
                    "Said once, for the papers of every quarter. Changes stand in the journal."),
                "fields": SettingKey.allCases.map { key -> [String: Any] in
                    let usual = PaperSettings()
                    let days = key == .postingDays ? usual.postingDays : usual.appealDays
                    return [
                        "name": key.rawValue, "words": say(key.title), "value": values[key] ?? "", "days": key.isDays,
                        "usual": key.isDays ? say("不填为 \(days)", "\(days) where it is blank") : "",
                    ]
                }, "go": say("保存", "Save"), "back-words": say("返回，不做更改", "Back, without a change"),
            ])
    }

    private func set(_ visit: Visit, _ quarter: Quarter, _ form: Form) throws -> String {
        let now = try visit.workspace.settings()
        var changed: [SettingKey: String] = [:]
        for key in SettingKey.allCases where Text(form[key.rawValue]) != Text(now[key] ?? "") {
            changed[key] = form[key.rawValue]
        }
        if !changed.isEmpty { _ = try visit.workspace.set(changed, now: visit.desk.now()) }
        return "/papers/\(quarter)"
    }
}

/// Where a paper is kept from.
enum PaperPath {
    /// A paper's name as part of an address: a code in it may hold any character.
    static func encoded(_ name: String) -> String {
        name.split(separator: "/").map {
            $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._"))) ?? ""
        }.joined(separator: "/")
    }
}

/// The papers that were made, a line for each, with its files.
private struct PaperShelf {
    let say: Language
    let quarter: Quarter

    func values(_ files: [PrintedPaper]) -> [String: Any] {
        // As they are listed above the button, and of each what is printed before what is edited.
        // The reminders of the time when the quarter ran are on the page of its outlook.
        let files = files.filter { kind($0) != .outlook }
        let own = files.filter { !$0.name.contains("/") }.sorted { place($0) < place($1) }
        let singles = files.filter { $0.name.contains("/") }
        let outdated = files.count { $0.isOutdated }
        var papers: [(title: String, shown: String, files: [[String: Any]])] = []
        for file in own {
            let title = title(of: file.name)
            let shown = kind(file).map { say($0.title) } ?? title
            if papers.last.map({ Text($0.title) != Text(title) }) ?? true { papers.append((title, shown, [])) }
            papers[papers.count - 1].files.append(
                ["address": address(file.name), "words": form(file.name), "named": shown])
        }
        return [
            "title": say("下载材料", "Keep the papers"),
            "papers": papers.map { ["title": $0.shown, "files": $0.files] },
            "outdated": outdated == 0
                ? ""
                : say(
                    "有 \(outdated) 份是更正结算之前生成的，内容已过时，请重新生成。",
                    "\(outdated) were made before the quarter was revised and are out of date: make them again."),
            "singles-title": singles.isEmpty
                ? "" : say("每人一份的告知单（\(singles.count) 个文件）", "The single slips (\(counted(singles.count, "file")))"),
            "singles": singles.map { file in
                ["address": address(file.name), "words": String(file.name.split(separator: "/").last ?? "")]
            },
        ]
    }

    private func kind(_ file: PrintedPaper) -> PaperKind? { PaperKind(file: file.name, of: quarter) }

    private func address(_ name: String) -> String { "/papers/\(quarter)/file/\(PaperPath.encoded(name))" }

    /// The name without quarter and ending.
    private func title(of name: String) -> String {
        let rest = name.dropFirst("\(quarter)-".count)
        return String(rest[..<(rest.lastIndex(of: ".") ?? rest.endIndex)])
    }

    private func place(_ file: PrintedPaper) -> (Int, Int, Text) {
        let kind = kind(file).flatMap { PaperKind.allCases.firstIndex(of: $0) }
        return (kind ?? PaperKind.allCases.count, file.name.hasSuffix(".pdf") ? 0 : 1, Text(file.name))
    }

    private func form(_ name: String) -> String {
        switch name.split(separator: ".").last {
        case "pdf": "PDF"
        case "docx": say("Word（可改文字）", "Word, to edit")
        case "xlsx": say("工作簿", "Workbook")
        default: say("文件", "File")
        }
    }
}

extension PaperKind {
    /// What it is for, and what it needs.
    fileprivate var use: LocalText {
        switch self {
        case .posting: LocalText("张贴在公示栏；另有 Word 文件可改", "for the notice board; also as a Word file")
        case .payroll: LocalText("逐人签字领取，按办事处小计", "signed by whom is paid, with sums by office")
        case .bank: LocalText("交银行代发的工作簿；账号取自导入的“账户”表", "a workbook for the bank; accounts come from the table account")
        case .slips: LocalText("每人一页：扣分、依据、怎样申诉", "a page for each member: deductions, grounds, how to appeal")
        case .circular: LocalText("正文已填好数字；另有 Word 文件可改", "the text with its figures; also as a Word file")
        case .brief: LocalText("一页，给领导看", "one page for the leader")
        case .receipt: LocalText("区级的回执；先在“上报”登记", "the district's; take it in under Report first")
        case .outlook: LocalText("季度进行中发给本人，在“预警”页生成", "while a quarter runs; made on the page Outlook")
        case .findings: LocalText("不合格等认定及依据，存档", "findings with their grounds, for the file")
        }
    }
}
