import Answers
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts
import RuleAnswers
import RuleChecks
import Rulebook
import Workspace

struct RulebookCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rulebook",
            abstract: say("细则施行之前先看清它的意思", "See what rules mean before they are in force"),
            subcommands: [RulebookCheckCommand.self, RulebookDifferenceCommand.self])
    }
}

struct RulebookCheckCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check",
            abstract: say("看清各档、补贴与扣分，与已结算季度对照", "Bands, money and deductions, beside the closed quarters"))
    }

    @Argument(help: help("考核细则", "the rulebook", value: "file"))
    var file: String

    @Option(
        help: help("对照这段季度（默认已结算的季度）", "compare over these quarters (else all that are closed)", value: "quarter"))
    var over: QuarterSpan?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let line = ProgressLine()
        defer { line.end() }
        let workspace = try common.openWorkspace()
        let book = try workspace.readRulebook(file)
        var readings: [ReadingComparison] = []
        let quarters = try over?.quarters ?? (workspace.isThere ? workspace.closedQuarters() : [])
        if !quarters.isEmpty {
            readings = try workspace.compareReadings(of: file, over: quarters, today: Clock.date) {
                quarter, done, all in
                line.show(say("\(quarter)：\(done)/\(all) 人", "\(quarter): \(done) of \(all)"))
            }
        }
        line.end()
        try show(RulebookCheckAnswer(RulebookCheck(book), over: quarters, readings), asJSON: json)
    }
}

struct RulebookDifferenceCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "diff", abstract: say("两份细则哪些参数不同", "What two rulebooks set differently"))
    }

    @Argument(help: help("原细则", "the rulebook before", value: "file"))
    var before: String

    @Argument(help: help("新细则", "the rulebook after", value: "file"))
    var after: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let (first, second) = (try workspace.readRulebook(before), try workspace.readRulebook(after))
        try show(RulebookDifferenceAnswer(from: first, to: second, Installation.items), asJSON: json)
    }
}
