package import AssessmentKernel
import Foundation

/// Reads a file from beginning to end.
package final class FileReader {
    private let file: OpenFile
    private let name: String

    /// Opens a plain file.
    ///
    /// - Parameter name: the name in problems; the path by default.
    /// - Throws: also for what may have no end or never begin: a folder, a device or a pipe.
    package init(_ path: String, named name: String? = nil) throws(Problem) {
        let name = name ?? path
        self.name = name
        file = try reading(name) { () throws(SystemError) in try OpenFile(path, for: .reading) }
        let status = try reading(name) { () throws(SystemError) in try file.status() }
        if status.isFolder { throw .reading(EISDIR, name) }
        guard status.isPlain else { throw .notPlain(name) }
    }

    /// Puts the next bytes at the front of a buffer.
    ///
    /// - Returns: the number of bytes; 0 only at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        try reading(name) { () throws(SystemError) in try file.read(into: buffer) }
    }

    /// The next bytes: as many as requested, fewer only at the end.
    package func read(_ count: Int) throws(Problem) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { room.deallocate() }
        var filled = 0
        while filled < count {
            let read = try read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
            if read == 0 { break }
            filled += read
        }
        return Array(room[..<filled])
    }

    /// Calls the body with the remaining bytes, piece by piece.
    package func forEach(_ body: (UnsafeRawBufferPointer) throws(Problem) -> Void) throws(Problem) {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 1)
        defer { room.deallocate() }
        while case let count = try read(into: room), count > 0 {
            try body(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
    }

    /// Whether only its owner can read it.
    func isPrivate() throws(Problem) -> Bool {
        try reading(name) { () throws(SystemError) in try file.status() }.isPrivate
    }
}
