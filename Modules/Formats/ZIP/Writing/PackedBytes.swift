import AssessmentKernel
import Disk
import Foundation

/// The packed bytes of one entry: in memory while they are few, then in a draft file that has no name any more.
///
/// The draft is taken out of its folder as soon as it is open, so that nothing of a run that is killed stays behind.
/// Not for several threads at once.
final class PackedBytes {
    /// How many bytes stay in memory.
    private static let fewBytes = 64 << 10

    private let folder: String
    private var memory: [UInt8] = []
    private var descriptor: Int32 = -1
    private(set) var count = 0

    init(folder: String) { self.folder = folder }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws(Problem) {
        count += bytes.count
        if descriptor < 0 {
            memory += bytes
            guard memory.count > PackedBytes.fewBytes else { return }
            try openDraft()
            try OpenFile.write(memory, to: descriptor, path: folder)
            memory = []
        } else {
            try OpenFile.write(bytes, to: descriptor, path: folder)
        }
    }

    /// Fills a buffer with the bytes from a place on and gives their number, 0 at the end; nil when the disk failed.
    func read(at place: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard descriptor >= 0 else {
            let part = memory.dropFirst(place).prefix(buffer.count)
            buffer.copyBytes(from: part)
            return part.count
        }
        while true {
            let read = pread(descriptor, buffer.baseAddress, buffer.count, off_t(place))
            if read >= 0 { return read }
            if errno != EINTR { return nil }
        }
    }

    private func openDraft() throws(Problem) {
        var path = Array((folder + "/.packed-XXXXXX").utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw Problem.writing(errno, folder) }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
}
