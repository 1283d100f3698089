public import AssessmentKernel
import CZlib
import Crypto
import Disk
import Foundation

/// Takes the bytes of one entry, packs them on all cores, and takes their digest and checksum on the way.
///
/// Made by ``ZIPWriter/entry()``. Not for several threads at once; several of them may be written to at the same time.
public final class ZIPEntryWriter {
    /// What is known of an entry once all its bytes are there.
    public struct Summary: Hashable, Sendable {
        /// Bytes unpacked.
        public let size: UInt64
        /// The SHA-256 of these bytes, in lower-case hex.
        public let sha256: String
    }

    private let pool: DeflatePool
    private let line: PackLine
    private var hash = SHA256()
    private(set) var checksum: UInt = 0
    private var size: UInt64 = 0
    private var chunk: [UInt8] = []
    private var dictionary: [UInt8] = []
    private var summary: Summary?

    init(pool: DeflatePool, folder: String) {
        self.pool = pool
        line = PackLine(pool: pool, packed: PackedBytes(folder: folder))
        checksum = crc32(0, nil, 0)
    }

    /// Appends bytes.
    ///
    /// - Throws: a full disk, or another failure of the draft, of these bytes or of earlier ones; an entry that is
    ///   closed.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        guard summary == nil else {
            throw Problem(.fault, LocalText("条目已写完", "the entry is closed already"))
        }
        hash.update(bufferPointer: bytes)
        var rest = bytes[...]
        while !rest.isEmpty {
            // A full chunk waits for the next byte: only then is it known not to be the last.
            if chunk.count == DeflatePool.chunkSize { try pack(isLast: false) }
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(DeflatePool.chunkSize - chunk.count))
            checksum = crc32(checksum, part.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(part.count))
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

    /// Says that no bytes follow, and waits until all are packed.
    @discardableResult
    public func close() throws(Problem) -> Summary {
        if let summary { return summary }
        try pack(isLast: true)
        try line.finish()
        let digest = hash.finalize().hex
        let summary = Summary(size: size, sha256: digest)
        self.summary = summary
        return summary
    }

    /// The packed bytes of a closed entry.
    var packed: PackedBytes { line.packed }
    /// Bytes unpacked so far.
    var plainSize: UInt64 { size }

    private func pack(isLast: Bool) throws(Problem) {
        try line.pack(chunk, after: dictionary, isLast: isLast)
        if isLast {
            (chunk, dictionary) = ([], [])
        } else {
            dictionary = Array(chunk.suffix(DeflatePool.windowSize))
            chunk = []
            chunk.reserveCapacity(DeflatePool.chunkSize)
        }
    }
}

/// Puts the packed chunks of one entry into their order again.
///
/// Its state is guarded by `condition`.
final class PackLine: @unchecked Sendable {
    let packed: PackedBytes
    private let pool: DeflatePool
    private let condition = NSCondition()
    private var given = 0
    private var taken = 0
    private var early: [Int: Result<[UInt8], Problem>] = [:]
    private var problem: Problem?

    init(pool: DeflatePool, packed: PackedBytes) {
        self.pool = pool
        self.packed = packed
    }

    func pack(_ chunk: [UInt8], after dictionary: [UInt8], isLast: Bool) throws(Problem) {
        condition.lock()
        let (place, failed) = (given, problem)
        given += 1
        if failed != nil { given -= 1 }
        condition.unlock()
        if let failed { throw failed }
        pool.pack(chunk, after: dictionary, isLast: isLast) { self.put($0, at: place) }
    }

    /// Waits for all chunks.
    func finish() throws(Problem) {
        condition.lock()
        while taken < given { condition.wait() }
        let failed = problem
        condition.unlock()
        if let failed { throw failed }
    }

    private func put(_ result: Result<[UInt8], Problem>, at place: Int) {
        condition.lock()
        early[place] = result
        while let next = early.removeValue(forKey: taken) {
            taken += 1
            do throws(Problem) {
                let bytes = try next.get()
                if problem == nil { try packed.append(bytes) }
            } catch { problem = problem ?? error }
            pool.release()
        }
        condition.broadcast()
        condition.unlock()
    }
}
