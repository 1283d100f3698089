public import AssessmentKernel
import Disk
import Foundation
import Parallel
import ZIP

/// Checks a bundle as hostile input: in bounded memory, without writing anything to disk.
///
/// ```swift
/// let report = try BundleVerifier.verify("2021Q3-r1.zip", trusted: [key])
/// for check in report.checks where check.outcome == .failed { print(check.id.rawValue, check.found) }
/// ```
public enum BundleVerifier {
    /// Runs every check on a bundle and reports the results.
    ///
    /// The cheap checks come first: the directory and the names, then the small files at the top with the signature. Only
    /// then is the payload unpacked, and only if the gate lets it.
    ///
    /// - Parameters:
    ///   - path: the path of the ZIP.
    ///   - trusted: the trusted keys; when empty, a signature is looked for but not verified.
    ///   - gate: which bundles are worth being unpacked; all by default.
    ///   - threads: how many entries are unpacked at once; the number of cores by default.
    ///   - room: the payload of a bundle that has at most so many bytes is held in memory, so that reading it costs
    ///     nothing; 0, the default, streams each file whenever it is read.
    /// - Throws: a missing or unreadable file. All faults of its contents are in the report.
    public static func verify(
        _ path: String, trusted: [PublicKey] = [], gate: BundleGate = .open, threads: Int? = nil,
        holding room: UInt64 = 0
    ) throws(Problem) -> VerificationReport {
        try begin(path, trusted: trusted, gate: gate, threads: threads, holding: room).finish()
    }

    /// Carries out the checks that need no payload: those of the directory, of the names, and of the small files at the top.
    ///
    /// The parameters are those of ``verify(_:trusted:gate:threads:holding:)``.
    package static func begin(
        _ path: String, trusted: [PublicKey] = [], gate: BundleGate = .open, threads: Int? = nil,
        holding room: UInt64 = 0
    ) throws(Problem) -> BundleVerification {
        try checkReadable(path)
        var log = CheckLog()
        log.setLevel(.signaturePresent, trusted.isEmpty ? .should : .must)
        func end(_ reason: LocalText, _ head: BundleHead? = nil, refusal: LocalText? = nil) -> BundleVerification {
            log.skip(CheckID.allCases, reason)
            return BundleVerification(
                ended: VerificationReport(checks: log.checks, head: head, bundle: nil, signer: nil, refusal: refusal))
        }
        let archive: ZIPReader
        do throws(ZIPFault) { archive = try ZIPReader(path: path, limits: .bundle) } catch {
            if case .unreadable(let code) = error { throw Problem.reading(code, path) }
            log.fail(.zipSound, error.reason)
            return end(LocalText("ZIP 无法读取", "the ZIP cannot be read"))
        }
        guard let folder = NameChecks(archive.entries, &log).folder else {
            return end(LocalText("条目名称不可信，未再打开", "the names are not to be trusted; nothing was opened"))
        }
        var bag = BagChecks(of: archive, folder: folder)
        bag.runCheap(folder: folder, &log)
        let signature = SignatureChecks(bag, trusted: trusted, &log)
        let head = bag.info.map { info in
            BundleHead(name: folder, identity: bag.identity, info: info, signer: signature.signer?.identifier)
        }
        if let refusal = gate.refusal(of: head, hasFailed: log.hasFailedMust) {
            return end(refusal, head, refusal: refusal)
        }
        return BundleVerification(
            .init(
                path: path, folder: folder, archive: archive, bag: bag, signature: signature, head: head, log: log,
                threads: threads ?? Cores.count, room: room))
    }

    /// Refuses anything but a plain file: reading a pipe might never end and cannot be repeated.
    private static func checkReadable(_ path: String) throws(Problem) {
        guard Files.exists(path) else { throw Problem.reading(ENOENT, path) }
        guard Files.isPlain(path) else {
            throw Problem(
                .badInput, LocalText("不是普通文件", "this is no plain file"), at: .init(file: path),
                next: LocalText("给出存档的 .zip 文件", "name the bundle's .zip file"))
        }
    }
}

extension ZIPReader.Limits {
    /// The limits of a bundle.
    ///
    /// Repetitive records compress very well, so a small result is accepted at any compression ratio, and so are all
    /// together up to the same size.
    static var bundle: ZIPReader.Limits {
        var limits = ZIPReader.Limits()
        limits.smallEntry = 64 << 20
        limits.smallTotal = 64 << 20
        return limits
    }
}
