package import AssessmentKernel
import Foundation

/// A file without a name, for what is too much to be held in memory: written from its beginning, then read.
///
/// It is gone with its last holder, or with the process, so that a run that is killed leaves nothing behind. Not for
/// several threads at once.
package final class Spool {
    private let folder: String
    private let file: OpenFile
    private var pending: [UInt8] = []
    private var written = 0

    /// How many bytes it has.
    package var count: Int { written + pending.count }

    /// Makes one.
    ///
    /// - Parameter folder: a folder on the disk that is to hold it.
    package init(in folder: String) throws(Problem) {
        self.folder = folder
        file = try writing(folder) { () throws(SystemError) in try OpenFile(namelessIn: folder) }
    }

    /// Adds bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        pending.append(contentsOf: bytes)
        if pending.count >= 1 << 18 { try flush() }
    }

    /// Adds bytes.
    package func write(_ bytes: [UInt8]) throws(Problem) {
        pending += bytes
        if pending.count >= 1 << 18 { try flush() }
    }

    /// Adds a text in UTF-8.
    package func write(_ text: String) throws(Problem) { try write(Array(text.utf8)) }

    /// Hands what is still in memory to the system; reading does so too.
    package func flush() throws(Problem) {
        guard !pending.isEmpty else { return }
        try writing(folder) { () throws(SystemError) in
            try pending.withUnsafeBufferPointer { bytes throws(SystemError) in
                try file.write(UnsafeRawBufferPointer(bytes))
            }
        }
        written += pending.count
        pending = []
    }

    /// Fills a buffer with the bytes from a place on.
    ///
    /// - Returns: how many; fewer than fit only at the end.
    package func read(at place: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        try flush()
        return try reading(folder) { () throws(SystemError) in try file.read(at: place, into: buffer) }
    }

    /// The bytes of a range, which must lie in it.
    package func read(_ range: Range<Int>) throws(Problem) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 1)
        defer { room.deallocate() }
        guard try read(at: range.lowerBound, into: room) == range.count else { throw .reading(EIO, folder) }
        return Array(room)
    }

    /// Reads from the beginning; there may be several readers.
    package func reader() -> Reader { Reader(self) }

    /// Reads a spool from its beginning, many bytes ahead.
    package final class Reader {
        private let spool: Spool
        private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        private var ahead = 0..<0
        private var place = 0

        fileprivate init(_ spool: Spool) { self.spool = spool }

        deinit { room.deallocate() }

        /// Fills a buffer with the next bytes.
        ///
        /// - Returns: false at the end, when not one is left.
        /// - Throws: an end in the middle of what is asked for, too.
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

        /// Fills a buffer with bytes that must be there.
        package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Problem) {
            guard try next(into: buffer) else { throw .reading(EIO, spool.folder) }
        }
    }
}
