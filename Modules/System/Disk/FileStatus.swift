import Foundation

/// The metadata of a file or folder.
package struct FileStatus {
    private let status: stat

    init(_ status: stat) { self.status = status }

    /// Reads the status at a path, following links; nil when nothing exists there.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.status = status
    }

    /// Reads the status of a link itself.
    init?(ofLink path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.status = status
    }

    /// Its length in bytes.
    package var length: Int { Int(status.st_size) }
    var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
    var isLink: Bool { status.st_mode & S_IFMT == S_IFLNK }
    var isPlain: Bool { status.st_mode & S_IFMT == S_IFREG }
    /// Whether it stands under more than one name.
    var hasOtherNames: Bool { status.st_nlink > 1 }
    /// Whether it belongs to the user at work.
    var isOwn: Bool { status.st_uid == geteuid() }
    /// Whether only its owner can read or write it.
    var isPrivate: Bool { status.st_mode & 0o077 == 0 }

    /// Whether it was last written to before another one.
    package func isOlder(than other: FileStatus) -> Bool {
        (stamp.seconds, stamp.nanoseconds) < (other.stamp.seconds, other.stamp.nanoseconds)
    }

    /// The identity of the file or folder, the same for every path to it.
    package var identity: FileIdentity { FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino)) }

    /// Its current state.
    package var stamp: FileStamp {
        #if canImport(Darwin)
            let changed = status.st_mtimespec
        #else
            let changed = status.st_mtim
        #endif
        return FileStamp(
            number: UInt64(status.st_ino), length: Int64(status.st_size), seconds: Int(changed.tv_sec),
            nanoseconds: Int(changed.tv_nsec))
    }
}

/// The identity of a file or folder, the same for every path to it.
package struct FileIdentity: Hashable, Sendable {
    fileprivate let device: UInt64
    fileprivate let number: UInt64
}

/// Detects that a file was written to: its identity, length and time of change.
package struct FileStamp: Hashable, Sendable {
    fileprivate let number: UInt64
    fileprivate let length: Int64
    fileprivate let seconds: Int
    fileprivate let nanoseconds: Int

    /// Reads a file's state; nil when it does not exist.
    package init?(_ path: String) {
        guard let status = FileStatus(path) else { return nil }
        self = status.stamp
    }

    fileprivate init(number: UInt64, length: Int64, seconds: Int, nanoseconds: Int) {
        (self.number, self.length, self.seconds, self.nanoseconds) = (number, length, seconds, nanoseconds)
    }
}
