import ArgumentParser
import AssessmentKernel
import Closing
import Closings

struct ReviseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revise",
            abstract: say("更正已结算的季度：生成新版本，原版本保留", "Close a closed quarter again; the old revision stays"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(help: help("更正原因", "why", value: "text"))
    var reason: String

    @Option(help: help("确认此表确无记录", "say that this table really has no rows", value: "table"))
    var acceptEmpty: [String] = []

    @OptionGroup var output: ClosingOutput
    @OptionGroup var copies: BundleCopies
    @OptionGroup var common: CommonOptions

    func validate() throws { try copies.check(output) }

    func run() throws {
        let workspace = try common.openWorkspace()
        let (report, later) = try output.run(in: workspace) { progress in
            try workspace.revise(
                quarter, reason: reason, acceptedEmpty: acceptEmpty, now: Clock.now, writing: output.parts,
                progress: progress)
        }
        try output.answer(report) { ClosingText.text(report) + "\n" + adjustments(report) }
        try copies.write(quarter, workspace)
        guard !later.isEmpty else { return }
        let names = later.map(\.description).joined(separator: say("、", ", "))
        printNote(
            say(
                "以后的季度已结算（\(names)）：其连续不合格的月份可能受影响，必要时一并更正。",
                "Later quarters are closed (\(names)): their runs of failing months may rest on this one; revise them too where they do."
            ))
    }

    private func adjustments(_ report: ClosingOutcome) -> String {
        let changed = report.adjusted
        if changed.owed == 0, changed.owing == 0 { return say("绩效发放无变化。", "nothing changes in the pay.") }
        return say(
            "补发 \(changed.owed) 人共 \(changed.owedSum) 元，扣回 \(changed.owing) 人共 \(changed.owingSum) 元，列于 adjustments.csv，随下一次结算发放。",
            "\(changed.owed) members are owed \(changed.owedSum) yuan and \(changed.owing) owe \(changed.owingSum), listed in adjustments.csv; the next closing settles it."
        )
    }
}
