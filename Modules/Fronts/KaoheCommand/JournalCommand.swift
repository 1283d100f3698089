import ArgumentParser
import AssessmentKernel
import Desk
import Ledger
import Reports

struct JournalCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "journal",
            abstract: say("账本日志：每一次更改；核对有无绕过日志的改动", "Every change of the ledger; find changes made behind its back"))
    }

    @Flag(help: help("核对账本、结果、上报包与原始文件是否与日志一致", "hold the ledger, results, bundles and originals against the journal"))
    var verify = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        if verify {
            let found = try workspace.checkJournal()
            if json {
                try printJSON(["found": found.map { say($0) }])
            } else if found.isEmpty {
                printResult(say("一切与日志一致。", "All is as the journal says."))
            } else {
                printResult(found.map { "✗ " + say($0) }.joined(separator: "\n"))
            }
            if !found.isEmpty { throw Ending.CheckFailed() }
            return
        }
        let entries = try workspace.journal()
        if json { return try printJSON(entries.map(Answer.init)) }
        var table = TerminalTable([
            .init(say("序号", "no."), .right), .init(say("时间", "time")), .init(say("经办", "by")),
            .init(say("事项", "what")), .init(say("对象", "subject")), .init(say("摘要", "digest")),
        ])
        for entry in entries {
            table.add([
                String(entry.number), entry.author.at, entry.author.name, JournalText.kind(entry.kind), entry.subject,
                String(entry.digest.prefix(12)),
            ])
        }
        printResult(table.text(width: windowWidth))
    }

    private struct Answer: Encodable {
        let number: Int64
        let at, by, kind, subject, detail, previous, digest: String

        init(_ entry: JournalEntry) {
            number = entry.number
            at = entry.author.at
            by = entry.author.name
            kind = entry.kind
            subject = entry.subject
            detail = entry.detail
            previous = entry.previous
            digest = entry.digest
        }
    }
}

/// The journal in words.
private enum JournalText {
    static func kind(_ key: String) -> String {
        switch JournalEntry.Kind(rawValue: key) {
        case .importing: say("导入", "import")
        case .closing: say("结算", "closing")
        case .revision: say("更正", "revision")
        case .review: say("年考评", "review")
        case .notice: say("月通报", "notice")
        case .appeal: say("申诉", "appeal")
        case .decision: say("申诉决定", "decision")
        case .key: say("密钥", "key")
        case .receipt: say("区级回执", "receipt")
        case nil: key
        }
    }
}
