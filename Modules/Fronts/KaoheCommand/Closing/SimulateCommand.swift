import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts
import RuleAnswers

struct SimulateCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "simulate",
            abstract: say(
                "用另一套规则重算同样的记录：谁的等次会变，要多付多少", "The same records under other rules: who changes band, and what it costs")
        )
    }

    @Argument(
        help: help("季度或一段季度，如 2021Q3、2020Q1..2021Q4", "a quarter, or a range such as 2020Q1..2021Q4", value: "quarter"))
    var quarters: QuarterSpan?

    @Option(help: help("同上，写作选项", "the same, as an option", value: "quarters"))
    var over: QuarterSpan?

    @Option(help: help("另一份考核细则", "another rulebook", value: "file"))
    var rulebook: String?

    @Option(
        help: help(
            "改一项参数，如 items.publicity.per_task=0.5；可写多次；其中一项可为一段数，如 0..2:0.25",
            "change a parameter, such as items.publicity.per_task=0.5; one of them may be a range, such as 0..2:0.25",
            value: "path=value"))
    var set: [String] = []

    @Option(
        help: help(
            "改一项细则适用说明，如 I-7=period；可写多次", "change the answer to an open question, such as I-7=period",
            value: "id=value"))
    var interpretation: [String] = []

    @Option(help: help("把结果写入此文件夹（CSV）", "write the results into this folder as CSV", value: "dir"))
    var output: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    private var wish: SimulationWish {
        var wish = SimulationWish()
        wish.rulebook = rulebook
        wish.settings = set
        wish.interpretations = interpretation
        wish.output = output
        return wish
    }

    func validate() throws {
        if (quarters == nil) == (over == nil) {
            throw ValidationError(say("须给季度或一段季度，写一次", "name a quarter or a range of quarters, once"))
        }
        if wish.isEmpty {
            throw ValidationError(
                say(
                    "须用 --rulebook、--set 或 --interpretation 说明换成什么规则",
                    "name the rules to use with --rulebook, --set or --interpretation"))
        }
    }

    func run() throws {
        let line = ProgressLine()
        defer { line.end() }
        let quarters = (quarters ?? over)?.quarters ?? []
        let workspace = try common.openWorkspace()
        let progress = { (quarter: Quarter, done: Int, all: Int) in
            line.show(say("\(quarter)：\(done)/\(all) 人", "\(quarter): \(done) of \(all)"))
        }
        if let (range, rest) = try wish.range() {
            let values = try workspace.simulate(quarters, rest, over: range, today: Clock.date, progress: progress)
            line.end()
            return try show(RangeAnswer(rest, range, values), asJSON: json)
        }
        let results = try workspace.simulate(quarters, wish, today: Clock.date, progress: progress)
        line.end()
        try show(SimulationAnswer(wish, results), asJSON: json)
    }
}

/// Quarters on the command line: `2021Q3`, or `2020Q1..2021Q4` with both ends.
struct QuarterSpan: ExpressibleByArgument {
    let quarters: [Quarter]

    /// More quarters than anybody has records of.
    private static let most = 40

    init?(argument: String) {
        let ends = argument.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(ends.count), let first = Quarter(argument: ends[0]),
            let last = Quarter(argument: ends[ends.count - 1]), first <= last
        else { return nil }
        var quarters = [first]
        while let latest = quarters.last, latest < last, quarters.count <= QuarterSpan.most {
            quarters.append(latest.next)
        }
        guard quarters.count <= QuarterSpan.most else { return nil }
        self.quarters = quarters
    }
}
