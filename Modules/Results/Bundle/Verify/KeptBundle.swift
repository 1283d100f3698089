public import AssessmentKernel
import Digests
import Disk
import Foundation
import ZIP

extension OpenBundle {
    /// Opens a bundle that was verified when it was accepted and has been kept since, without checking all of it again.
    ///
    /// What is read of it is checked against its manifest, and the manifest against what the bundle was.
    ///
    /// - Parameters:
    ///   - path: the path of the ZIP.
    ///   - identity: what the bundle is: the SHA-256 of its tag manifest.
    /// - Throws: ``Problem`` when it is not there, or another.
    public init(kept path: String, identity: String) throws(Problem) {
        let changed = Problem(
            .badInput, LocalText("留存的上报包被改动", "a kept bundle was changed"), at: .init(file: path),
            next: LocalText("从备份恢复，或请乡镇重报", "restore it from a backup, or have it sent again"))
        let archive: ZIPReader
        do throws(ZIPFault) { archive = try ZIPReader(path: path, limits: .bundle) } catch {
            if case .unreadable(let code) = error { throw Problem.reading(code, path) }
            throw changed
        }
        guard let top = archive.entries.first?.name.prefix(while: { $0 != "/" }) else { throw changed }
        func bytes(_ name: String) -> [UInt8]? {
            archive.entry(top + "/" + name).flatMap { try? archive.bytes(of: $0, limit: BagChecks.longestTag) }
        }
        guard let tags = bytes(Tag.tagManifest), SHA256.hash(data: Data(tags)).hex == identity,
            let listed = bytes(Tag.manifest), let said = bytes(Tag.info), let info = try? BagInfo(said)
        else { throw changed }
        let digests = Dictionary(
            Manifest.read(String(decoding: tags, as: UTF8.self)).manifest.lines.map { ($0.path, $0.sha256) },
            uniquingKeysWith: { first, _ in first })
        guard digests[Tag.manifest] == SHA256.hash(data: Data(listed)).hex,
            digests[Tag.info] == SHA256.hash(data: Data(said)).hex
        else { throw changed }
        let files = Manifest.read(String(decoding: listed, as: UTF8.self)).manifest.lines.map { line in
            OpenBundle.File(
                path: line.path, size: archive.entry(top + "/" + line.path)?.size ?? 0, sha256: line.sha256)
        }
        self.init(
            path: path, name: String(top), identity: identity, info: info, files: files, directory: archive.directory)
    }
}
