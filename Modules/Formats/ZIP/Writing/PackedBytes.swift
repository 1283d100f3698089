import AssessmentKernel
import Disk
import Foundation

/// The compressed bytes of one entry: in memory while they are few, then in an unnamed file.
///
/// Not thread-safe.
final class PackedBytes {
    /// The most bytes that stay in memory.
    private static let fewBytes = 64 << 10

    private let folder: String
    private var memory: [UInt8] = []
    private var spool: Spool?
    private(set) var count = 0

    init(folder: String) { self.folder = folder }

    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws(Problem) {
        count += bytes.count
        if let spool { return try spool.write(bytes) }
        memory += bytes
        guard memory.count > PackedBytes.fewBytes else { return }
        let spool = try Spool(in: folder)
        try spool.write(memory)
        self.spool = spool
        memory = []
    }

    /// Appends all the bytes of another.
    func append(contentsOf other: PackedBytes) throws(Problem) {
        guard other.spool != nil else { return try append(other.memory) }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: PackedBytes.fewBytes, alignment: 16)
        defer { room.deallocate() }
        var place = 0
        while place < other.count {
            let count = try other.read(at: place, into: room)
            guard count > 0 else { throw .reading(EIO, folder) }
            try append(Array(room[..<count]))
            place += count
        }
    }

    /// Writes the remaining bytes to disk, so that a full disk is reported before the ZIP is begun.
    func finish() throws(Problem) { try spool?.flush() }

    /// Fills a buffer with the bytes from a place on and returns their number, 0 at the end.
    func read(at place: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        if let spool { return try spool.read(at: place, into: buffer) }
        let part = memory.dropFirst(place).prefix(buffer.count)
        buffer.copyBytes(from: part)
        return part.count
    }
}
