import ArgumentParser
import AssessmentKernel
import Closing
import Closings
import Workspace

struct StatusCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "status", abstract: say("结算前还差什么", "What stands between now and a closing"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(help: help("确认此表确无记录", "say that this table really has no rows", value: "table"))
    var acceptEmpty: [String] = []

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let status = try workspace.status(quarter, acceptedEmpty: acceptEmpty, today: Clock.date)
        if json {
            try printJSON(StatusAnswer(status))
        } else {
            printResult(text(status))
        }
        if !status.blockers.isEmpty { throw Ending.CheckFailed() }
    }

    private func text(_ status: QuarterStatus) -> String {
        let list = StatusChecklist(status)
        let (blocked, attention) = (list.count(.blocked), list.count(.attention))
        let counts = say(
            "受阻 \(blocked) 项，提示 \(attention) 项", "\(blocked) stand in the way, \(attention) to look at")
        return list.text
            + (status.blockers.isEmpty
                ? say("\(counts)。可以结算：kaohe close \(quarter)", "\(counts). Ready: kaohe close \(quarter)")
                : say("\(counts)。尚不能结算。", "\(counts). Not ready to be closed."))
    }
}

/// Blockers as lines, each with its next step.
enum BlockerText {
    static func list(
        _ blockers: [some Obstacle], _ title: String = say("结算受阻", "what stands in the way")
    ) -> String {
        guard !blockers.isEmpty else { return "" }
        let lines = blockers.map { "  ✗ " + say($0.text) + say("——", " — ") + say($0.next) + "\n" }
        return title + say("：\n", ":\n") + lines.joined()
    }
}

/// Warnings as lines.
enum WarningText {
    /// Whom or what a warning is about, with what says more.
    static func subject(_ warning: Warning) -> String {
        let detail = say(warning.detail.reading)
        return say(warning.subject.reading) + (detail.isEmpty ? "" : say("（\(detail)）", " (\(detail))"))
    }
}

/// The answer as JSON.
private struct StatusAnswer: Encodable {
    struct Block: Encodable { let code, text, next: String }
    struct Warn: Encodable { let subject, code, detail: String }

    struct Line: Encodable {
        let mark, code, text, next: String
        let details: [String]
    }

    let quarter: String
    let assessed: Int
    let checklist: [Line]
    let records: [String: Int]
    let blockers: [Block]
    let warnings: [Warn]

    init(_ status: QuarterStatus) {
        quarter = status.quarter.description
        assessed = status.assessed
        checklist = StatusChecklist(status).lines.map {
            Line(mark: $0.mark.name, code: $0.code, text: $0.text, next: $0.next, details: $0.details)
        }
        records = Dictionary(status.records.map { ($0.table.key, $0.count) }, uniquingKeysWith: +)
        blockers = status.blockers.map {
            Block(code: $0.code, text: say($0.text), next: say($0.next))
        }
        warnings = status.warnings.map {
            Warn(subject: $0.subject.text.string, code: $0.kind.code, detail: $0.detail.text)
        }
    }
}
