public import AssessmentKernel
public import Bundle
import Digests
import Disk
import Foundation
import Ledger
import Register
public import Workspace

/// The receipt for an accepted bundle: lines of labels and values, with a signature file beside it.
enum DistrictReceipt {
    static let district = "Kaohe-Receipt-District"
    static let township = "Kaohe-Receipt-Township"
    static let bundle = "Kaohe-Receipt-Bundle"
    static let sha256 = "Kaohe-Receipt-SHA256"
    static let journal = "Kaohe-Receipt-Journal"
    static let received = "Kaohe-Receipt-Time"
    static let comment = "kaohe receipt"
}

extension DistrictOffice {
    /// Writes a receipt and its signature, and returns the receipt's path.
    ///
    /// It countersigns the head of the journal that the bundle carries.
    func write(_ receipt: Receipt, _ district: String) throws(Problem) -> String {
        var lines = BagInfo()
        try lines.add(DistrictReceipt.district, district)
        try lines.add(DistrictReceipt.township, receipt.township)
        try lines.add(DistrictReceipt.bundle, receipt.name)
        try lines.add(DistrictReceipt.sha256, receipt.chained)
        if let journal = receipt.journal {
            try lines.add(DistrictReceipt.journal, "\(journal.entries) \(journal.digest)")
        }
        try lines.add(DistrictReceipt.received, receipt.receivedAt)
        let key = try SigningKey(file: signingKeyPath)
        let path = receiptPath(receipt)
        try Files.writeTogether([
            (key.sign(lines.bytes, comment: DistrictReceipt.comment).bytes, path + ".minisig"), (lines.bytes, path),
        ])
        return path
    }

    /// Where a receipt is written.
    ///
    /// The digest tells townships apart: their names may contain characters that file names cannot.
    func receiptPath(_ receipt: Receipt) -> String {
        receiptsFolder + "/\(receipt.name)-\(receipt.chained.prefix(16)).receipt"
    }
}

/// A district's receipt for a bundle of this township.
public struct TakenReceipt: Sendable {
    /// The bundle's name.
    public let bundle: String
    /// The district.
    public let district: String
    /// The time of receipt, ISO 8601 in UTC.
    public let receivedAt: String
}

extension Workspace {
    /// Enters a district's receipt into the journal: proof that one of the township's bundles was received and found
    /// right.
    ///
    /// - Parameters:
    ///   - path: the receipt; its signature is beside it, with `.minisig` added to the name.
    ///   - district: the district's public key.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    /// - Throws: ``Problem`` when the signature is not the district's, or the receipt is not for one of the township's
    ///   bundles.
    public func takeReceipt(_ path: String, by district: PublicKey, now: String) throws(Problem) -> TakenReceipt {
        let bytes = try Files.read(path)
        let place = Problem.Place(file: path)
        guard let signature = Signature(try Files.read(path + ".minisig")),
            signature.verdict(on: bytes, by: district) == .good, signature.trustedComment == DistrictReceipt.comment
        else {
            throw Problem(
                .checkFailed, LocalText("回执的签名不是该公钥所签", "the receipt is not signed with this key"), at: place,
                next: LocalText("核对区级公钥，或请对方重发", "check the district's key, or have it sent again"))
        }
        guard let lines = try? BagInfo(bytes), let name = lines.only(DistrictReceipt.bundle),
            let sha256 = lines.only(DistrictReceipt.sha256), let time = lines.only(DistrictReceipt.received)
        else { throw Problem(.badInput, LocalText("不是回执", "this is no receipt"), at: place) }
        return try changing { ledger in
            let own = try ledger.bundles().first { $0.name == name }
            guard let own, own.identity == sha256 || own.sha256 == sha256 else {
                throw Workspace.foreign(name, sha256, own, lines.only(DistrictReceipt.township), at: place)
            }
            if let head = lines.only(DistrictReceipt.journal) {
                let parts = head.split(separator: " ").map(String.init)
                guard parts.count == 2,
                    try ledger.journal().contains(where: { String($0.number) == parts[0] && $0.digest == parts[1] })
                else {
                    throw Problem(
                        .checkFailed,
                        LocalText(
                            "回执所附签的日志不是本账本的：账本在上报之后被重写",
                            "the receipt countersigns another journal than this ledger's: it was rewritten since"),
                        at: place,
                        next: Advice(
                            "\(by: .checkJournal)核对，并从备份恢复账本",
                            "check it \(by: .checkJournal), and restore the ledger from a backup"))
                }
            }
            let giver = lines.only(DistrictReceipt.district) ?? ""
            try ledger.journalReceipt(
                bundle: name, sha256: sha256, district: giver, receivedAt: time,
                receipt: SHA256.hash(data: Data(bytes)).hex, by: Author(operatorName, at: now))
            return TakenReceipt(bundle: name, district: giver, receivedAt: time)
        }
    }

    /// The problem with a receipt that is for none of the township's bundles.
    ///
    /// - Parameter own: the bundle that the township made under the same name; nil for none.
    private static func foreign(
        _ name: String, _ sha256: String, _ own: MadeBundle?, _ township: String?, at place: Problem.Place
    ) -> Problem {
        guard let own else {
            return Problem(
                .badInput,
                LocalText(
                    "回执不是本镇任何上报包的（“\(township ?? "")” \(name)）",
                    "the receipt is for no bundle of this township (\(name) of \(township ?? ""))"), at: place,
                next: LocalText("核对是否拿错了回执，或换了工作区", "check whether it is another's receipt, or another workspace's"))
        }
        return Problem(
            .checkFailed,
            LocalText(
                "回执所收的 \(name) 不是本账本生成的那一份：回执为 \(sha256.prefix(16))…，本镇为 \(own.chained.prefix(16))…",
                "the receipt is for another \(name) than this ledger made: it names \(sha256.prefix(16))…, this township's is \(own.chained.prefix(16))…"
            ), at: place,
            next: LocalText(
                "未登记。请与区里核对这两个校验值：可能拿错了别镇的回执，账本可能是旧备份，也可能有人以本镇的名义另报了一份",
                "it was not entered. Compare the two check values with the district: it may be another township's receipt, the ledger may be an old copy, or somebody may have reported in this township's name"
            ))
    }
}
