package import AssessmentKernel
import Foundation

/// A file that is read from its beginning to its end.
package final class SourceFile {
    private let descriptor: Int32
    private let path: String

    package init(_ path: String) throws(Problem) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Problem.reading(errno, path) }
    }

    deinit { close(descriptor) }

    /// The next bytes: as many as asked for, fewer at the end alone.
    package func read(_ count: Int) throws(Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = bytes.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress?.advanced(by: filled), count - filled)
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw Problem.reading(errno, path) }
            if read == 0 { break }
            filled += read
        }
        return filled == count ? bytes : Array(bytes[..<filled])
    }
}

/// A file that gets its name once it is whole; until then it has another beside it, and it goes when it is given up.
package final class DraftFile {
    private let target: String
    private let draft: String
    private var descriptor: Int32

    package init(_ target: String) throws(Problem) {
        self.target = target
        draft = target + ".\(UInt32.random(in: 0 ... .max)).partial"
        descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Problem.writing(errno, target) }
    }

    deinit {
        if descriptor >= 0 {
            close(descriptor)
            unlink(draft)
        }
    }

    package func write(_ bytes: [UInt8]) throws(Problem) { try OpenFile.write(bytes, to: descriptor, path: target) }

    /// Asks the disk to keep the file and gives it its name, in place of a file that has it.
    package func commit() throws(Problem) {
        try OpenFile.sync(descriptor, path: target)
        guard rename(draft, target) == 0 else { throw Problem.writing(errno, target) }
        close(descriptor)
        descriptor = -1
        OpenFile.syncFolder(of: target)
    }
}
