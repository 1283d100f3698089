public import AssessmentKernel
import Digests
import Disk
import Foundation
public import ZIP

/// Receives the bytes of one payload file: call `write` for each piece in order, then `end`.
public typealias PayloadWriter = ZIPEntryWriter

/// Writes a bundle: a signed BagIt bag in a ZIP, streamed, in bounded memory.
///
/// ```swift
/// let bundle = try BundleWriter(name: "2021Q3-r1", drafts: folder, to: "2021Q3-r1.zip")
/// try bundle.add("data/rulebook.yaml", rulebook)
/// let events = try bundle.stream("data/evidence/event.csv")
/// for block in blocks { try events.write(block) }
/// try events.end()
/// try bundle.add(package)
/// let made = try bundle.finish(info, signingKey: key)
/// ```
/// Equal files, info and key give equal bytes, whatever the order of the files, the clock, the time zone or the number
/// of cores.
///
/// Not thread-safe, but each stream may be written on a thread of its own.
public final class BundleWriter {
    private let name: String
    private let archive: ZIPWriter
    private var payload: [String: PayloadWriter] = [:]
    private var lowercased: Set<String> = []

    /// Prepares a bundle; nothing is written to its path before ``finish(_:signingKey:)``.
    ///
    /// - Parameters:
    ///   - name: the name of the folder in the ZIP.
    ///   - drafts: a folder for temporary compressed files; nothing is left in it.
    ///   - path: the path of the ZIP.
    ///   - threads: how many chunks are compressed at once; the number of cores by default.
    public init(
        name: String, drafts: String, to path: String, threads: Int? = nil
    ) throws(Problem) {
        self.name = name
        archive = ZIPWriter(path: path, drafts: drafts, threads: threads)
        if name.utf8.contains(0x2F) { throw BundleWriter.refused(name, .character) }
        if let fault = PathFault(name) { throw BundleWriter.refused(name, fault) }
    }

    /// Begins a payload file.
    ///
    /// - Parameter path: below `data/`, as ``PathFault`` allows.
    /// - Throws: an invalid path, or one that was added already.
    public func stream(_ path: String) throws(Problem) -> PayloadWriter {
        if let fault = PathFault(path) { throw BundleWriter.refused(path, fault) }
        guard path.hasPrefix(Tag.payload), PayloadKind.isPlace(path) else {
            throw Problem(
                .fault,
                LocalText("不是存档文件可有的文件", "a bundle has no such file"), at: .init(key: path))
        }
        guard lowercased.insert(path.lowercased()).inserted else {
            throw Problem(.fault, LocalText("文件已在存档中", "the file is in the bundle already"), at: .init(key: path))
        }
        let writer = archive.entry()
        payload[path] = writer
        return writer
    }

    /// Adds a payload file as a whole.
    public func add(_ path: String, _ bytes: [UInt8]) throws(Problem) {
        let writer = try stream(path)
        try writer.write(bytes)
        try writer.end()
    }

    /// Adds the bytes of a file as a payload file.
    public func add(_ path: String, file: String) throws(Problem) {
        let source = try FileReader(file)
        let writer = try stream(path)
        try source.forEach { part throws(Problem) in try writer.write(part) }
        try writer.end()
    }

    /// Adds `data/datapackage.json`.
    public func add(_ package: DataPackage) throws(Problem) { try add(Tag.package, package.bytes) }

    /// Writes manifests, tags, signature and the ZIP itself.
    ///
    /// - Parameters:
    ///   - info: the bundle's description; Payload-Oxum and the profile's identifier are added.
    ///   - signingKey: signs the tag manifest; nil for an unsigned bundle.
    /// - Returns: what the bundle is, and the ZIP's digest and length.
    public func finish(_ info: BagInfo, signingKey: SigningKey?) throws(Problem) -> Made {
        var manifest = Manifest()
        var bytes: UInt64 = 0
        let files = payload.sorted { Text($0.key) < Text($1.key) }
        for (path, writer) in files {
            let summary = try writer.close()
            guard let sha256 = summary.sha256 else {
                throw Problem(.fault, LocalText("存档文件没有摘要", "a payload file has no digest"), at: .init(key: path))
            }
            manifest.lines.append(Manifest.Line(path: path, sha256: sha256))
            bytes += summary.size
        }
        var info = info
        try info.add(BagInfo.Label.oxum, "\(bytes).\(files.count)")
        try info.add(BagInfo.Label.profile, BagProfile.identifier)
        let texts: [String: [UInt8]] = [
            Tag.declaration: Array(Tag.declarationText.utf8), Tag.info: info.bytes, Tag.profile: BagProfile.bytes,
            Tag.manifest: manifest.bytes,
        ]
        let tagManifest = Manifest(
            lines: texts.map { Manifest.Line(path: $0.key, sha256: SHA256.hash(data: $0.value).hex) })
        var tags: [(name: String, bytes: [UInt8])] = [
            Tag.declaration, Tag.info, Tag.profile, Tag.manifest,
        ].map { ($0, texts[$0] ?? []) }
        tags.append((Tag.tagManifest, tagManifest.bytes))
        if let signingKey { tags.append((Tag.signature, signingKey.sign(tagManifest.bytes).bytes)) }
        var entries: [(name: String, entry: ZIPEntryWriter)] = []
        for tag in tags {
            let entry = archive.entry()
            try entry.write(tag.bytes)
            try entry.close()
            entries.append((name + "/" + tag.name, entry))
        }
        for (path, writer) in files { entries.append((name + "/" + path, writer)) }
        return Made(
            identity: SHA256.hash(data: tagManifest.bytes).hex, archive: try archive.finish(entries))
    }

    /// A finished bundle.
    public struct Made: Hashable, Sendable {
        /// What the bundle is, however it is packed: the SHA-256 of its tag manifest, in lower-case hex.
        public let identity: String
        /// Its ZIP.
        public let archive: ZIPWriter.Made
    }

    private static func refused(_ path: String, _ fault: PathFault) -> Problem {
        Problem(
            .fault, LocalText("存档路径无效：\(fault.reason.chinese)", "the path \(fault.reason.english)"),
            at: .init(key: path))
    }
}

/// The kinds of payload files; no other is written or accepted.
///
/// An archive within the archive is not allowed: its reader would have to check it anew.
enum PayloadKind: String, CaseIterable {
    case csv, json, yaml, xlsx, html

    /// The kind by the path's extension; nil for any other.
    init?(path: String) {
        guard let dot = path.lastIndex(of: "."), let kind = PayloadKind(rawValue: String(path[dot...].dropFirst()))
        else { return nil }
        self = kind
    }

    /// Whether a bundle has files of this kind in this place.
    static func isPlace(_ path: String) -> Bool {
        switch path {
        case Tag.rulebook, Tag.package, "data/carried.csv": return true
        default: break
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let kind = PayloadKind(path: path) else { return false }
        return switch parts[1] {
        case "results", "evidence", "core": kind == .csv
        case "reports": kind == .xlsx || kind == .html
        default: false
        }
    }
}
