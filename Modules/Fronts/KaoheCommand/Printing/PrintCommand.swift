import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts
import Papers
import Printing
import Workspace

struct PrintCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "print",
            abstract: say("打印材料：公示表、发放表、告知单、通报、简报等", "The papers that are signed, posted and filed"))
    }

    @Argument(help: help("季度或年度，如 2021Q3、2021", "the quarter or year, such as 2021Q3 or 2021", value: "period"))
    var period: PrintedPeriod

    @Option(
        help: help(
            "只打印这些材料：" + PaperKind.allCases.map(\.title.chinese).joined(separator: "、"),
            "only these papers: " + PaperKind.allCases.map(\.rawValue).joined(separator: ", "), value: "name"))
    var paper: [String] = []

    @Option(
        help: help("材料文件夹（默认工作区的 papers/）", "the folder for the papers (else papers/ of the workspace)", value: "dir"))
    var output: String?

    @Option(
        help: help(
            "材料上的日期，公示与申诉期限由此算起（默认留空）", "the day on the papers, from which posting and appeals count (else blank)",
            value: "date"))
    var date: CivilDate?

    @Option(
        help: help(
            "履职提醒单截至的日期（默认今天）", "the reminders as known on this day (else today)", value: "date"))
    var asOf: CivilDate?

    @Flag(help: help("公示表隐去姓名中间的字", "mask the names on the posting"))
    var maskNames = false

    @Flag(help: help("发放表列出身份证号与银行账号", "show identity and bank account on the pay sheet"))
    var accounts = false

    @Flag(help: help("告知单、提醒单另存为每人一份", "each slip or reminder as a file of its own too"))
    var singly = false

    @Flag(help: help("告知单、提醒单另存为手机图片", "each slip or reminder as a picture for a phone too"))
    var png = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    private func kinds() throws -> [PaperKind] {
        try paper.map { name in
            guard let kind = PaperKind(named: name) else {
                throw Problem(
                    .usage, LocalText("没有材料“\(name)”", "there is no paper \(name)"),
                    next: LocalText(
                        "可用：" + PaperKind.allCases.map(\.title.chinese).joined(separator: "、"),
                        "one of: " + PaperKind.allCases.map(\.rawValue).joined(separator: ", ")))
            }
            return kind
        }
    }

    func validate() throws {
        if asOf != nil, !(try kinds().contains(.outlook)) {
            throw ValidationError(
                say("--as-of 只用于履职提醒单（--paper outlook）", "--as-of is for the reminders alone (--paper outlook)"))
        }
    }

    /// The reminders of a quarter that runs, which come alone: the other papers are those of a closed one.
    private func reminders(
        of quarter: Quarter, in workspace: Workspace, _ options: PrintOptions, _ progress: (Int, Int) -> Void
    ) throws -> PrintOutcome {
        guard Set(options.papers) == [.outlook] else {
            throw Problem(
                .usage,
                LocalText(
                    "履职提醒单在季度进行中打印，其他材料在结算以后",
                    "the reminders are printed while a quarter runs, the other papers once it is closed"),
                next: LocalText("分两次打印", "print them one after the other"))
        }
        let report = try workspace.outlook(
            quarter, asOf: asOf, today: Clock.date, matters: ReminderSlips.matters, progress: progress)
        return try workspace.print(
            ReminderSlips(report).all(in: options.language), of: report, options, to: output, progress: progress)
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        var options = PrintOptions()
        options.papers = try kinds()
        options.date = date
        options.isMasked = maskNames
        options.withAccounts = accounts
        options.singly = singly
        options.pictures = png
        options.language = Speech.language
        let line = ProgressLine()
        defer { line.end() }
        func progress(_ done: Int, _ all: Int) { line.show(say("\(done)/\(all) 人", "\(done) of \(all)")) }
        let outcome =
            switch period {
            case .year(let year): try workspace.print(year, options, to: output, progress: progress)
            case .quarter(let quarter) where options.papers.contains(.outlook):
                try reminders(of: quarter, in: workspace, options, progress)
            case .quarter(let quarter): try workspace.print(quarter, options, to: output, progress: progress)
            }
        line.end()
        try show(PrintAnswer(outcome), asJSON: json)
    }
}
