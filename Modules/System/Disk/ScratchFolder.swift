package import AssessmentKernel
import Foundation

/// This process's folder for temporary files that other code opens by name.
///
/// It stands in the system's temporary folder, only its owner can look into it, and it is removed when the process
/// ends. What a killed process left is removed by the next: whoever lives holds the lock of its folder.
package final class ScratchFolder: Sendable {
    private static let prefix = "kaohe-"
    private static let shared = Result<ScratchFolder, Problem> { () throws(Problem) in try ScratchFolder() }

    private let path: String
    /// Held for its lock; nothing is done with it.
    nonisolated(unsafe) private let held: OpenFile

    private init() throws(Problem) {
        let place = NSTemporaryDirectory()
        ScratchFolder.removeStrays(in: place)
        while true {
            var name = Array((place + ScratchFolder.prefix + "XXXXXX").utf8CString)
            guard mkdtemp(&name) != nil else { throw .writing(errno, place) }
            let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let folder = try reading(path) { () throws(SystemError) in try OpenFile(path, for: .folder) }
            // Another process may take it for a stray before it is locked; then there is a next one.
            if (try? folder.lock()) == true, Files.isFolder(path) {
                (self.path, held) = (path, folder)
                break
            }
        }
        atexit { if case .success(let folder) = ScratchFolder.shared { try? Files.remove(folder.path) } }
    }

    /// The path of a new, empty file; the caller removes it when it is no longer needed.
    package static func makeFile() throws(Problem) -> String {
        let path = try shared.get().path + "/" + UUID().uuidString
        try Files.create(path, [], mode: 0o600)
        return path
    }

    /// The path of a new, empty folder; the caller removes it when it is no longer needed.
    package static func makeFolder() throws(Problem) -> String {
        let path = try shared.get().path + "/" + UUID().uuidString
        try Files.makeFolder(path)
        return path
    }

    /// Removes the folders of processes that were killed.
    private static func removeStrays(in place: String) {
        for name in (try? Files.names(in: place)) ?? [] where name.hasPrefix(prefix) && name.utf8.count == 12 {
            let path = place + name
            guard let status = FileStatus(ofLink: path), status.isFolder, status.isOwn,
                let folder = try? OpenFile(path, for: .folder), (try? folder.lock()) == true
            else { continue }
            try? Files.remove(path)
        }
    }
}

/// A temporary folder that is removed with its last reference.
package final class ScratchPlace: Sendable {
    /// Its path.
    package let path: String

    /// Makes one in this process's folder.
    package init() throws(Problem) { path = try ScratchFolder.makeFolder() }

    deinit { try? Files.remove(path) }
}
