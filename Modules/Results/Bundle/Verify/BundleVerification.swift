import AssessmentKernel
import ZIP

/// A verification whose cheap checks are done and whose payload is not unpacked yet.
///
/// ```swift
/// let begun = try BundleVerifier.begin("2021Q3-r1.zip", trusted: [key])
/// if let bundle = begun.unchecked { try read(bundle) }
/// let report = begun.finish()
/// ```
/// Whoever needs the payload anyway may read it in between: what was read to its end has shown its digest by that, and is
/// not unpacked once more. Nothing that was read so is to be believed before ``finish()`` says that the bundle is sound.
package struct BundleVerification {
    /// The bundle with a payload that may be anything; nil when a check failed that refuses it, or when its payload is
    /// going to be held in memory.
    package let unchecked: OpenBundle?
    private let state: State

    private enum State {
        case ended(VerificationReport)
        case open(Opened)
    }

    /// What the dear checks need.
    struct Opened {
        let path: String
        let folder: String
        let archive: ZIPReader
        let bag: BagChecks
        let signature: SignatureChecks
        let head: BundleHead?
        let log: CheckLog
        let threads: Int
        /// The payload is held in memory if it has at most so many bytes.
        let room: UInt64
    }

    /// One that ended with a cheap check.
    init(ended report: VerificationReport) { (unchecked, state) = (nil, .ended(report)) }

    init(_ opened: Opened) {
        state = .open(opened)
        guard !opened.log.hasFailedMust, let info = opened.bag.info, opened.bag.payloadBytes > opened.room else {
            unchecked = nil
            return
        }
        unchecked = opened.bundle(info, opened.bag, shown: ShownDigests())
    }

    /// Unpacks what was not read yet and carries out the other checks.
    package func finish() -> VerificationReport {
        switch state {
        case .ended(let report): report
        case .open(let opened): opened.report(shown: unchecked?.shownDigests ?? [])
        }
    }
}

extension BundleVerification.Opened {
    /// - Parameter shown: the paths of files that are known to have their digests.
    fileprivate func report(shown: Set<String>) -> VerificationReport {
        var (bag, log) = (bag, log)
        bag.unpack(archive, path, threads: threads, holding: room, shown: shown, &log)
        bag.runDear(&log)
        PackageChecks.run(archive, bag, &log)
        let needed: [CheckID] = [
            .zipSound, .zipNames, .bagFolder, .bagDeclaration, .bagInfo, .bagManifest, .bagPayload, .packageResources,
        ]
        var bundle: OpenBundle?
        if let info = bag.info, needed.allSatisfy(log.hasPassed) { bundle = self.bundle(info, bag) }
        let report = VerificationReport(checks: log.checks, head: head, bundle: bundle, signer: nil, refusal: nil)
        // A signature counts only for a bundle that is otherwise sound.
        guard report.isSound, let signer = signature.signer else { return report }
        return VerificationReport(
            checks: report.checks, head: head, bundle: bundle, signer: signer.identifier, refusal: nil)
    }

    fileprivate func bundle(_ info: BagInfo, _ bag: BagChecks, shown: ShownDigests? = nil) -> OpenBundle {
        let files = bag.payload.map { path in
            OpenBundle.File(path: path, size: bag.files[path]?.size ?? 0, sha256: bag.listed[path] ?? "")
        }
        return OpenBundle(
            path: path, name: folder, identity: bag.identity, info: info, files: files, directory: archive.directory,
            held: bag.held, shown: shown)
    }
}
