public import AssessmentKernel
import CDeflate
import CZlib
import Digests
import Disk
import Foundation
import Parallel

/// Compresses the bytes of one entry on all cores and computes their checksum, and their digest if it is asked for.
///
/// Made by ``ZIPWriter/entry()``. Several writers may be used at the same time, each on one thread.
///
/// Unchecked, because an entry is written by one thread from its beginning to its end.
public final class ZIPEntryWriter: @unchecked Sendable {
    /// The facts about a closed entry.
    public struct Summary: Hashable, Sendable {
        /// The uncompressed size in bytes.
        public let size: UInt64
        /// The SHA-256 of the uncompressed bytes, in lower-case hex; nil when none was asked for.
        public let sha256: String?
    }

    private let line: OrderedLine<[UInt8], Problem>
    private let packing: ZIPPacking
    private var hash: SHA256?
    private(set) var checksum: UInt32 = 0
    private var size: UInt64 = 0
    private var chunk: [UInt8] = []
    private var isEnded = false
    private var summary: Summary?
    /// What ended the entry before its time.
    private var failure: Problem?

    /// - Parameters:
    ///   - pool: compresses the chunks of all entries.
    ///   - folder: holds the compressed bytes until the ZIP is written.
    init(pool: WorkPool, folder: String, _ packing: ZIPPacking) {
        self.packing = packing
        hash = packing.hasDigests ? SHA256() : nil
        let packed = PackedBytes(folder: folder)
        self.packed = packed
        line = OrderedLine(pool) { bytes throws(Problem) in try packed.append(bytes) }
    }

    /// Appends bytes.
    ///
    /// - Throws: a full disk or another failure of the draft, also from earlier bytes; an entry that is ended.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        if let failure { throw failure }
        guard !isEnded else {
            throw Problem(.fault, LocalText("条目已写完", "the entry is closed already"))
        }
        hash?.update(bufferPointer: bytes)
        var rest = bytes[...]
        while !rest.isEmpty {
            // A full chunk waits for the next byte, because it may be the last chunk.
            if chunk.count == packing.chunkSize { try pack(isLast: false) }
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(packing.chunkSize - chunk.count))
            checksum = libdeflate_crc32(checksum, part.baseAddress, part.count)
            size += UInt64(part.count)
            chunk.append(contentsOf: part)
            rest = rest.dropFirst(part.count)
        }
    }

    /// Appends bytes.
    public func write(_ bytes: [UInt8]) throws(Problem) {
        var problem: Problem?
        bytes.withUnsafeBytes { bytes in
            do throws(Problem) { try write(bytes) } catch { problem = error }
        }
        if let problem { throw problem }
    }

    /// Appends all that was written to another entry of the same file, packed as it is.
    ///
    /// So the beginning of an entry can be written when its rest is packed already. The other is no entry any more; only
    /// those without digests can be joined.
    public func append(_ part: ZIPEntryWriter) throws(Problem) {
        if let failure { throw failure }
        let refused = Problem(.fault, LocalText("条目不能接续", "the entry cannot be joined to another"))
        guard hash == nil, part.hash == nil, !isEnded, !part.isEnded, part !== self else { throw refused }
        do throws(Problem) {
            try settle()
            try part.settle()
            part.isEnded = true
            part.failure = refused
            try packed.append(contentsOf: part.packed)
        } catch {
            failure = error
            throw error
        }
        checksum = UInt32(
            truncatingIfNeeded: crc32_combine(UInt(checksum), UInt(part.checksum), numericCast(part.size)))
        size += part.size
    }

    /// Packs what was written so far, so that more can follow.
    private func settle() throws(Problem) {
        if !chunk.isEmpty { try pack(isLast: false) }
        try line.finish()
    }

    /// Ends the entry, whose last bytes are compressed while others are written; ``close()`` waits for them.
    public func end() throws(Problem) {
        guard !isEnded else { return }
        isEnded = true
        try pack(isLast: true)
    }

    /// Ends the entry and waits until all bytes are compressed.
    @discardableResult
    public func close() throws(Problem) -> Summary {
        if let summary { return summary }
        if let failure { throw failure }
        try end()
        try line.finish()
        try packed.finish()
        let summary = Summary(size: size, sha256: hash?.finalize().hex)
        self.summary = summary
        return summary
    }

    /// The compressed bytes of a closed entry.
    let packed: PackedBytes
    /// The uncompressed bytes so far.
    var plainSize: UInt64 { size }

    private func pack(isLast: Bool) throws(Problem) {
        let (chunk, packing) = (chunk, packing)
        try line.add { Deflate.packed(chunk, packing, isLast: isLast) }
        self.chunk = []
        if !isLast { self.chunk.reserveCapacity(packing.chunkSize) }
    }
}
