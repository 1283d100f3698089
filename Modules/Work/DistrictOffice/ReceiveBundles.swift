import Age
public import Archive
public import AssessmentKernel
import Bundle
import Closing
import Crypto
import Disk
import Foundation
import Register

/// The outcome for a submitted bundle.
public struct ReceivedBundle: Sendable {
    /// The kind of outcome.
    public enum Outcome: Sendable {
        /// It was accepted; its receipt is the file at the path.
        case accepted(receipt: String)
        /// The same bundle was accepted before.
        case known
        /// It was refused; an alarm means that it contradicts what was received before.
        case refused(LocalText, isAlarm: Bool)
    }

    /// The file's path as given.
    public let file: String
    /// The township as the bundle states it; empty where it could not be read.
    public let township: String
    /// The bundle's name.
    public let name: String
    /// The kind of outcome.
    public let outcome: Outcome
    /// The checks; none for a file that could not be opened.
    public let checks: [BundleCheck]
}

/// A bundle that was verified and is not judged yet.
private struct Candidate {
    /// Its index among the submitted bundles.
    let place: Int
    let file: String
    /// The path of the decrypted bundle.
    let path: String
    let sha256: String
    /// The report; nil when it could not be decrypted.
    let report: BundleReport?
    /// Why it could not be decrypted; nil when it could, or did not need to be.
    let sealed: LocalText?

    var township: String { said(BagInfo.Label.township) }
    var name: String { said(BagInfo.Label.name) }
    var period: String { said(BagInfo.Label.period) }
    var revision: Int { Int(said(BagInfo.Label.revision)) ?? 0 }
    var previous: String { said(BagInfo.Label.previous) }

    private func said(_ label: String) -> String { report?.info?.only(label) ?? "" }
}

extension DistrictOffice {
    /// Verifies bundles, recomputes their results, and accepts them into the register or refuses them.
    ///
    /// A township's bundles form a chain: each names the one before it. If several are submitted at once, each waits
    /// for those before it.
    ///
    /// - Parameters:
    ///   - now: the time for the register, ISO 8601 in UTC.
    ///   - progress: called with the file that is being verified.
    /// - Throws: ``Problem`` when a file does not exist or the register cannot be written; faults of a bundle are in
    ///   its outcome.
    public func receive(
        _ paths: [String], now: String, progress: (String) -> Void = { _ in }
    ) throws(Problem) -> [ReceivedBundle] {
        try changing { register in
            let trusted = try register.trustedKeys()
            let keys = try trusted.map { try PublicKey($0.line) }
            let scratch = Files.draft(of: folder + "/receiving")
            try Files.remove(scratch)
            try Files.makeFolder(scratch)
            defer { try? Files.remove(scratch) }
            var waiting: [Candidate] = []
            for (place, path) in paths.enumerated() {
                progress(path)
                waiting.append(try candidate(place, path, "\(scratch)/\(place).zip", keys))
            }
            var outcomes: [Int: ReceivedBundle] = [:]
            while !waiting.isEmpty {
                // A bundle waits for the one before it.
                let digests = Set(waiting.map(\.sha256))
                let next = waiting.remove(at: waiting.firstIndex { !digests.contains($0.previous) } ?? 0)
                outcomes[next.place] = try judge(next, register, try register.receipts(), trusted, now: now)
            }
            return paths.indices.compactMap { outcomes[$0] }
        }
    }

    private func candidate(
        _ place: Int, _ file: String, _ clear: String, _ keys: [PublicKey]
    ) throws(Problem) -> Candidate {
        var path = file
        if Age.isEncrypted(file) {
            let identities = try Age.Identity.read(identityPath)
            do throws(Problem) { try Age.decrypt(file, to: clear, with: identities) } catch {
                guard error.kind == .badInput else { throw error }
                return Candidate(
                    place: place, file: file, path: file, sha256: try Files.digest(file).sha256, report: nil,
                    sealed: error.what)
            }
            path = clear
        }
        let report = try BundleCheckup.run(path, trusted: keys, replay: true, items: items)
        return Candidate(
            place: place, file: file, path: path, sha256: try Files.digest(path).sha256, report: report, sealed: nil)
    }

    private func judge(
        _ bundle: Candidate, _ register: Register, _ known: [Receipt], _ trusted: [TrustedKeyEntry], now: String
    ) throws(Problem) -> ReceivedBundle {
        func ended(_ outcome: ReceivedBundle.Outcome) -> ReceivedBundle {
            ReceivedBundle(
                file: bundle.file, township: bundle.township, name: bundle.name, outcome: outcome,
                checks: bundle.report?.checks ?? [])
        }
        if known.contains(where: { $0.sha256 == bundle.sha256 }) { return ended(.known) }
        if let (reason, isAlarm) = reasonToRefuse(bundle, known, trusted) {
            try register.add(
                RefusedBundle(
                    file: (bundle.file as NSString).lastPathComponent, sha256: bundle.sha256,
                    township: bundle.township, period: bundle.period, name: bundle.name, isAlarm: isAlarm,
                    reason: reason), at: now, by: operatorName)
            return ended(.refused(reason, isAlarm: isAlarm))
        }
        let place = bundlesFolder + "/" + bundle.sha256 + ".zip"
        try Files.copy(bundle.path, to: place)
        let results: (standings: [ReceivedStanding], payDue: Yuan, bands: [String])
        do { results = try ReceivedResults.read(bundle.report?.bundle, items: items) } catch {
            throw Problem.from(error, bundle.path)
        }
        let receipt = Receipt(
            township: bundle.township, name: bundle.name, period: bundle.period, revision: bundle.revision,
            sha256: bundle.sha256, previous: bundle.previous, signedBy: bundle.report?.signer ?? "",
            bands: results.bands, payDue: results.payDue, receivedAt: now, receivedBy: operatorName)
        // The receipt first: without an entry in the register it is only a file that is written again.
        let path = try write(receipt, register)
        try register.add(receipt, standings: results.standings)
        return ended(.accepted(receipt: path))
    }

    /// Why a bundle is refused, and whether it contradicts an accepted one; nil if it can be accepted.
    private func reasonToRefuse(
        _ bundle: Candidate, _ known: [Receipt], _ trusted: [TrustedKeyEntry]
    ) -> (LocalText, isAlarm: Bool)? {
        guard let report = bundle.report else { return (bundle.sealed ?? LocalText("", ""), false) }
        let failed = report.checks.filter { $0.isMust && $0.outcome == .failed }
        if !failed.isEmpty {
            let ids = failed.map(\.id).joined(separator: " ")
            let first = failed.first?.found.first ?? LocalText("", "")
            return (LocalText("核验不通过（\(ids)）：\(first.chinese)", "it fails \(ids): \(first.english)"), false)
        }
        guard let signer = report.signer else {
            return (LocalText("没有可信的签名", "it bears no trusted signature"), false)
        }
        guard trusted.contains(where: { $0.township == bundle.township && $0.number == signer }) else {
            let owner = trusted.first { $0.number == signer }?.township ?? ""
            return (
                LocalText(
                    "签名密钥 \(signer) 属于“\(owner)”，不是“\(bundle.township)”的",
                    "the key \(signer) is that of \(owner), not of \(bundle.township)"), true
            )
        }
        let chain = known.filter { $0.township == bundle.township }
        if let same = chain.first(where: { $0.name == bundle.name }) {
            return (
                LocalText(
                    "已收到同一版本 \(bundle.name) 的另一份包（\(same.sha256.prefix(16))…）",
                    "another bundle of the same revision \(bundle.name) was received (\(same.sha256.prefix(16))…)"),
                true
            )
        }
        // A township's first bundle here may name an earlier one that the district never received and that may come
        // later.
        if chain.contains(where: { $0.previous == bundle.sha256 }) { return nil }
        let last = chain.last { receipt in !chain.contains { $0.previous == receipt.sha256 } }
        guard let last, bundle.previous != last.sha256 else { return nil }
        if bundle.previous.isEmpty || chain.contains(where: { $0.sha256 == bundle.previous }) {
            return (
                LocalText(
                    "链条分叉：它不接在最近收到的 \(last.name) 之后",
                    "the chain forks: it does not follow \(last.name), the last one received"),
                true
            )
        }
        return (
            LocalText(
                "缺少它之前的包（\(bundle.previous.prefix(16))…），请先补报",
                "the bundle before it (\(bundle.previous.prefix(16))…) was not received; have it sent first"), false
        )
    }
}
