package import Foundation

/// An error of the system, by its number.
package struct SystemError: Error, Hashable {
    /// As in `errno`.
    package let code: Int32

    package init(code: Int32) { self.code = code }

    /// That of the call which has just failed.
    static var latest: SystemError { SystemError(code: errno) }
}

/// An open file: here alone bytes go through the calls of the system.
///
/// A call that a signal interrupts is made again. No child process inherits the file, and it is closed when nobody
/// holds it any more. Not for several threads at once.
package final class OpenFile {
    /// What a file is opened for.
    package enum Use {
        /// To be read.
        case reading
        /// To be written from its beginning; it is made, or emptied.
        case writing
        /// To be written; it must not be there yet.
        case creating
        /// A folder: to be locked, or to keep the names in it.
        case folder

        fileprivate var flags: Int32 {
            switch self {
            case .reading: O_RDONLY
            case .writing: O_WRONLY | O_CREAT | O_TRUNC
            case .creating: O_WRONLY | O_CREAT | O_EXCL
            case .folder: O_RDONLY | O_DIRECTORY
            }
        }
    }

    private(set) var descriptor: Int32

    /// Opens a file.
    ///
    /// - Parameter mode: the rights of one that is made.
    package init(_ path: String, for use: Use, mode: mode_t = 0o644) throws(SystemError) {
        descriptor = open(path, use.flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .latest }
    }

    /// Makes a file in a folder, to be written and read, and takes its name away: it is gone with its last holder, or
    /// with the process.
    init(namelessIn folder: String) throws(SystemError) {
        var name = Array((folder + "/.spool-XXXXXX" + Files.draftEnding).utf8CString)
        descriptor = mkstemps(&name, Int32(Files.draftEnding.utf8.count))
        guard descriptor >= 0 else { throw .latest }
        unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { if descriptor >= 0 { Foundation.close(descriptor) } }

    /// Its length, its kind and its rights.
    package func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .latest }
        return FileStatus(status)
    }

    /// Puts the next bytes at the front of a buffer.
    ///
    /// - Returns: how many; 0 only at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .latest }
        }
    }

    /// Fills a buffer with the bytes from a place on.
    ///
    /// - Returns: how many; fewer than fit only at the end.
    package func read(at place: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, room.baseAddress, room.count, off_t(place + filled))
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw .latest }
        }
        return filled
    }

    /// Writes all bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = Foundation.write(descriptor, part.baseAddress, part.count)
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw .latest }
        }
    }

    /// Asks the disk to keep what was written; what is no file on a disk has nothing to keep.
    func sync() throws(SystemError) { guard fsync(descriptor) == 0 || errno == EINVAL else { throw .latest } }

    /// Locks it for this process.
    ///
    /// - Returns: false when another one has it.
    func lock() throws(SystemError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw .latest }
        return false
    }

    /// Closes it; some disks say only now that they could not write.
    func close() throws(SystemError) {
        guard descriptor >= 0 else { return }
        let code = Foundation.close(descriptor)
        descriptor = -1
        guard code == 0 else { throw .latest }
    }
}
