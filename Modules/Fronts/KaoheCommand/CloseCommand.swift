import ArgumentParser
import AssessmentKernel
import Closing
import Closings
import Ledger
import Reports
import Rulebook
import Workspace

struct CloseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "close", abstract: say("结算一个季度", "Close a quarter"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(help: help("确认此表确无记录", "say that this table really has no rows", value: "table"))
    var acceptEmpty: [String] = []

    @OptionGroup var output: ClosingOutput
    @OptionGroup var copies: BundleCopies
    @OptionGroup var common: CommonOptions

    func validate() throws { try copies.check(output) }

    func run() throws {
        let workspace = try common.openWorkspace()
        let report = try output.run(in: workspace) { progress in
            try workspace.close(
                quarter, acceptedEmpty: acceptEmpty, today: Clock.date, now: Clock.now, writing: output.parts,
                progress: progress)
        }
        try output.answer(report) { ClosingText.text(report) }
        try copies.write(quarter, workspace)
    }
}

/// What a closing writes besides the results, and how it answers.
struct ClosingOutput: ParsableArguments {
    @Flag(help: help("不生成报告（工作簿、网页、告知单）", "write no reports (workbook, page, slips)"))
    var noReports = false

    @Flag(help: help("不生成上报包", "write no bundle"))
    var noBundle = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    /// What is to be written besides the results.
    var parts: ClosingParts {
        ClosingParts.all.subtracting(noBundle ? .bundle : []).subtracting(noReports ? .reports : [])
    }

    /// Runs a closing beside its line of progress, and says what stands in its way.
    func run<Result>(
        in workspace: Workspace, _ body: (_ progress: @escaping (Int, Int) -> Void) throws -> Result
    ) throws -> Result {
        let line = ProgressLine()
        defer { line.end() }
        do {
            return try body { done, all in line.show(ClosingText.progress(done, all)) }
        } catch let blocked as ClosingBlocked {
            line.end()
            printNote(BlockerText.list(blocked.blockers) + say("未写入任何内容。", "nothing was written."))
            throw Ending.CheckFailed()
        }
    }

    /// Prints the answer, for a program or in words.
    func answer(_ report: ClosingOutcome, _ text: () -> String) throws {
        if json { try printJSON(ClosingAnswer(report)) } else { printResult(text()) }
    }
}

/// A closing in words.
enum ClosingText {
    static func progress(_ done: Int, _ all: Int) -> String {
        say("已结算 \(done)/\(all) 人", "\(done) of \(all) members")
    }

    static func text(_ report: ClosingOutcome) -> String {
        var table = TerminalTable([
            .init(say("名次", "rank"), .right), .init(say("工号", "member")), .init(say("姓名", "name")),
            .init(say("办事处", "office")), .init(say("村", "village")), .init(say("总分", "total"), .right),
            .init(say("等次", "band")), .init(say("月绩效", "a month"), .right),
        ])
        let order = report.standings.enumerated().sorted {
            ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset)
        }
        for (_, row) in order {
            table.add([
                row.rank.map(String.init) ?? "—", row.member.code.string, row.member.name.string,
                row.member.office.string, row.member.village.string, row.total.description, BandText.title(row.band),
                row.monthlyAmount.description,
            ])
        }
        var text = table.text(width: windowWidth)
        text += BandText.summary(report) + "\n"
        for (kind, count) in report.findings.sorted(by: { $0.key.key < $1.key.key }) {
            let title = say(kind.title)
            text += say("\(title)：\(count) 人\n", "\(title): \(count) members\n")
        }
        text += say(
            "应发合计 \(report.payDue) 元；提示 \(report.warnings.count) 条。\n",
            "due in all: \(report.payDue) yuan; \(report.warnings.count) warnings.\n")
        text += say("结果在 \(report.folder)", "the results are in \(report.folder)")
        return text + bundle(report.bundle, beside: report.folder)
    }

    /// Where the bundle is and who signed it; nothing without one.
    static func bundle(_ bundle: MadeBundle?, beside folder: String) -> String {
        guard let bundle else { return "" }
        let path = folder + ".zip"
        if bundle.signedBy.isEmpty {
            return say(
                "\n上报包 \(path)（未签名：先用 kaohe keys new 生成密钥，此后结算自动签名）",
                "\nthe bundle is \(path), unsigned: kaohe keys new makes a key, and closings are signed from then on")
        }
        return say(
            "\n上报包 \(path)（已签名，密钥 \(bundle.signedBy)）", "\nthe bundle is \(path), signed by the key \(bundle.signedBy)")
    }
}

/// Bands and findings in words.
enum BandText {
    static func title(_ band: Band?) -> String { band.map { say($0.title, $0.key) } ?? say("不评等", "unrated") }

    static func summary(_ report: ClosingOutcome) -> String {
        let bands = report.rules.rulebook.bands.bands.map { band in
            (title(band), report.standings.count { $0.band == band })
        }
        let unrated = report.standings.count { $0.band == nil }
        return (bands + [(say("不评等", "unrated"), unrated)]).filter { $0.1 > 0 }
            .map { say("\($0.0) \($0.1) 人", "\($0.0) \($0.1)") }.joined(separator: say("，", ", "))
    }
}

/// The answer as JSON.
struct ClosingAnswer: Encodable {
    struct Row: Encodable {
        let member, name, total, band, monthlyAmount: String
        let rank: Int?
    }

    /// What a revision changes in the pay.
    struct Adjusted: Encodable {
        let owed, owing: Int
        let owedSum, owingSum: String
    }

    let closing, folder, rulebook, payDue: String
    let bundle, bundleSHA256, signedBy: String?
    let members: [Row]
    let findings: [String: Int]
    let warnings: Int
    let adjusted: Adjusted?

    init(_ report: ClosingOutcome) {
        closing = report.head.name
        bundle = report.bundle.map { _ in report.folder + ".zip" }
        bundleSHA256 = report.bundle?.sha256
        signedBy = report.bundle?.signedBy
        folder = report.folder
        rulebook = report.head.rulebook
        payDue = report.payDue.description
        members = report.standings.map {
            Row(
                member: $0.member.code.string, name: $0.member.name.string, total: $0.total.description,
                band: $0.bandKey, monthlyAmount: $0.monthlyAmount.description, rank: $0.rank)
        }
        findings = Dictionary(report.findings.map { ($0.key.key, $0.value) }, uniquingKeysWith: +)
        warnings = report.warnings.count
        adjusted =
            report.head.revision == 1
            ? nil
            : Adjusted(
                owed: report.adjusted.owed, owing: report.adjusted.owing,
                owedSum: report.adjusted.owedSum.description, owingSum: report.adjusted.owingSum.description)
    }
}
