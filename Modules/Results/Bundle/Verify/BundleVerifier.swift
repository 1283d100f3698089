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
        try checkReadable(path)
        var log = CheckLog()
        log.setLevel(.signaturePresent, trusted.isEmpty ? .should : .must)
        func end(_ reason: LocalText) -> VerificationReport {
            log.skip(CheckID.allCases, reason)
            return VerificationReport(checks: log.checks, head: nil, bundle: nil, signer: nil, refusal: nil)
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
            log.skip(CheckID.allCases, refusal)
            return VerificationReport(checks: log.checks, head: head, bundle: nil, signer: nil, refusal: refusal)
        }
        bag.unpack(archive, path, threads: threads ?? Cores.count, holding: room, &log)
        bag.runDear(&log)
        PackageChecks.run(archive, bag, &log)
        let needed: [CheckID] = [
            .zipSound, .zipNames, .bagFolder, .bagDeclaration, .bagInfo, .bagManifest, .bagPayload, .packageResources,
        ]
        var bundle: OpenBundle?
        if let info = bag.info, needed.allSatisfy(log.hasPassed) {
            let files = bag.payload.map { path in
                OpenBundle.File(path: path, size: bag.files[path]?.size ?? 0, sha256: bag.listed[path] ?? "")
            }
            bundle = OpenBundle(
                path: path, name: folder, identity: bag.identity, info: info, files: files, held: bag.held)
        }
        let report = VerificationReport(
            checks: log.checks, head: head, bundle: bundle, signer: nil, refusal: nil)
        // A signature counts only for a bundle that is otherwise sound.
        guard report.isSound, let signer = signature.signer else { return report }
        return VerificationReport(
            checks: report.checks, head: head, bundle: bundle, signer: signer.identifier, refusal: nil)
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
