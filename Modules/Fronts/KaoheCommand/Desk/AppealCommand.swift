import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Desk
import Ledger

struct AppealCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "appeal", abstract: say("申诉：提出、登记处理结果、查看", "Open, decide and list appeals"),
            subcommands: [AppealOpenCommand.self, AppealDecideCommand.self, AppealListCommand.self])
    }
}

struct AppealOpenCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "open",
            abstract: say("对一条记录或某考核项的一天提出申诉", "Appeal against one record, or one day of an item"))
    }

    @Argument(help: help("工号", "the member's code", value: "member"))
    var member: String

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(help: help("记录，照 explain 显示的写", "the record, as explain prints it", value: "key"))
    var record: String?

    @Option(help: help("日期（与 --item 同用）", "the day, together with --item", value: "date"))
    var day: CivilDate?

    @Option(help: help("考核项的键或名称", "the item's key or title", value: "item"))
    var item: String?

    @Option(help: help("申诉理由", "the ground", value: "text"))
    var ground: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (record == nil) == (day == nil) || (day == nil) != (item == nil) {
            throw ValidationError(
                say("请写 --record，或同时写 --day 与 --item", "give --record, or --day together with --item"))
        }
    }

    func run() throws {
        var target = AppealTarget.record(record ?? "")
        if let day, let item { target = .day(day, item: item) }
        let number = try common.openWorkspace().openAppeal(member, quarter, target, ground: ground, now: Clock.now)
        try show(DoneAnswer.openedAppeal(number), asJSON: json)
    }
}

struct AppealDecideCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "decide", abstract: say("登记申诉处理结果", "Record the decision on an appeal"))
    }

    @Argument(help: help("申诉编号", "the appeal's number", value: "number"))
    var number: Int

    @Flag(help: help("成立：该记录或该日不再计入", "it is upheld: the record or day is excused")) var uphold = false
    @Flag(help: help("驳回", "it is rejected")) var reject = false

    @Option(help: help("处理理由", "why", value: "text"))
    var reason: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if uphold == reject { throw ValidationError(say("请写 --uphold 或 --reject", "give --uphold or --reject")) }
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        let (appeal, isClosed) = try workspace.decideAppeal(
            Int64(number), upheld: uphold, reason: reason, now: Clock.now)
        try show(AppealDecidedAnswer(appeal, isClosed: isClosed, in: workspace), asJSON: json)
    }
}

struct AppealListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: say("查看申诉", "List appeals"))
    }

    @Argument(help: help("季度；不写则全部", "the quarter; all without it", value: "quarter"))
    var quarter: Quarter?

    @Flag(help: help("只看未决的", "only those that are open")) var open = false
    @Flag(help: help("以 JSON 输出", "answer in JSON")) var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let appeals = try workspace.appeals(quarter, onlyOpen: open)
        try show(AppealListAnswer(appeals, in: workspace), asJSON: json)
    }
}
