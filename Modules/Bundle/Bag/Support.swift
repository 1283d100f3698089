import AssessmentKernel
import Crypto
import Foundation

extension Digest {
    /// In lower-case hex.
    var hex: String { map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() }
}

extension Problem {
    /// What a clerk can do when a file cannot be read.
    static func reading(_ code: Int32, _ path: String) -> Problem {
        let detail = String(cString: strerror(code))
        let place = Place(file: path)
        if code == ENOENT || code == ENOTDIR {
            return Problem(.notFound, LocalText("没有此文件", "no such file"), at: place)
        }
        return Problem(
            .inputOutput, LocalText("无法读取（\(detail)）", "cannot be read (\(detail))"), at: place,
            next: LocalText("检查权限", "see to the rights of the file and its folder"))
    }

    /// What a clerk can do when a file cannot be written.
    static func writing(_ code: Int32, _ path: String) -> Problem {
        if code == ENOSPC || code == EDQUOT || code == EFBIG { return .diskFull(at: .init(file: path)) }
        let detail = String(cString: strerror(code))
        return Problem(
            .cannotWrite, LocalText("无法写入（\(detail)）", "cannot be written (\(detail))"), at: .init(file: path),
            next: LocalText("检查权限", "see to the rights of the file and its folder"))
    }
}

/// Small files, as a whole.
enum SmallFile {
    /// Reads a file of at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(Problem) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Problem.reading(errno, path) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        errno = 0
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw Problem.reading(errno, path) }
        guard count <= limit else {
            throw Problem(
                .badInput, LocalText("文件过大，不是所需的文件", "the file is too long to be what is wanted"),
                at: .init(file: path))
        }
        return Array(bytes[..<count])
    }

    /// Writes a new file; one that is there stays as it is.
    static func create(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(Problem) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw Problem.writing(errno, path) }
            throw Problem(
                .cannotWrite, LocalText("文件已存在，未覆盖", "the file is there already and was not overwritten"),
                at: .init(file: path), next: LocalText("另取名称，或先移走它", "choose another name, or move it away"))
        }
        var written = 0
        var code: Int32 = 0
        while written < bytes.count, code == 0 {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { code = errno }
        }
        if code == 0, fsync(descriptor) != 0, errno != EINVAL { code = errno }
        if Foundation.close(descriptor) != 0, code == 0 { code = errno }
        if code != 0 {
            unlink(path)
            throw Problem.writing(code, path)
        }
    }
}
