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
            try printJSON(StatusAnswer(status, workspace))
        } else {
            printResult(text(status, workspace))
        }
        if !status.blockers.isEmpty { throw Ending.CheckFailed() }
    }

    private func text(_ status: QuarterStatus, _ workspace: Workspace) -> String {
        let list = StatusChecklist(status, workspace)
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
    static func list(_ blockers: [Blocker], _ workspace: Workspace) -> String {
        guard !blockers.isEmpty else { return "" }
        var text = say("结算受阻：\n", "what stands in the way:\n")
        for blocker in blockers {
            text +=
                "  ✗ " + say(blocker.text(title: workspace.tableTitle)) + say("——", " — ") + say(blocker.next) + "\n"
        }
        return text
    }
}

/// Warnings as lines.
enum WarningText {
    /// What a warning says, whoever it is about.
    static func title(_ warning: Warning) -> String { say(warning.text) }

    /// Whom or what a warning is about, with what says more.
    static func subject(_ warning: Warning, _ workspace: Workspace) -> String {
        let detail = say(warning.detailText(title: workspace.tableTitle))
        return say(workspace.tableTitle(warning.subject.string))
            + (detail.isEmpty ? "" : say("（\(detail)）", " (\(detail))"))
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

    init(_ status: QuarterStatus, _ workspace: Workspace) {
        quarter = status.quarter.description
        assessed = status.assessed
        checklist = StatusChecklist(status, workspace).lines.map {
            Line(mark: $0.mark.name, code: $0.code, text: $0.text, next: $0.next, details: $0.details)
        }
        records = Dictionary(status.records.map { ($0.table.key, $0.count) }, uniquingKeysWith: +)
        blockers = status.blockers.map {
            Block(code: $0.code, text: say($0.text(title: workspace.tableTitle)), next: say($0.next))
        }
        warnings = status.warnings.map {
            Warn(subject: $0.subject.string, code: $0.code.string, detail: $0.detail.string)
        }
    }
}
