package import Foundation

/// A system error, by its number.
package struct SystemError: Error, Hashable {
    /// The value of `errno`.
    package let code: Int32

    package init(code: Int32) { self.code = code }

    /// The error of the call that has just failed.
    static var latest: SystemError { SystemError(code: errno) }
}

/// An open file; the only place that calls the system to read and write.
///
/// A call interrupted by a signal is retried. No program that a child process runs has the file, and it is closed with its
/// last reference. Not thread-safe.
package final class OpenFile {
    /// What a file is opened for.
    package enum Use {
        /// For reading.
        case reading
        /// For writing from the beginning; it is created or emptied.
        case writing
        /// For writing a new file; it must not exist yet.
        case creating
        /// For writing a new file, or one that was left unfinished; an existing one is not emptied.
        case drafting
        /// A folder, for locking it or for flushing its names.
        case folder

        fileprivate var flags: Int32 {
            switch self {
            // Without waiting: a named pipe that nobody writes to would hold the command for ever.
            case .reading: O_RDONLY | O_NONBLOCK
            case .writing: O_WRONLY | O_CREAT | O_TRUNC
            case .creating: O_WRONLY | O_CREAT | O_EXCL
            case .drafting: O_WRONLY | O_CREAT | O_NONBLOCK
            case .folder: O_RDONLY | O_DIRECTORY
            }
        }
    }

    private(set) var descriptor: Int32
    private var isLocked = false

    /// Opens a file.
    ///
    /// - Parameter mode: the permissions of a created file; only its owner can read it unless said otherwise.
    package init(_ path: String, for use: Use, mode: mode_t = 0o600) throws(SystemError) {
        descriptor = open(path, use.flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .latest }
    }

    /// Creates an unnamed file in a folder for writing and reading: it is removed with its last reference, or with the
    /// process.
    init(namelessIn folder: String) throws(SystemError) {
        var name = Array((folder + "/.spool-XXXXXX" + Files.draftEnding).utf8CString)
        descriptor = mkstemps(&name, Int32(Files.draftEnding.utf8.count))
        guard descriptor >= 0 else { throw .latest }
        unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { try? close() }

    /// Its length, kind and permissions.
    package func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .latest }
        return FileStatus(status)
    }

    /// Puts the next bytes at the front of a buffer.
    ///
    /// - Returns: the number of bytes; 0 only at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .latest }
        }
    }

    /// Fills a buffer with the bytes from a place on.
    ///
    /// - Returns: the number of bytes; fewer than fit only at the end.
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

    /// Writes all bytes of a part.
    func write(_ part: ArraySlice<UInt8>) throws(SystemError) {
        try part.withUnsafeBufferPointer { bytes throws(SystemError) in try write(UnsafeRawBufferPointer(bytes)) }
    }

    /// Flushes what was written to disk; does nothing for what is not a file on a disk.
    func sync() throws(SystemError) { guard fsync(descriptor) == 0 || errno == EINVAL else { throw .latest } }

    /// Locks it for this process.
    ///
    /// - Returns: false when another process holds the lock.
    func lock() throws(SystemError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
            isLocked = true
            return true
        }
        guard errno == EWOULDBLOCK else { throw .latest }
        return false
    }

    /// Sets its permissions, whatever they were.
    func permit(_ mode: mode_t) throws(SystemError) { guard fchmod(descriptor, mode) == 0 else { throw .latest } }

    /// Removes its bytes.
    func empty() throws(SystemError) { guard ftruncate(descriptor, 0) == 0 else { throw .latest } }

    /// Closes it; some disks report a write failure only now.
    func close() throws(SystemError) {
        guard descriptor >= 0 else { return }
        // Closing alone leaves the lock to a child process that is just being started, until its program runs.
        if isLocked { _ = flock(descriptor, LOCK_UN) }
        let code = Foundation.close(descriptor)
        descriptor = -1
        guard code == 0 else { throw .latest }
    }
}
