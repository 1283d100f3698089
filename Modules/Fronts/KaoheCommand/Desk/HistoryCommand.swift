import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Desk
import Histories

struct HistoryCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "history",
            abstract: say("历季对照：总分、等次、各项扣分和应发", "Closed quarters beside each other: totals, bands, items, pay"))
    }

    @Argument(help: help("工号；不写则全镇", "a member's code; the whole township without it", value: "member"))
    var member: String?

    @Option(help: help("只看此村", "only this village", value: "village"))
    var village: String?

    @Option(help: help("只看此办事处", "only this office", value: "office"))
    var office: String?

    @Option(help: help("把结果写入此文件夹（CSV）", "write the results into this folder as CSV", value: "dir"))
    var output: String?

    @Option(
        help: help(
            "把图表和各网格员的各季写成网页（不覆盖已有文件）", "charts and each member's quarters as a page; never over a file", value: "file")
    )
    var page: String?

    @Option(help: help("同上，写成工作簿", "the same as a workbook", value: "file"))
    var workbook: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    private var subjects: [HistorySubject] {
        [member.map { .member($0) }, village.map { .village($0) }, office.map { .office($0) }].compactMap(\.self)
    }

    func validate() throws {
        if subjects.count > 1 {
            throw ValidationError(say("工号、村、办事处只写一样", "name a member, a village or an office, not several"))
        }
    }

    func run() throws {
        let (workspace, subject) = (try common.openWorkspace(), subjects.first ?? .township)
        let history = try workspace.history(of: subject)
        if page != nil || workbook != nil {
            try workspace.historyBook(of: subject).write(page: page, workbook: workbook, in: Speech.language)
        }
        if let output { try HistoryTables.write(history, to: output) }
        try show(HistoryAnswer(history, written: [page, workbook, output].compactMap(\.self)), asJSON: json)
    }
}
