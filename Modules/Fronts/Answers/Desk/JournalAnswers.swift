public import AssessmentKernel
import Closing
public import Ledger
public import Workspace

/// Every change of the ledger.
public struct JournalAnswer: EncodableAnswer {
    private let entries: [JournalEntry]
    private let title: @Sendable (_ table: String) -> LocalText

    /// Answers with the entries of the journal.
    ///
    /// - Parameter workspace: the workspace that the tables are of; without it they have their keys.
    public init(_ entries: [JournalEntry], in workspace: Workspace? = nil) {
        self.entries = entries
        title = { workspace?.tableTitle($0) ?? LocalText($0, $0) }
    }

    /// One row per change, its time in Beijing time.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("序号", "no."), .number), .init(say("时间", "time")), .init(say("经办", "by")),
            .init(say("事项", "what")), .init(say("对象", "subject")), .init(say("原因", "reason")),
            .init(say("校验值", "check value")),
        ])
        for entry in entries {
            table.add([
                String(entry.number), LocalTime.text(entry.author.at), entry.author.name, kind(entry.kind, say),
                subject(entry, say), reasons(entry, say), String(entry.digest.prefix(12)),
            ])
        }
        var page = AnswerPage()
        page.add(table)
        return page
    }

    /// What it is about; a setting by its title.
    private func subject(_ entry: JournalEntry, _ say: Language) -> String {
        guard entry.kind == JournalEntry.Kind.setting.rawValue, let key = SettingKey(rawValue: entry.subject) else {
            return entry.subject
        }
        return say(key.title)
    }

    /// Why it was done, and the tables that were confirmed to have no rows.
    private func reasons(_ entry: JournalEntry, _ say: Language) -> String {
        let empty = entry.emptyTables.map { table, reason in
            say("“\(title(table).chinese)”确无记录", "\(title(table).english) has no rows")
                + (reason.isEmpty ? "" : say("：", ": ") + reason)
        }
        return ([entry.reason].compactMap { $0 } + empty).joined(separator: say("；", "; "))
    }

    private func kind(_ key: String, _ say: Language) -> String {
        switch JournalEntry.Kind(rawValue: key) {
        case .importing: say("导入", "import")
        case .withdrawal: say("撤回导入", "withdrawal")
        case .closing: say("结算", "closing")
        case .revision: say("更正", "revision")
        case .review: say("年考评", "review")
        case .notice: say("月通报", "notice")
        case .noticeWithdrawal: say("撤回月通报", "notice withdrawn")
        case .appeal: say("申诉", "appeal")
        case .decision: say("申诉处理", "decision")
        case .key: say("密钥", "key")
        case .receipt: say("区级回执", "receipt")
        case .setting: say("设置", "setting")
        case nil: key
        }
    }

    /// The entries for programs, their times in UTC.
    public func json(in say: Language) -> any Encodable { entries.map(EntryJSON.init) }
}

/// Changes that bypassed the journal.
public struct JournalCheckAnswer: EncodableAnswer {
    private let found: [LocalText]
    private let clock: [LocalText]

    /// Answers with what disagrees with the journal, and with entries whose times run backwards.
    public init(_ found: [LocalText], clock: [LocalText] = []) {
        self.found = found
        self.clock = clock
    }

    /// One line per difference.
    public func page(in say: Language) -> AnswerPage {
        var page =
            found.isEmpty
            ? AnswerPage(say("一切与日志一致。", "Everything agrees with the journal."))
            : AnswerPage(found.map { "✗ " + say($0) }.joined(separator: "\n"))
        for fault in clock { page.add(say("注意：", "note: ") + say(fault)) }
        return page
    }

    /// The differences for programs.
    public func json(in say: Language) -> any Encodable {
        ["found": found.map { say($0) }, "clock": clock.map { say($0) }]
    }
}

/// An entry of the journal as JSON, its time in UTC.
private struct EntryJSON: Encodable {
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
