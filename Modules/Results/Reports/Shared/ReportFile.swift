import AssessmentKernel
import Foundation

/// A file of the reports: written from its beginning, and for the spool read again.
final class ReportFile {
    let path: String
    private var stream: UnsafeMutablePointer<FILE>?
    /// The bytes so far.
    private(set) var count = 0

    /// Makes a file, or empties it.
    init(_ path: String) throws(Problem) {
        self.path = path
        stream = fopen(path, "w+b")
        if stream == nil { throw failed() }
    }

    deinit { if let stream { fclose(stream) } }

    /// Adds a text.
    func write(_ text: String) throws(Problem) { try write(Array(text.utf8)) }

    /// Adds bytes.
    func write(_ bytes: [UInt8]) throws(Problem) {
        guard let stream, fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw failed() }
        count += bytes.count
    }

    /// Reads a stretch; nothing may be written afterwards.
    func read(_ range: Range<Int>) throws(Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        guard let stream, fseeko(stream, off_t(range.lowerBound), SEEK_SET) == 0,
            fread(&bytes, 1, range.count, stream) == range.count
        else { throw failed() }
        return bytes
    }

    /// Ends the file.
    ///
    /// - Parameter isKept: whether its bytes are to be on the disk by then.
    func close(isKept: Bool = true) throws(Problem) {
        guard let stream else { return }
        guard fflush(stream) == 0 else { throw failed() }
        if isKept, fsync(fileno(stream)) != 0, errno != EINVAL { throw failed() }
        self.stream = nil
        guard fclose(stream) == 0 else { throw failed() }
    }

    private func failed() -> Problem {
        let code = errno
        let place = Problem.Place(file: path)
        if code == ENOSPC || code == EDQUOT || code == EFBIG { return .diskFull(at: place) }
        let detail = String(cString: strerror(code))
        return Problem(
            .cannotWrite, LocalText("报告无法写入（\(detail)）", "a report cannot be written (\(detail))"), at: place,
            next: LocalText("检查磁盘空间与权限", "see to the disk and to the rights of its folder"))
    }
}
