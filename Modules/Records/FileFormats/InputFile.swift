public import AssessmentKernel
import Synchronization
public import TextEncodings

/// A delivered file, wherever its bytes are stored: what a ``WorkbookFormat`` opens.
public struct InputFile: Sendable {
    /// The file's name in messages and rejects.
    public let name: String

    private let knownEncoding: DetectedEncoding
    private let source: @Sendable () throws(Problem) -> any ByteSource
    private let place: @Sendable (Opener) throws(RecordFault) -> any Workbook

    /// Opens the file at a path.
    public typealias Opener = (_ path: String) throws(RecordFault) -> any Workbook

    /// Names a file on the disk.
    ///
    /// - Parameter encoding: the encoding if it is a text; nil to detect it when needed.
    public init(path: String, name: String? = nil, encoding: TextEncoding? = nil) {
        self.init(path: path, name: name, encoding: DetectedEncoding(encoding))
    }

    /// Names a file on the disk that is opened several times.
    ///
    /// - Parameter encoding: the encoding if it is a text, detected by whoever needs it first.
    package init(path: String, name: String? = nil, encoding: DetectedEncoding) {
        let name = name ?? path
        self.init(
            name: name, encoding: encoding, bytes: { () throws(Problem) in try FileBytes(path: path, file: name) },
            atPath: { (open: Opener) throws(RecordFault) in try open(path) })
    }

    /// Names a file whose bytes come from any source.
    ///
    /// - Parameters:
    ///   - bytes: returns a new reader at the first byte on each call.
    ///   - atPath: gives the opener a path that is valid only during the call.
    public init(
        name: String, encoding: TextEncoding? = nil,
        bytes: @escaping @Sendable () throws(Problem) -> any ByteSource,
        atPath: @escaping @Sendable (Opener) throws(RecordFault) -> any Workbook
    ) {
        self.init(name: name, encoding: DetectedEncoding(encoding), bytes: bytes, atPath: atPath)
    }

    private init(
        name: String, encoding: DetectedEncoding,
        bytes: @escaping @Sendable () throws(Problem) -> any ByteSource,
        atPath: @escaping @Sendable (Opener) throws(RecordFault) -> any Workbook
    ) {
        self.name = name
        knownEncoding = encoding
        source = bytes
        place = atPath
    }

    /// Reads the file from its first byte, for a format that is read in one go.
    public func bytes() throws(Problem) -> any ByteSource { try source() }

    /// Opens the file at a path that is valid only during the call, for a format that needs random access.
    public func atPath(_ open: Opener) throws(RecordFault) -> any Workbook { try place(open) }

    /// The file's encoding if it is a text.
    public func encoding() throws(Problem) -> TextEncoding {
        try knownEncoding.value { () throws(Problem) in try TextEncoding.detect(source()) }
    }

    /// The first bytes, for detecting the format: 64 KiB, or all of a shorter file.
    public func head() throws(Problem) -> [UInt8] {
        let source = try bytes()
        var head = [UInt8](repeating: 0, count: 1 << 16)
        var count = 0
        var problem: Problem?
        head.withUnsafeMutableBytes { room in
            while count < room.count {
                do throws(Problem) {
                    let more = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
                    if more == 0 { break }
                    count += more
                } catch {
                    problem = error
                    break
                }
            }
        }
        if let problem { throw problem }
        return Array(head.prefix(count))
    }
}

/// The encoding of a file that is opened several times: it is detected once, which takes reading all of it.
///
/// Threads that ask meanwhile wait for the first.
package final class DetectedEncoding: Sendable {
    private let known: Mutex<TextEncoding?>

    /// - Parameter encoding: nil while nobody has asked.
    package init(_ encoding: TextEncoding? = nil) { known = Mutex(encoding) }

    /// The encoding, detected if nobody has asked before.
    fileprivate func value(_ detect: () throws(Problem) -> TextEncoding) throws(Problem) -> TextEncoding {
        try known.withLock { known throws(Problem) in
            if let known { return known }
            let detected = try detect()
            known = detected
            return detected
        }
    }
}
