public import AssessmentKernel
import Digests
import Disk
import Foundation
import Synchronization
import ZIP

/// A bundle whose checks so far allow it to be read.
///
/// Its payload is verified, or checked while it is read.
public struct OpenBundle: Sendable {
    /// A payload file.
    public struct File: Hashable, Sendable {
        /// Its path in the bag, `data/…`.
        public let path: String
        /// Its size in bytes.
        public let size: UInt64
        /// Its SHA-256 in the manifest, in lower-case hex.
        public let sha256: String
    }

    /// The path of the ZIP.
    public let path: String
    /// The folder in it, `2021Q3-r1`.
    public let name: String
    /// What the bundle is, however it was packed: the SHA-256 of its tag manifest, which is what is signed.
    public let identity: String
    /// The contents of `bag-info.txt`.
    public let info: BagInfo
    /// The payload files in the order of their paths' bytes.
    public let files: [File]
    /// The ZIP's directory, which was read once for all its files.
    private let directory: PlainDirectory?
    /// The payload by path as it was verified, of a small bundle that is read many times; empty for one that is streamed.
    private let held: [String: [UInt8]]
    /// Notes the files that show their digests, of a bundle whose payload is not verified yet.
    private let shown: ShownDigests?

    init(
        path: String, name: String, identity: String, info: BagInfo, files: [File], directory: PlainDirectory?,
        held: [String: [UInt8]] = [:], shown: ShownDigests? = nil
    ) {
        (self.path, self.name, self.identity, self.info, self.files) = (path, name, identity, info, files)
        (self.directory, self.held, self.shown) = (directory, held, shown)
    }

    /// The paths of the files that were read to their end and had their digests; of a bundle that is verified, none.
    var shownDigests: Set<String> { shown?.paths ?? [] }

    /// A payload file by its path; nil when there is none.
    public func file(_ path: String) -> File? { files.first { $0.path.utf8.elementsEqual(path.utf8) } }

    /// Opens a payload file for streaming.
    ///
    /// Any number may be open at once, each on a thread of its own. The bytes are checked against the manifest again
    /// while they are read, so a file that was replaced after verification is rejected; a bundle whose payload was held
    /// in memory is read as it was verified.
    ///
    /// - Throws: a path that is not in ``files``, or a ZIP that no longer exists.
    public func open(_ path: String) throws(Problem) -> BundleStream {
        guard let file = file(path) else {
            throw Problem(
                .badInput, LocalText("存档中没有此文件", "the bundle has no such file"),
                at: .init(file: self.path, key: path))
        }
        if let bytes = held[path] { return BundleStream(bytes, file, bundle: self.path) }
        let inner = name + "/" + path
        do throws(ZIPFault) {
            guard let entry = try directory?.open(inner) else { throw .damaged(name: inner) }
            return BundleStream(entry, file, bundle: self.path, shown: shown)
        } catch {
            throw Problem(.badInput, error.reason, at: .init(file: self.path, key: path))
        }
    }

    /// The bytes of a payload file of a bundle that was verified when it was accepted, and kept since.
    ///
    /// Only the ZIP's directory and the one entry are read.
    ///
    /// - Parameters:
    ///   - place: its path in the bag, `data/…`.
    ///   - path: the path of the ZIP.
    ///   - name: the folder in it, `2021Q3-r1`.
    public static func bytes(
        of place: String, inKept path: String, name: String, limit: Int = 16 << 20
    ) throws(Problem) -> [UInt8] {
        do throws(ZIPFault) {
            let archive = try ZIPReader(path: path, limits: .bundle)
            guard let entry = archive.entry(name + "/" + place) else { throw .damaged(name: place) }
            return try archive.bytes(of: entry, limit: limit)
        } catch {
            throw Problem(.badInput, error.reason, at: .init(file: path, key: place))
        }
    }

    /// The bytes of a whole payload file.
    ///
    /// - Parameter limit: the largest accepted size in bytes.
    public func bytes(_ path: String, limit: Int = 16 << 20) throws(Problem) -> [UInt8] {
        let stream = try open(path)
        guard stream.file.size <= UInt64(limit) else {
            throw Problem(.badInput, LocalText("文件过大", "the file is too long"), at: .init(file: self.path, key: path))
        }
        if let bytes = held[path] { return bytes }
        var bytes: [UInt8] = []
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { room.deallocate() }
        while case let count = try stream.read(into: room), count > 0 {
            bytes += UnsafeRawBufferPointer(rebasing: room[..<count])
        }
        return bytes
    }
}

/// A stream of a payload file.
///
/// Not thread-safe.
public final class BundleStream {
    /// The file.
    public let file: OpenBundle.File
    private let source: Source
    private let bundle: String
    private let shown: ShownDigests?
    private var hash: SHA256? = SHA256()
    /// How many of the held bytes were read.
    private var place = 0

    private enum Source {
        case entry(ZIPEntryReader)
        /// Bytes that are known to match the manifest.
        case held([UInt8])
    }

    init(_ entry: ZIPEntryReader, _ file: OpenBundle.File, bundle: String, shown: ShownDigests?) {
        (source, self.file, self.bundle, self.shown) = (.entry(entry), file, bundle, shown)
    }

    init(_ held: [UInt8], _ file: OpenBundle.File, bundle: String) {
        (source, self.file, self.bundle, shown) = (.held(held), file, bundle, nil)
    }

    /// Fills a buffer and returns the number of bytes; 0 at the end, when all bytes are known to match the manifest.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        switch source {
        case .entry(let entry): return try read(entry, into: buffer)
        case .held(let bytes):
            let count = min(buffer.count, bytes.count - place)
            bytes.withUnsafeBytes { all in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[place..<place + count]))
            }
            place += count
            return count
        }
    }

    private func read(
        _ entry: ZIPEntryReader, into buffer: UnsafeMutableRawBufferPointer
    ) throws(Problem) -> Int {
        do throws(ZIPFault) {
            let count = try entry.read(into: buffer)
            if count > 0 {
                hash?.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                return count
            }
        } catch {
            // What was verified is sound: only another file can be damaged.
            let isUnread = if case .unreadable = error { true } else { false }
            guard shown != nil || isUnread else { throw changed }
            throw Problem(.badInput, error.reason, at: .init(file: bundle, key: file.path))
        }
        guard let finished = hash else { return 0 }
        hash = nil
        guard finished.finalize().hex == file.sha256 else { throw changed }
        shown?.add(file.path)
        return 0
    }

    private var changed: Problem {
        Problem(
            .badInput, LocalText("文件在检查之后被更改", "the file was changed after it was verified"),
            at: .init(file: bundle, key: file.path))
    }
}

/// The files of a bundle that were read to their end and had the digest that the manifest lists.
final class ShownDigests: Sendable {
    private let known = Mutex<Set<String>>([])

    var paths: Set<String> { known.withLock { $0 } }

    func add(_ path: String) { _ = known.withLock { $0.insert(path) } }
}
