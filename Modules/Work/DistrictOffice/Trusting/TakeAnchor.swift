public import Archive
public import AssessmentKernel
import Bundle
import Disk
import Ledger
import Register

/// An anchor that the district has taken.
public struct TakenAnchor: Sendable {
    /// The anchor.
    public let anchor: JournalAnchor
    /// What the township reported since that contradicts it; nil when nothing does.
    public let contradiction: LocalText?
}

extension DistrictOffice {
    /// Keeps an anchor of a township's journal, and holds it against what was received already.
    ///
    /// - Throws: ``Problem`` when it is none, or not signed by the township.
    public func takeAnchor(_ path: String, now: String) throws(Problem) -> TakenAnchor {
        try changing { register in
            let trusted = try register.trustedKeys()
            let keys = try trusted.filter { key in key.revoked.map { now < $0.since } ?? true }.map {
                (township: $0.township, key: try PublicKey($0.line))
            }
            let anchor = try JournalAnchor(file: path, keys: keys)
            try register.keep(
                AnchoredHead(
                    township: anchor.township, month: anchor.month.description, entries: anchor.entries,
                    head: anchor.head, line: anchor.line), at: now, by: operatorName)
            return TakenAnchor(anchor: anchor, contradiction: try contradiction(of: anchor, register))
        }
    }

    private func contradiction(of anchor: JournalAnchor, _ register: Register) throws -> LocalText? {
        let receipts = try register.receipts().filter { $0.township == anchor.township && $0.journal != nil }
        for receipt in receipts where receipt.journal?.entries ?? 0 >= anchor.entries {
            let kept = try OpenBundle(
                kept: bundlesFolder + "/" + receipt.sha256 + ".zip", identity: receipt.identity)
            let entry = try TownshipJournal(kept)?.entries.first { $0.number == anchor.entries }
            if let entry, entry.digest != anchor.head {
                return LocalText(
                    "与收到的 \(receipt.name) 所带日志不符（第 \(anchor.entries) 条）：账本在两者之间被重写",
                    "it contradicts the journal in \(receipt.name) (entry \(anchor.entries)): the ledger was rewritten between them"
                )
            }
        }
        return nil
    }
}
