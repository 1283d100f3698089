package import AssessmentKernel
import Foundation

/// An unnamed file for data too large for memory: written from its beginning, then read.
///
/// It is removed with its last reference or with the process, so a killed run leaves nothing behind. One thread writes; after
/// ``flush()`` several may read.
package final class Spool {
    private let folder: String
    private let file: OpenFile
    private var pending: [UInt8] = []
    private var written = 0

    /// Its length in bytes.
    package var count: Int { written + pending.count }

    /// Creates a spool.
    ///
    /// - Parameter folder: the folder on disk that holds it.
    package init(in folder: String) throws(Problem) {
        self.folder = folder
        file = try writing(folder) { () throws(SystemError) in try OpenFile(namelessIn: folder) }
    }

    /// Adds bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        pending.append(contentsOf: bytes)
        try flushIfMany()
    }

    /// Adds bytes.
    package func write(_ bytes: [UInt8]) throws(Problem) {
        pending += bytes
        try flushIfMany()
    }

    /// Adds a text in UTF-8.
    package func write(_ text: String) throws(Problem) { try write(Array(text.utf8)) }

    /// Passes the bytes in memory to the system and gives their room back; reading does so too.
    package func flush() throws(Problem) {
        // Without room nothing is pending: then several threads may read, and none changes anything.
        guard pending.capacity > 0 else { return }
        try passOn()
        pending = []
    }

    /// The room stays for those that follow.
    private func flushIfMany() throws(Problem) { if pending.count >= 1 << 18 { try passOn() } }

    private func passOn() throws(Problem) {
        try writing(folder) { () throws(SystemError) in
            try pending.withUnsafeBufferPointer { bytes throws(SystemError) in
                try file.write(UnsafeRawBufferPointer(bytes))
            }
        }
        written += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    /// Fills a buffer with the bytes from a place on.
    ///
    /// - Returns: the number of bytes; fewer than fit only at the end.
    package func read(at place: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        try flush()
        return try reading(folder) { () throws(SystemError) in try file.read(at: place, into: buffer) }
    }

    /// The bytes of a range, which must be within the file.
    package func read(_ range: Range<Int>) throws(Problem) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 1)
        defer { room.deallocate() }
        guard try read(at: range.lowerBound, into: room) == range.count else { throw .reading(EIO, folder) }
        return Array(room)
    }

    /// Reads from the beginning; there may be several readers.
    package func reader() -> Reader { Reader(self) }

    /// Reads a spool from its beginning, with read-ahead.
    package final class Reader {
        /// The bytes that are read at a time: dozens of readers are at work where long runs are merged.
        private static let roomSize = 1 << 16

        private let spool: Spool
        private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Reader.roomSize, alignment: 16)
        private var ahead = 0..<0
        private var place = 0

        fileprivate init(_ spool: Spool) { self.spool = spool }

        deinit { room.deallocate() }

        /// Fills a buffer with the next bytes.
        ///
        /// - Returns: false at the end, when no byte is left.
        /// - Throws: also when the file ends within the requested bytes.
        package func next(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Bool {
            var filled = 0
            while filled < buffer.count {
                if ahead.isEmpty {
                    let count = try spool.read(at: place, into: room)
                    guard count > 0 else { break }
                    place += count
                    ahead = 0..<count
                }
                let count = min(ahead.count, buffer.count - filled)
                UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: room[ahead.prefix(count)]))
                ahead = ahead.dropFirst(count)
                filled += count
            }
            guard filled == buffer.count || filled == 0 else { throw .reading(EIO, spool.folder) }
            return filled == buffer.count
        }

        /// Passes on all bytes that are left, a part at a time.
        package func forEach(_ body: (UnsafeRawBufferPointer) -> Void) throws(Problem) {
            repeat {
                body(UnsafeRawBufferPointer(rebasing: room[ahead]))
                ahead = 0..<(try spool.read(at: place, into: room))
                place += ahead.count
            } while !ahead.isEmpty
        }

        /// Fills a buffer with bytes that must exist.
        package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Problem) {
            guard try next(into: buffer) else { throw .reading(EIO, spool.folder) }
        }
    }
}
