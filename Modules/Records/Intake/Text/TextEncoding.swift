public import AssessmentKernel

/// The encoding of a text file.
public enum TextEncoding: String, Sendable, CaseIterable {
    /// UTF-8, with or without a byte-order mark.
    case utf8 = "UTF-8"
    /// GB18030, which includes GBK and GB 2312.
    case gb18030 = "GB18030"

    /// Detects the encoding by reading a source to its end: UTF-8 when all of it is valid UTF-8, else GB18030.
    ///
    /// Code that reads the file anyway, to hash it, feeds a ``UTF8Validator`` instead.
    public static func detect(_ source: any ByteSource) throws(Problem) -> TextEncoding {
        var validator = UTF8Validator()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            var count = 0
            var problem: Problem?
            buffer.withUnsafeMutableBytes { room in
                do throws(Problem) { count = try source.read(into: room) } catch { problem = error }
                validator.feed(UnsafeRawBufferPointer(rebasing: room[..<count]))
            }
            if let problem { throw problem }
            if count == 0 || !validator.isValidSoFar { break }
        }
        return validator.finish() ? .utf8 : .gb18030
    }
}
