import Answers
import Archive
import ArgumentParser
import AssessmentKernel
import Closings
import CommandParts
import Workspace

struct CloseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "close", abstract: say("结算一个季度", "Close a quarter"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @OptionGroup var options: ClosingOptions

    func run() throws {
        try options.run(quarter) { workspace, progress in
            CloseAnswer(
                try workspace.close(
                    quarter, acceptedEmpty: options.acceptEmpty.map(\.table), today: Clock.date, now: Clock.now,
                    writing: options.output.parts, language: Speech.language, progress: progress))
        }
    }
}

/// A table that is confirmed to have no rows, with its reason after an equals sign where there is one.
///
/// `attendance=打卡系统停用`
struct EmptyTableArgument: ExpressibleByArgument {
    let table: EmptyTable

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        table = EmptyTable(String(parts[0]), reason: parts.count > 1 ? String(parts[1]) : "")
    }
}

/// What closing and revising a quarter have in common.
struct ClosingOptions: ParsableArguments {
    @Option(
        help: help(
            "确认此表确无记录；原因写在等号后，随结算留存",
            "confirm that this table has no rows; the reason, after the equals sign, is kept with the closing",
            value: "table=reason"))
    var acceptEmpty: [EmptyTableArgument] = []

    @OptionGroup var output: ClosingOutput
    @OptionGroup var copies: BundleCopies
    @OptionGroup var common: CommonOptions

    func validate() throws { try copies.check(output) }

    /// Closes the quarter, prints the answer and writes the copies of the bundle.
    func run(
        _ quarter: Quarter,
        _ close: (_ workspace: Workspace, _ progress: @escaping (Int, Int) -> Void) throws -> some EncodableAnswer
    ) throws {
        let workspace = try common.openWorkspace()
        try workspace.checkPlaces(of: copies.wanted)
        let answer = try output.run(in: workspace) { try close(workspace, $0) }
        try show(answer, asJSON: output.json)
        try copies.write(quarter, workspace)
    }
}

/// What a closing writes besides the results, and the form of its answer.
struct ClosingOutput: ParsableArguments {
    @Flag(help: help("不生成报告（工作簿、网页、告知单）", "write no reports (workbook, page, slips)"))
    var noReports = false

    @Flag(help: help("不生成上报包", "write no bundle"))
    var noBundle = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    /// The parts to write besides the results.
    var parts: ClosingParts {
        ClosingParts.all.subtracting(noBundle ? .bundle : []).subtracting(noReports ? .reports : [])
    }

    /// Runs a closing with a progress line, and prints its blockers.
    func run<Result>(
        in workspace: Workspace, _ body: (_ progress: @escaping (Int, Int) -> Void) throws -> Result
    ) throws -> Result {
        let line = ProgressLine()
        defer { line.end() }
        do {
            return try body { done, all in line.show(say("已结算 \(done)/\(all) 人", "members: \(done) of \(all)")) }
        } catch let blocked as ClosingBlocked {
            line.end()
            throw Blocked(BlockedAnswer(blocked))
        }
    }
}
