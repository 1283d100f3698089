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
    /// - Parameters:
    ///   - path: the path of the ZIP.
    ///   - trusted: the trusted keys; when empty, a signature is looked for but not verified.
    ///   - threads: how many entries are unpacked at once; the number of cores by default.
    /// - Throws: a missing or unreadable file. All faults of its contents are in the report.
    public static func verify(
        _ path: String, trusted: [PublicKey] = [], threads: Int? = nil
    ) throws(Problem) -> VerificationReport {
        try checkReadable(path)
        var log = CheckLog()
        log.setLevel(.signaturePresent, trusted.isEmpty ? .should : .must)
        let archive: ZIPReader
        do throws(ZIPFault) { archive = try ZIPReader(path: path, limits: .bundle) } catch {
            if case .unreadable(let code) = error { throw Problem.reading(code, path) }
            log.fail(.zipSound, error.reason)
            log.skip(CheckID.allCases, LocalText("ZIP 无法读取", "the ZIP cannot be read"))
            return VerificationReport(checks: log.checks, bundle: nil, signer: nil)
        }
        guard let folder = NameChecks(archive.entries, &log).folder else {
            let reason = LocalText("条目名称不可信，未再打开", "the names are not to be trusted; nothing was opened")
            log.skip(CheckID.allCases, reason)
            return VerificationReport(checks: log.checks, bundle: nil, signer: nil)
        }
        var bag = open(archive, path, folder: folder, threads: threads ?? Cores.count, &log)
        bag.run(folder: folder, &log)
        PackageChecks.run(archive, bag, &log)
        let signature = SignatureChecks(bag, trusted: trusted, &log)
        let needed: [CheckID] = [
            .zipSound, .zipNames, .bagFolder, .bagDeclaration, .bagInfo, .bagManifest, .bagPayload, .packageResources,
        ]
        var bundle: OpenBundle?
        if let info = bag.info, needed.allSatisfy(log.hasPassed) {
            let files = bag.payload.map { path in
                OpenBundle.File(path: path, size: bag.files[path]?.size ?? 0, sha256: bag.listed[path] ?? "")
            }
            bundle = OpenBundle(path: path, name: folder, identity: bag.identity, info: info, files: files)
        }
        let report = VerificationReport(checks: log.checks, bundle: bundle, signer: nil)
        // A signature counts only for a bundle that is otherwise sound.
        guard report.isSound, let signer = signature.signer else { return report }
        return VerificationReport(checks: report.checks, bundle: bundle, signer: signer.identifier)
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

    /// Unpacks every entry once for its digest, and keeps the contents of short tag files.
    private static func open(
        _ archive: ZIPReader, _ path: String, folder: String, threads: Int, _ log: inout CheckLog
    ) -> BagChecks {
        log.look(.zipSound)
        let start = folder.utf8.count + 1
        var files: [String: ZIPReader.Entry] = [:]
        var tags: [String: [UInt8]] = [:]
        for entry in archive.entries where !entry.isFolder {
            files[String(decoding: entry.name.utf8.dropFirst(start), as: UTF8.self)] = entry
        }
        for name in Tag.listed + [Tag.tagManifest, Tag.signature] {
            guard let entry = files[name] else { continue }
            tags[name] = try? archive.bytes(of: entry, limit: BagChecks.longestTag)
        }
        let results = DigestRun.digests(path, Array(files.values), threads: threads)
        var digests: [String: String] = [:]
        for (path, entry) in files.sorted(by: { $0.value.index < $1.value.index }) {
            switch results[entry.index] {
            case .success(let digest): digests[path] = digest
            case .failure(let fault): log.fail(.zipSound, fault.reason)
            case nil: log.fail(.zipSound, ZIPFault.damaged(name: entry.name).reason)
            }
        }
        return BagChecks(files, digests, tags)
    }
}

extension ZIPReader.Limits {
    /// The limits of a bundle.
    ///
    /// Repetitive records compress very well, so a small result is accepted at any compression ratio.
    static var bundle: ZIPReader.Limits {
        var limits = ZIPReader.Limits()
        limits.smallEntry = 64 << 20
        return limits
    }
}
