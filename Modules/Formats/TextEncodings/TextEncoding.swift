public import AssessmentKernel

/// The encoding of a text file.
public enum TextEncoding: String, Sendable, CaseIterable {
    /// UTF-8, with or without a byte-order mark.
    case utf8 = "UTF-8"
    /// GB18030, which includes GBK and GB 2312.
    case gb18030 = "GB18030"
    /// UTF-8 by its mark or its header, with bytes that are no text: read up to the row in which they are.
    case damagedUTF8 = "UTF-8-DAMAGED"
    /// UTF-16 by its mark, the low byte first, as “Unicode text” is saved.
    case utf16LittleEndian = "UTF-16LE"
    /// UTF-16 by its mark, the high byte first.
    case utf16BigEndian = "UTF-16BE"

    /// Detects the encoding by reading a source to its end.
    ///
    /// Code that reads the file anyway, to hash it, feeds a ``TextDetector`` instead.
    ///
    /// - Returns: what the mark says; without a mark UTF-8 when all bytes are, else GB18030. Whether bytes without a mark
    ///   are GB18030 or damaged UTF-8 is decided when the header is searched.
    public static func detect(_ source: any ByteSource) throws(Problem) -> TextEncoding {
        var detector = TextDetector()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            var count = 0
            var problem: Problem?
            buffer.withUnsafeMutableBytes { room in
                do throws(Problem) { count = try source.read(into: room) } catch { problem = error }
                detector.feed(UnsafeRawBufferPointer(rebasing: room[..<count]))
            }
            if let problem { throw problem }
            if count == 0 || detector.isDecided { break }
        }
        return detector.finish()
    }

    /// The encoding that a byte-order mark at the front says; nil without a mark.
    package static func marked(_ head: some Collection<UInt8>) -> TextEncoding? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        return head.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : nil
    }
}

/// Detects the encoding of bytes that arrive in pieces.
///
/// ```swift
/// var detector = TextDetector()
/// while let chunk = try nextChunk() { detector.feed(chunk) }
/// let encoding = detector.finish()
/// ```
public struct TextDetector: Sendable {
    private var head: [UInt8] = []
    private var validator = UTF8Validator()

    /// Makes a detector that has read nothing.
    public init() {}

    /// Takes the next bytes.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        if head.count < 3 { head += bytes.prefix(3 - head.count) }
        validator.feed(bytes)
    }

    /// Whether further bytes change nothing.
    var isDecided: Bool { !validator.isValidSoFar && head.count == 3 }

    /// The encoding of all bytes together: see ``TextEncoding/detect(_:)``.
    public func finish() -> TextEncoding {
        let marked = TextEncoding.marked(head)
        if let marked, marked != .utf8 { return marked }
        if validator.finish() { return .utf8 }
        return marked == .utf8 ? .damagedUTF8 : .gb18030
    }
}
