public import AssessmentKernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that are read once, from the first to the last: a plain file, an unpacked copy, a piece of memory.
public protocol ByteSource: AnyObject {
    /// Puts the next bytes at the front of the buffer, which is not empty.
    ///
    /// - Returns: how many; nought only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int
}

/// The bytes of a file.
public final class FileBytes: ByteSource {
    private let descriptor: Int32
    private let file: String

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - file: what messages call it; the path unless told.
    /// - Throws: ``Problem`` of kind `.notFound` when there is no such file, `.inputOutput` when it cannot be opened.
    public init(path: String, file: String? = nil) throws(Problem) {
        self.file = file ?? path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileBytes.problem(errno, self.file) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reads on.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        while true {
            let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw FileBytes.problem(errno, file) }
        }
    }

    private static func problem(_ code: Int32, _ file: String) -> Problem {
        let place = Problem.Place(file: file)
        if code == ENOENT || code == ENOTDIR {
            return Problem(
                .notFound, LocalText("找不到文件", "there is no such file"), at: place,
                next: LocalText("请检查文件名和路径", "check the name and the folder"))
        }
        if code == EISDIR {
            return Problem(
                .notFound, LocalText("这是文件夹，不是文件", "this is a folder, not a file"), at: place,
                next: LocalText("请指定文件夹中的文件", "name a file inside it"))
        }
        let detail = String(cString: strerror(code))
        return Problem(
            .inputOutput, LocalText("无法读取文件（\(detail)）", "the file cannot be read (\(detail))"), at: place,
            next: LocalText("请检查文件权限和磁盘后重试", "check its permissions and the disk, then try again"))
    }
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

/// The system's call, out of reach of the methods of the same name.
private func systemRead(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, start, count)
}
