import AssessmentKernel
package import Bundle
import Disk
package import Ledger
import ResultTables

/// The part of a township's journal that a bundle carries.
///
/// A bundle carries the entries after those that the bundle before carried, the first of them the closing of that
/// bundle. So the bundles of a township carry its whole journal, each entry with the digest of the one before it.
package struct TownshipJournal: Sendable {
    /// The entries by number, without gaps.
    package let entries: [JournalEntry]
    /// The SHA-256 of the latest receipt that the township has entered.
    let receipt: String?

    /// The last entry as a bundle's label names it: its number, a space, its digest; nil without entries.
    package var head: String? { entries.last.map { "\($0.number) \($0.digest)" } }

    /// How many entries one bundle can carry.
    private static let most = 200_000

    /// The entries that the next bundle carries: those after the last closing whose bundle carried a journal, and that
    /// closing itself.
    static func toReport(_ journal: [JournalEntry]) throws(Problem) -> TownshipJournal {
        let start = journal.lastIndex { !($0.details["journal"] ?? "").isEmpty } ?? 0
        let entries = Array(journal[min(start, journal.count)...])
        guard entries.count <= most else {
            throw Problem(
                .badInput, LocalText("日志条数过多，无法写入上报包", "the journal has too many entries for a bundle"))
        }
        let receipt = journal.last { $0.kind == JournalEntry.Kind.receipt.rawValue && $0.details["receipt"] != nil }
        return TownshipJournal(entries: entries, receipt: receipt?.details["receipt"])
    }

    private init(entries: [JournalEntry], receipt: String?) {
        self.entries = entries
        self.receipt = receipt
    }

    /// Reads the journal of a bundle; nil for one that an earlier version of the program made.
    ///
    /// - Throws: ``Problem`` for a journal that is not whole: a gap, an entry without its digest, another head than the
    ///   label says.
    package init?(_ bundle: OpenBundle) throws {
        let label = bundle.info.only(BagInfo.Label.journal)
        guard bundle.file(BundlePath.journal) != nil else {
            if label == nil { return nil }
            throw TownshipJournal.fault("缺少日志", "its journal is missing")
        }
        var entries: [JournalEntry] = []
        try BundleCSV.read(BundleTables.journal.schema, at: BundlePath.journal, in: bundle) { row in
            let entry = JournalEntry(
                number: Int64(try row.count("number")),
                author: Author(try row.text("operator"), at: try row.text("at")), kind: try row.text("kind"),
                subject: try row.text("subject"), detail: try row.text("detail"), previous: try row.text("previous"),
                digest: try row.text("digest"))
            guard entries.count < TownshipJournal.most else {
                throw TownshipJournal.fault("日志条数过多", "its journal has too many entries")
            }
            if let last = entries.last, entry.number != last.number + 1 || entry.previous != last.digest {
                throw TownshipJournal.fault(
                    "日志第 \(entry.number) 条不接上一条", "entry \(entry.number) of its journal does not follow the one before")
            }
            guard entry.digest == entry.rightDigest else {
                throw TownshipJournal.fault(
                    "日志第 \(entry.number) 条被改动", "entry \(entry.number) of its journal was changed")
            }
            entries.append(entry)
        }
        if let first = entries.first, (first.number == 1) != first.previous.isEmpty {
            throw TownshipJournal.fault("日志的首条有误", "the first entry of its journal is wrong")
        }
        self.init(entries: entries, receipt: bundle.info.only(BagInfo.Label.receipt))
        guard head == label else {
            throw TownshipJournal.fault(
                "日志末条与 bag-info.txt 所称不符", "its journal does not end with the entry that bag-info.txt names")
        }
    }

    private static func fault(_ chinese: String, _ english: String) -> Problem {
        Problem(.badInput, LocalText(chinese, english), at: .init(file: BundlePath.journal))
    }

    /// The numbers of the entries whose time is before that of an entry before them.
    package var backwards: [Int64] {
        var latest = ""
        return entries.compactMap { entry in
            defer { latest = max(latest, entry.author.at) }
            return entry.author.at < latest ? entry.number : nil
        }
    }
}

extension BundleCheck {
    /// Checks the journal that a bundle carries.
    init(journalOf bundle: OpenBundle?) {
        id = "journal.chain"
        title = LocalText("日志前后相接", "the journal is whole")
        isMust = true
        guard let bundle else {
            (outcome, found) = (.skipped, [LocalText("包无法读取", "the bundle cannot be read")])
            return
        }
        do {
            if try TownshipJournal(bundle) == nil {
                (outcome, found) = (
                    .skipped,
                    [
                        LocalText(
                            "由较早版本的程序生成，不带日志", "an earlier version of the program made it; it carries no journal")
                    ]
                )
            } else {
                (outcome, found) = (.passed, [])
            }
        } catch {
            (outcome, found) = (.failed, [Problem.from(error, bundle.path).sentence])
        }
    }
}
