package import AssessmentKernel
import Crypto
import Foundation

// What ZIP and Bundle both do with files; for this package alone.

extension Problem {
    /// What a clerk can do when a file cannot be read.
    package static func reading(_ code: Int32, _ path: String) -> Problem {
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
    package static func writing(_ code: Int32, _ path: String) -> Problem {
        let place = Place(file: path)
        let detail = String(cString: strerror(code))
        switch code {
        case ENOSPC, EDQUOT, EFBIG: return .diskFull(at: place)
        case EIO:
            return Problem(
                .inputOutput, LocalText("写入失败（\(detail)）", "writing failed (\(detail))"), at: place,
                next: LocalText("检查磁盘后重试", "see to the disk and run the command again"))
        default:
            return Problem(
                .cannotWrite, LocalText("无法写入（\(detail)）", "cannot be written (\(detail))"), at: place,
                next: LocalText("检查权限", "see to the rights of the file and its folder"))
        }
    }
}

/// A file that is being written.
package enum OpenFile {
    /// Writes all bytes; `path` is what a problem names.
    package static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(Problem) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Problem.writing(errno, path) }
            written += count
        }
    }

    /// Asks the disk to keep what was written.
    package static func sync(_ descriptor: Int32, path: String) throws(Problem) {
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw Problem.writing(errno, path) }
    }

    /// Asks the disk to keep the name of a file in its folder.
    package static func syncFolder(of path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        let place = open(folder.isEmpty ? "." : folder, O_RDONLY)
        guard place >= 0 else { return }
        fsync(place)
        close(place)
    }
}

extension Digest {
    /// In lower-case hex.
    package var hex: String { map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() }
}
