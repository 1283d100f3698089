package import AssessmentKernel
import CDeflate
import CZlib
import Digests
import Disk
import Foundation
import TextEncodings

/// The original files, each stored once under the digest of its bytes: `imports/<sha256>.gz`.
package struct OriginalStore: Sendable {
    package let folder: String

    private static let ending = ".gz"

    package func path(_ sha256: String) -> String { folder + "/" + sha256 + OriginalStore.ending }

    /// The SHA-256 of a file's bytes, in lower-case hex.
    ///
    /// - Parameter goesOn: asked from time to time; after false the digest is of a part.
    func digest(ofFile path: String, named name: String, goesOn: () -> Bool = { true }) throws(Problem) -> String {
        try read(path, named: name) { _ in goesOn() }
    }

    /// Begins to keep a file's bytes; nil when they are kept already.
    ///
    /// - Parameters:
    ///   - isPacked: whether its bytes are already compressed, as in a workbook; then they are not compressed again.
    ///   - sha256: their digest; other bytes are an error.
    func keep(_ path: String, named name: String, isPacked: Bool, sha256: String) throws(Problem) -> KeptOriginal? {
        guard !Files.exists(self.path(sha256)) else { return nil }
        return try KeptOriginal(path, named: name, isPacked: isPacked, sha256: sha256, in: self)
    }

    /// Reads a file in parts, as long as the body wants more; returns the digest of what was read.
    private func read(
        _ path: String, named name: String, _ body: (UnsafeRawBufferPointer) throws(Problem) -> Bool
    ) throws(Problem) -> String {
        let source = try PartReader(path, named: name)
        while let part = try source.next() { if try !body(part) { break } }
        return source.sha256
    }

    /// The problem of a file that is not what it was.
    package static func changed(_ name: String) -> Problem {
        Problem(
            .inputOutput, LocalText("文件在读取时被改动，未写入任何内容", "the file was changed while it was read; nothing was written"),
            at: .init(file: name), next: LocalText("等导出结束后重试", "try again when the export has ended"))
    }

    /// The bytes of a kept file; their end is an error if they are not those that were kept.
    package func open(_ sha256: String) throws(Problem) -> GzipBytes { try GzipBytes(path(sha256), sha256: sha256) }

    /// The SHA-256 of a kept file's bytes.
    package func digest(of sha256: String) throws(Problem) -> String {
        let source = try GzipBytes(path(sha256))
        var hash = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        do {
            while case let count = try chunk.withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0 {
                chunk.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        } catch {
            throw Problem.from(error, path(sha256))
        }
        return hash.finalize().hex
    }

    /// The path of a copy of a kept file's bytes, which the caller removes.
    ///
    /// A workbook needs one: it is read from its end, which a stream does not allow.
    package func unpacked(_ sha256: String) throws(Problem) -> String {
        let source = try open(sha256)
        let path = try ScratchFolder.makeFile()
        do {
            let writer = try FileWriter(path)
            var chunk = [UInt8](repeating: 0, count: 1 << 18)
            while case let count = try chunk.withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0 {
                try writer.write(Array(chunk[..<count]))
            }
            try writer.close()
        } catch {
            Files.discard(path)
            throw Problem.from(error, path)
        }
        return path
    }

    /// Removes files that no import names, left by a killed or refused import.
    package func removeStrays(known: Set<String>) throws(Problem) {
        // Drafts, and temporary files of runs that were killed before they removed the names.
        try Files.removeStrays(in: folder)
        for name in try Files.names(in: folder) where name.hasSuffix(OriginalStore.ending) {
            let digest = name.dropLast(OriginalStore.ending.count)
            let isOurs = digest.utf8.count == 64 && digest.allSatisfy(\.isHexDigit)
            if isOurs, !known.contains(String(digest)) { try Files.remove(folder + "/" + name) }
        }
    }
}

/// A file's bytes part by part, and their digest.
private final class PartReader {
    private let source: FileBytes
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    private var hash = SHA256()

    init(_ path: String, named name: String) throws(Problem) { source = try FileBytes(path: path, file: name) }

    deinit { room.deallocate() }

    /// The next part, as long as no other is asked for; nil at the end.
    func next() throws(Problem) -> UnsafeRawBufferPointer? {
        let count = try source.read(into: room)
        let part = UnsafeRawBufferPointer(rebasing: room[..<count])
        hash.update(bufferPointer: part)
        return count > 0 ? part : nil
    }

    /// The digest of what was read, in lower-case hex.
    var sha256: String { hash.finalize().hex }
}

/// An original that is being kept, a part at a time, by whichever thread has the time; without its end nothing is kept.
///
/// Unchecked, because threads pass it on: only one has it.
final class KeptOriginal: @unchecked Sendable {
    private let name: String
    private let sha256: String
    private let source: PartReader
    private let archive: GzipWriter
    private let draft: String
    private let end: String
    private var isKept = false

    fileprivate init(
        _ path: String, named name: String, isPacked: Bool, sha256: String, in store: OriginalStore
    ) throws(Problem) {
        (self.name, self.sha256, end) = (name, sha256, store.path(sha256))
        source = try PartReader(path, named: name)
        draft = Files.draft(in: store.folder)
        archive = try GzipWriter(draft, level: isPacked ? 0 : 1)
    }

    deinit { if !isKept { try? Files.remove(draft) } }

    /// Keeps the next part.
    ///
    /// - Returns: whether there may be more; false once the file is kept.
    /// - Throws: what the disk refuses, and a file that has other bytes than it had.
    func step() throws(Problem) -> Bool {
        if let part = try source.next() {
            try archive.write(part)
            return true
        }
        try archive.close()
        guard source.sha256 == sha256 else { throw OriginalStore.changed(name) }
        try Files.move(draft, to: end)
        isKept = true
        return false
    }
}

/// Writes a gzip file: a member for each piece of the bytes, which every program reads one after the other.
///
/// Its headers name no time and no file, so equal bytes give equal archives.
final class GzipWriter {
    /// The plain bytes of a member.
    private static let pieceSize = 1 << 20

    private let file: FileWriter
    private let compressor: OpaquePointer
    private var pending: [UInt8] = []
    private var isEmpty = true

    /// - Parameter level: 0 for none, 1 for the fastest compression, because an import waits for it.
    init(_ path: String, level: Int32) throws(Problem) {
        guard let compressor = libdeflate_alloc_compressor(level) else { throw GzipWriter.failed }
        self.compressor = compressor
        do throws(Problem) { file = try FileWriter(path) } catch {
            libdeflate_free_compressor(compressor)
            throw error
        }
        pending.reserveCapacity(GzipWriter.pieceSize)
    }

    deinit { libdeflate_free_compressor(compressor) }

    func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(GzipWriter.pieceSize - pending.count)
            pending.append(contentsOf: UnsafeRawBufferPointer(rebasing: part))
            rest = rest.dropFirst(part.count)
            if pending.count == GzipWriter.pieceSize { try flush() }
        }
    }

    func close() throws(Problem) {
        if !pending.isEmpty || isEmpty { try flush() }
        try file.close()
    }

    private func flush() throws(Problem) {
        let bound = libdeflate_gzip_compress_bound(compressor, pending.count)
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { room, count in
            count = libdeflate_gzip_compress(compressor, pending, pending.count, room.baseAddress, bound)
        }
        guard !packed.isEmpty else { throw GzipWriter.failed }
        try file.write(packed)
        pending.removeAll(keepingCapacity: true)
        isEmpty = false
    }

    private static let failed = Problem(.fault, LocalText("压缩库出错", "the compression library failed"))
}

/// Reads a gzip file back.
///
/// zlib takes what follows a member and does not begin like one for no part of the file, and a file that ends between two
/// members for whole. So only the digest shows that nothing is missing.
package final class GzipBytes: ByteSource {
    private let file: gzFile
    private let path: String
    /// The digest that the bytes must have, where it is known, and that of those read.
    private let sha256: String?
    private var hash = SHA256()

    /// - Parameter sha256: what the bytes must be; without it they are whatever they are.
    package init(_ path: String, sha256: String? = nil) throws(Problem) {
        guard let file = gzopen(path, "rb") else { throw Problem.reading(errno, path) }
        self.file = file
        self.path = path
        self.sha256 = sha256
    }

    deinit { gzclose(file) }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        let count = gzread(file, buffer.baseAddress, UInt32(buffer.count))
        guard count >= 0 else { throw damaged }
        if sha256 != nil { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<Int(count)])) }
        if count == 0, !buffer.isEmpty, let sha256, hash.finalize().hex != sha256 { throw damaged }
        return Int(count)
    }

    private var damaged: Problem {
        Problem(.inputOutput, LocalText("原始文件的存档已损坏", "the kept original is damaged"), at: .init(file: path))
    }
}
