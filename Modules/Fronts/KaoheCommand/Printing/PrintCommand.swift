import Answers
import ArgumentParser
import AssessmentKernel
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

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "period"))
    var period: Quarter

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

    @Flag(help: help("公示表隐去姓名中间的字", "mask the names on the posting"))
    var maskNames = false

    @Flag(help: help("发放表列出身份证号与银行账号", "show identity and bank account on the pay sheet"))
    var accounts = false

    @Flag(help: help("告知单另存为每人一份", "each slip as a file of its own too"))
    var singly = false

    @Flag(help: help("告知单另存为手机图片", "each slip as a picture for a phone too"))
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
        let outcome = try workspace.print(period, options, to: output) { done, all in
            line.show(say("告知单 \(done)/\(all)", "slips: \(done) of \(all)"))
        }
        line.end()
        try show(PrintAnswer(outcome), asJSON: json)
    }
}
