public import AssessmentKernel
import Disk

/// Bytes that are read once, from first to last: a plain file, an unpacked copy or a piece of memory.
public protocol ByteSource: AnyObject {
    /// Puts the next bytes at the front of the buffer, which is not empty.
    ///
    /// - Returns: the number of bytes; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int
}

/// The bytes of a file.
public final class FileBytes: ByteSource {
    private let file: FileReader

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - file: the name in messages; the path by default.
    /// - Throws: ``Problem`` of kind `.notFound` when there is no such file, `.inputOutput` when it cannot be opened.
    public init(path: String, file: String? = nil) throws(Problem) {
        self.file = try FileReader(path, named: file)
    }

    /// Reads on.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int { try file.read(into: buffer) }
}

/// Bytes in memory.
public final class MemoryBytes: ByteSource {
    private let bytes: [UInt8]
    private let step: Int
    private var place = 0

    /// Holds bytes.
    ///
    /// - Parameter step: the most bytes that one call returns.
    public init(_ bytes: some Sequence<UInt8>, step: Int = .max) {
        self.bytes = Array(bytes)
        self.step = max(1, step)
    }

    /// Reads on.
    public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - place, step)
        buffer.copyBytes(from: bytes[place..<(place + count)])
        place += count
        return count
    }
}
