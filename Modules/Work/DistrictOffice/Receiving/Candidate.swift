import Age
import Archive
import AssessmentKernel
import Bundle
import Disk

/// A submitted bundle, copied into the district's folder and verified there, that is not judged yet.
struct Candidate: Sendable {
    /// Its file as submitted.
    let file: String
    /// The district's own copy, decrypted.
    let copy: String
    /// The SHA-256 of the copy.
    let sha256: String
    /// The report; nil when it could not be decrypted.
    let report: BundleReport?
    /// What the register keeps of its results; nil for a bundle that is not to be received.
    let results: ReceivedResults?
    /// What it says that a township could gain by; nil for a review, and for a bundle that is not to be received.
    let facts: BundleFacts?
    /// The township's journal in it; nil for a bundle without one.
    let journal: TownshipJournal?
    /// Why it could not be decrypted; nil when it could, or did not need to be.
    let sealed: LocalText?

    /// What the bundle is, however it is packed; the copy's digest for one that cannot be read.
    var identity: String { report?.bundle?.identity ?? sha256 }
    var township: String { said(BagInfo.Label.township) }
    var name: String { said(BagInfo.Label.name) }
    var period: String { said(BagInfo.Label.period) }
    var revision: Int { Int(said(BagInfo.Label.revision)) ?? 0 }
    var previous: String { said(BagInfo.Label.previous) }
    /// The SHA-256 of its rulebook.
    var rulebook: String { said(BagInfo.Label.rulebookDigest) }

    private func said(_ label: String) -> String { report?.info?.only(label) ?? "" }
}

extension DistrictOffice {
    /// A payload of at most so many bytes, as of some hundred members, is unpacked once and held in memory.
    private static let heldPayload: UInt64 = 12 << 20

    /// Copies a submitted file and verifies the copy: nothing that happens to the original afterwards matters.
    ///
    /// The results are computed again only for a bundle with a good signature.
    func candidate(
        _ file: SubmittedFile, _ copy: String, keys: [PublicKey], _ rulebooks: BundleRulebooks, threads: Int
    ) throws(Problem) -> Candidate {
        if let sealed = file.sealed {
            return Candidate(
                file: file.path, copy: file.path, sha256: try Files.digest(file.path).sha256, report: nil,
                results: nil, facts: nil, journal: nil, sealed: sealed)
        }
        try Files.copyAside(file.clear, to: copy)
        let report = try BundleCheckup.run(
            copy, trusted: keys, replay: true, gate: .signed, rulebooks: rulebooks, threads: threads,
            holding: DistrictOffice.heldPayload)
        let sound = report.isSound && report.signer != nil ? report.bundle : nil
        do {
            let results = try sound.map { try ReceivedResults.read($0, rulebooks) }
            return Candidate(
                file: file.path, copy: copy, sha256: try Files.digest(copy).sha256, report: report,
                results: results,
                facts: try sound.flatMap {
                    try BundleFacts($0, results ?? .init(), rulebooks, witnessed: report.witnessed)
                },
                journal: try sound.flatMap { try TownshipJournal($0) }, sealed: nil)
        } catch {
            throw Problem.from(error, file.path)
        }
    }
}
