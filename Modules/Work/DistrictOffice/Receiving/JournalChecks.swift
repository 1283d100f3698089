import Archive
import AssessmentKernel
import Ledger
import Register

/// Holds the journal that a bundle carries against those that its township reported before.
struct JournalChecks {
    /// The journal; nil for a bundle without one.
    private let journal: TownshipJournal?
    /// The receipt of the bundle before it; nil for the first that was received.
    private let before: Receipt?

    init(_ journal: TownshipJournal?, after before: Receipt?) {
        self.journal = journal
        self.before = before
    }

    /// Why the journal is not the one that was reported before; nil when it goes on from there.
    func contradiction(anchors: [AnchoredHead]) -> LocalText? {
        guard let journal else {
            guard let before, before.journal != nil else { return nil }
            return LocalText(
                "不带日志，而它之前的 \(before.name) 带有日志",
                "it carries no journal, though \(before.name) before it carries one")
        }
        if let before, let head = before.journal {
            let goesOn =
                journal.entries.first.map { $0.number == head.entries + 1 && $0.previous == head.digest } ?? false
                || journal.entries.contains { $0.number == head.entries && $0.digest == head.digest }
            if !goesOn {
                return LocalText(
                    "日志不接 \(before.name) 所带的日志（第 \(head.entries) 条）：账本在那之后被重写",
                    "its journal does not go on from that of \(before.name) (entry \(head.entries)): the ledger was rewritten since"
                )
            }
        }
        return anchorFault(anchors)
    }

    private func anchorFault(_ anchors: [AnchoredHead]) -> LocalText? {
        guard let journal, let first = journal.entries.first, let last = journal.entries.last else { return nil }
        for anchor in anchors where (first.number...last.number).contains(anchor.entries) {
            let there = journal.entries[Int(anchor.entries - first.number)]
            if there.digest != anchor.head {
                return LocalText(
                    "日志与 \(anchor.month) 通报时报送的留痕不符（第 \(anchor.entries) 条）：账本在那之后被重写",
                    "its journal is not the one anchored with the notice of \(anchor.month) (entry \(anchor.entries)): the ledger was rewritten since"
                )
            }
        }
        return nil
    }

    /// What an officer should know.
    func notes(receivedAt now: String) -> [LocalText] {
        guard let journal else {
            return [
                LocalText("由较早版本的程序生成，不带日志", "an earlier version of the program made it; it carries no journal")
            ]
        }
        var notes: [LocalText] = []
        if let number = journal.backwards.first {
            notes.append(
                LocalText(
                    "日志时间倒退：第 \(number) 条\(journal.backwards.count > 1 ? "等 \(journal.backwards.count) 条" : "")早于前面的记录",
                    "times of its journal run backwards: entry \(number)\(journal.backwards.count > 1 ? " and \(journal.backwards.count - 1) more" : "") is before an earlier one"
                ))
        }
        if let ahead = journal.entries.first(where: { $0.author.at > now }) {
            notes.append(
                LocalText(
                    "日志第 \(ahead.number) 条的时间晚于接收时间", "entry \(ahead.number) of its journal is later than now"))
        }
        return notes
    }
}

/// A township's journal as far as its received bundles and the next one tell it.
struct KnownJournal {
    private let entries: [JournalEntry]

    init(_ parts: [TownshipJournal]) { entries = parts.flatMap(\.entries) }

    /// Whether it is known from its beginning, and says that every closing made a bundle.
    var isUnbroken: Bool {
        guard entries.first?.number == 1 else { return false }
        let closings: Set<String> = [JournalEntry.Kind.closing.rawValue, JournalEntry.Kind.revision.rawValue]
        return entries.allSatisfy { !closings.contains($0.kind) || $0.details["bundle"] != nil }
    }

    /// The months whose notice is issued; nil where the journal is not known from its beginning.
    var issued: Set<String>? {
        guard entries.first?.number == 1 else { return nil }
        var months: Set<String> = []
        for entry in entries {
            switch JournalEntry.Kind(rawValue: entry.kind) {
            case .notice: months.insert(entry.subject)
            case .noticeWithdrawal: months.remove(entry.subject)
            default: break
            }
        }
        return months
    }
}
