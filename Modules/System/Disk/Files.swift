package import AssessmentKernel
import Digests
package import Foundation

/// Operations on files and folders by path.
package enum Files {
    // MARK: Names of drafts

    /// The suffix of a draft's name; the name begins with a dot, so that nobody mistakes it for a result.
    package static let draftEnding = ".partial"

    /// The path of a file or folder until it is complete: next to its final place, under a draft's name.
    ///
    /// For output of a library or of several steps; for a single file use ``DraftFile``.
    package static func draft(of path: String) -> String {
        folder(of: path) + "/." + name(of: path) + draftEnding
    }

    /// An unused draft's name, for a file whose final path is not known yet.
    package static func draft(in folder: String) -> String { folder + "/." + UUID().uuidString + draftEnding }

    /// The names of the drafts in a folder, unordered: left by a killed run, unless another run is active.
    package static func drafts(in folder: String) -> [String] {
        ((try? names(in: folder, hidden: true)) ?? []).filter { $0.hasPrefix(".") && $0.hasSuffix(draftEnding) }
    }

    /// Removes what killed runs left in a folder: drafts, and what the ZIP library had of them, six letters added.
    ///
    /// Only for whoever holds the lock of the workspace.
    package static func removeStrays(in folder: String) throws(Problem) {
        for name in (try? names(in: folder, hidden: true)) ?? [] where name.hasPrefix(".") {
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            let isOfLibrary = parts.dropLast().last == "partial" && parts.last?.utf8.count == 6
            if name.hasSuffix(draftEnding) || isOfLibrary { try remove(folder + "/" + name) }
        }
    }

    /// The folder of a path; `.` when it names none, and empty for the root, so that `/` and a name can follow.
    package static func folder(of path: String) -> String {
        let path = withoutSlash(path)
        return path.lastIndex(of: 0x2F).map { String(decoding: path[..<$0], as: UTF8.self) } ?? "."
    }

    private static func name(of path: String) -> String {
        let path = withoutSlash(path)
        return String(decoding: path.lastIndex(of: 0x2F).map { path[($0 + 1)...] } ?? path[...], as: UTF8.self)
    }

    /// The bytes of a path without trailing slashes.
    private static func withoutSlash(_ path: String) -> [UInt8] {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == 0x2F { bytes.removeLast() }
        return bytes
    }

    // MARK: Looking

    /// Whether a file or folder exists.
    package static func exists(_ path: String) -> Bool { FileStatus(path) != nil }

    /// Checks that it can be said whether a file exists.
    ///
    /// - Throws: ``Problem`` when a folder on the way to it cannot be looked into.
    package static func mustBeVisible(_ path: String) throws(Problem) {
        var status = stat()
        if stat(path, &status) != 0, errno == EACCES { throw .reading(EACCES, folder(of: path)) }
    }

    package static func isFolder(_ path: String) -> Bool { FileStatus(path)?.isFolder ?? false }

    package static func isLink(_ path: String) -> Bool { FileStatus(ofLink: path)?.isLink ?? false }

    /// Whether it can be read to an end, and repeatedly, unlike a pipe.
    package static func isPlain(_ path: String) -> Bool { FileStatus(path)?.isPlain ?? false }

    /// Whether it is a program that this process may run.
    package static func isProgram(_ path: String) -> Bool {
        FileStatus(path)?.isPlain == true && access(path, X_OK) == 0
    }

    /// The names in a folder, unordered.
    ///
    /// - Parameter hidden: whether names that begin with a dot are included.
    package static func names(in folder: String, hidden: Bool = false) throws(Problem) -> [String] {
        guard let directory = opendir(folder) else { throw .reading(errno, folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") || hidden && name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    // MARK: Reading

    /// The maximum size in bytes of a file that a person writes: a rulebook, a profile, a receipt.
    package static let longestText = 4 << 20

    /// The bytes of a file that is expected to be short.
    ///
    /// - Parameters:
    ///   - limit: the maximum size in bytes; a larger file is refused.
    ///   - isSecret: whether to refuse a file that others than its owner can read.
    package static func read(
        _ path: String, limit: Int = longestText, isSecret: Bool = false
    ) throws(Problem) -> [UInt8] {
        let file = try FileReader(path)
        if isSecret, try !file.isPrivate() {
            throw Problem(
                .badInput, LocalText("他人可以读取此密钥，未使用", "others can read this secret key; it was not used"),
                at: .init(file: path),
                next: LocalText("执行 chmod 600，并考虑更换密钥", "run chmod 600 on it, and consider a new key"))
        }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let part = try file.read(min(1 << 20, limit - bytes.count + 1))
            if part.isEmpty { break }
            bytes += part
        }
        guard bytes.count <= limit else {
            throw Problem(
                .badInput, LocalText("文件过大，不是所需的文件", "the file is too long to be what is wanted"),
                at: .init(file: path), next: LocalText("核对文件名", "check its name"))
        }
        return bytes
    }

    /// The SHA-256 of a file in lower-case hex, and its size in bytes.
    package static func digest(_ path: String) throws(Problem) -> (sha256: String, bytes: Int) {
        var hash = SHA256()
        var bytes = 0
        try FileReader(path).forEach { part throws(Problem) in
            hash.update(bufferPointer: part)
            bytes += part.count
        }
        return (hash.finalize().hex, bytes)
    }

    // MARK: Writing

    /// Writes a file whole or not at all.
    ///
    /// - Parameter replacing: whether an existing file may be replaced.
    package static func writeWhole(_ bytes: [UInt8], to path: String, replacing: Bool = true) throws(Problem) {
        if !replacing { try mustBeFree(path) }
        let draft = try DraftFile(path)
        try draft.write(bytes)
        try draft.publish(replacing: replacing)
    }

    /// Copies a file whole or not at all.
    ///
    /// - Parameter replacing: whether an existing file may be replaced.
    package static func copy(_ path: String, to target: String, replacing: Bool = true) throws(Problem) {
        if !replacing { try mustBeFree(target) }
        let source = try FileReader(path)
        let draft = try DraftFile(target)
        try source.forEach { part throws(Problem) in try draft.write(part) }
        try draft.publish(replacing: replacing)
    }

    /// Copies a file into a folder of this run's own, which is gone after a kill: its bytes are flushed to disk, its name
    /// is not before it is moved.
    package static func copyAside(_ path: String, to target: String) throws(Problem) {
        let reader = try FileReader(path)
        let writer = try FileWriter(target)
        try reader.forEach { part throws(Problem) in try writer.write(part) }
        try writer.close()
    }

    /// Writes files of one folder, each whole or not at all, in their order; their names are flushed to disk together.
    package static func writeTogether(_ files: [(bytes: [UInt8], path: String)]) throws(Problem) {
        var drafts: [DraftFile] = []
        for file in files {
            let draft = try DraftFile(file.path)
            try draft.write(file.bytes)
            try draft.complete()
            drafts.append(draft)
        }
        for (place, draft) in drafts.enumerated() { try draft.publish(flushing: place == drafts.count - 1) }
    }

    /// Checks that nothing stands at a path where a new file will be written.
    package static func mustBeFree(_ path: String) throws(Problem) {
        guard let there = FileStatus(ofLink: path) else { return }
        // A run that was killed just after it gave the file its name.
        if FileStatus(ofLink: draft(of: path))?.identity == there.identity { discard(draft(of: path)) }
        throw .alreadyThere(path)
    }

    /// Lets a library write a new file whole or not at all.
    ///
    /// The library gets a path in a draft's folder, where its temporary files lie too: a killed run leaves only that
    /// folder, which the next one removes.
    package static func makeAnew(_ path: String, _ write: (_ draft: String) throws(Problem) -> Void) throws(Problem) {
        try mustBeFree(path)
        let drafts = draft(of: path)
        try remove(drafts)
        try makeFolder(drafts)
        defer { try? remove(drafts) }
        try write(drafts + "/" + name(of: path))
        try moveAnew(drafts + "/" + name(of: path), to: path)
    }

    /// Writes a new file, whole or not at all; an existing one is left unchanged and is an error.
    ///
    /// - Parameter mode: its permissions.
    package static func create(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(Problem) {
        try mustBeFree(path)
        let draft = try DraftFile(path, mode: mode)
        try draft.write(bytes)
        try draft.publish(replacing: false)
    }

    /// Creates a folder and its missing parents; only their owner can look into them.
    package static func makeFolder(_ path: String) throws(Problem) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Problem(
                .cannotWrite, LocalText("无法新建文件夹", "the folder cannot be made"), at: .init(file: path),
                next: LocalText("检查权限", "check the permissions of the folder above it"))
        }
    }

    // MARK: Moving and removing

    /// Moves a file or folder in one step, replacing a file at the target.
    ///
    /// - Parameter flushing: whether its new name is flushed to disk; else that of a later file in the folder must be.
    package static func move(_ path: String, to target: String, flushing: Bool = true) throws(Problem) {
        guard rename(path, target) == 0 else { throw .writing(errno, target) }
        if flushing { syncFolder(folder(of: target)) }
    }

    /// Moves a file in one step to a path where nothing is.
    package static func moveAnew(_ path: String, to target: String) throws(Problem) {
        if link(path, target) == 0 {
            unlink(path)
            return syncFolder(folder(of: target))
        }
        if errno == EEXIST { throw .alreadyThere(target) }
        // A disk without second names for a file, such as a USB stick, cannot do this in one step.
        guard [EPERM, ENOSYS, ENOTSUP, EINVAL, EMLINK].contains(errno) else { throw .writing(errno, target) }
        try mustBeFree(target)
        try move(path, to: target)
    }

    /// Removes a file or a folder with its contents; a missing one is not an error.
    package static func remove(_ path: String) throws(Problem) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do { try FileManager.default.removeItem(atPath: path) } catch { throw .from(error, path) }
    }

    /// Removes a file if possible, for cleaning up after another failure.
    package static func discard(_ path: String) { unlink(path) }

    /// Removes a folder if it is empty.
    package static func discardFolder(_ path: String) { rmdir(path) }

    // MARK: Keeping

    /// Flushes a file that other code has written, and its name, to disk.
    package static func sync(_ path: String) throws(Problem) {
        try writing(path) { () throws(SystemError) in try OpenFile(path, for: .reading).sync() }
        syncFolder(folder(of: path))
    }

    /// Flushes the names in a folder to disk; not every disk supports it.
    package static func syncFolder(_ path: String) {
        try? OpenFile(path.isEmpty ? "/" : path, for: .folder).sync()
    }
}
