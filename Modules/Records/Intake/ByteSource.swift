public import AssessmentKernel
import Disk

/// Bytes that are read once, from the first to the last: a plain file, an unpacked copy, a piece of memory.
public protocol ByteSource: AnyObject {
    /// Puts the next bytes at the front of the buffer, which is not empty.
    ///
    /// - Returns: how many; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int
}

/// The bytes of a file.
public final class FileBytes: ByteSource {
    private let file: FileReader

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - file: what messages call it; the path unless told.
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
    /// - Parameter step: the most that one call gives.
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
