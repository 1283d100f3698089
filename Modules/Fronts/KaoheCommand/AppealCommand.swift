import ArgumentParser
import AssessmentKernel
import Desk
import Ledger
import Reports

struct AppealCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "appeal", abstract: say("申诉：提出、决定、查看", "Open, decide and list appeals"),
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
        printResult(say("已登记申诉 \(number)。", "Appeal \(number) is taken down."))
        printNote(
            say(
                "下一步：kaohe appeal decide \(number) --uphold|--reject --reason ‹理由›",
                "Next: kaohe appeal decide \(number) --uphold|--reject --reason TEXT"))
    }
}

struct AppealDecideCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "decide", abstract: say("决定一件申诉", "Decide an appeal"))
    }

    @Argument(help: help("申诉编号", "the appeal's number", value: "number"))
    var number: Int

    @Flag(help: help("成立：该记录或该日不再计入", "it is upheld: the record or day is excused")) var uphold = false
    @Flag(help: help("驳回", "it is rejected")) var reject = false

    @Option(help: help("决定理由", "why", value: "text"))
    var reason: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if uphold == reject { throw ValidationError(say("请写 --uphold 或 --reject", "give --uphold or --reject")) }
    }

    func run() throws {
        let (appeal, isClosed) = try common.openWorkspace().decideAppeal(
            Int64(number), upheld: uphold, reason: reason, now: Clock.now)
        printResult(AppealText.line(appeal))
        if uphold, isClosed {
            printNote(
                say(
                    "下一步：kaohe revise \(appeal.quarter) --reason ‹原因›，使决定生效",
                    "Next: kaohe revise \(appeal.quarter) --reason TEXT, which carries it out"))
        }
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
        let appeals = try common.openWorkspace().appeals(quarter).filter { !open || $0.outcome == nil }
        if json { return try printJSON(appeals.map(AppealAnswer.init)) }
        if appeals.isEmpty { return printResult(say("没有申诉。", "There are no appeals.")) }
        var table = TerminalTable([
            .init(say("编号", "number"), .right), .init(say("工号", "member")), .init(say("季度", "quarter")),
            .init(say("事项", "about")), .init(say("理由", "ground")), .init(say("结果", "outcome")),
        ])
        for appeal in appeals {
            table.add([
                String(appeal.number), appeal.member.string, appeal.quarter.description, AppealText.subject(appeal),
                appeal.ground, AppealText.outcome(appeal),
            ])
        }
        printResult(table.text(width: windowWidth))
    }
}

/// Appeals in words.
enum AppealText {
    /// What it names.
    static func subject(_ appeal: Appeal) -> String {
        appeal.record?.description ?? "\(title(appeal.item)) \(appeal.day)"
    }

    /// How it stands.
    static func outcome(_ appeal: Appeal) -> String {
        guard let outcome = appeal.outcome else { return say("未决", "open") }
        return outcome.isUpheld
            ? say("成立（\(outcome.reason)）", "upheld (\(outcome.reason))")
            : say("驳回（\(outcome.reason)）", "rejected (\(outcome.reason))")
    }

    /// All of it in one line.
    static func line(_ appeal: Appeal) -> String {
        say(
            "申诉 \(appeal.number)：\(subject(appeal))，理由：\(appeal.ground)；\(outcome(appeal))。",
            "Appeal \(appeal.number): \(subject(appeal)), on the ground: \(appeal.ground); \(outcome(appeal)).")
    }

    private static func title(_ item: String) -> String {
        Installation.items.first { $0.about.key == item }.map { say($0.about.title) } ?? item
    }
}

/// An appeal as JSON.
struct AppealAnswer: Encodable {
    let number: Int64
    let member, quarter, item, record, day, ground, openedAt, openedBy, outcome, reason, decidedAt, decidedBy: String

    init(_ appeal: Appeal) {
        number = appeal.number
        member = appeal.member.string
        quarter = appeal.quarter.description
        item = appeal.item
        record = appeal.record?.description ?? ""
        day = appeal.day.description
        ground = appeal.ground
        openedAt = appeal.opened.at
        openedBy = appeal.opened.name
        outcome = appeal.outcome.map { $0.isUpheld ? "upheld" : "rejected" } ?? "open"
        reason = appeal.outcome?.reason ?? ""
        decidedAt = appeal.outcome?.decided.at ?? ""
        decidedBy = appeal.outcome?.decided.name ?? ""
    }
}
