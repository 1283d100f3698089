package import AssessmentKernel
import Crypto
package import Foundation

/// What is done with files and folders by their paths.
package enum Files {
    // MARK: Names of drafts

    /// What the name of a draft ends in; it begins with a dot, so that nobody takes it for a result.
    package static let draftEnding = ".partial"

    /// Where a file or folder lies until it is whole: beside its place, under a draft's name.
    ///
    /// For what a library or several steps write; one file is written with ``DraftFile``.
    package static func draft(of path: String) -> String {
        folder(of: path) + "/." + name(of: path) + draftEnding
    }

    /// A draft's name that nothing has, for a file whose place is not known yet.
    package static func draft(in folder: String) -> String { folder + "/." + UUID().uuidString + draftEnding }

    /// The drafts in a folder by their names, in no order: what a killed run left, if no other is at work.
    package static func drafts(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasPrefix(".") && $0.hasSuffix(draftEnding) }
    }

    /// The folder of a path; `.` when it names none, and nothing for the root, so that `/` and a name can follow.
    static func folder(of path: String) -> String {
        let path = withoutSlash(path)
        return path.lastIndex(of: 0x2F).map { String(decoding: path[..<$0], as: UTF8.self) } ?? "."
    }

    private static func name(of path: String) -> String {
        let path = withoutSlash(path)
        return String(decoding: path.lastIndex(of: 0x2F).map { path[($0 + 1)...] } ?? path[...], as: UTF8.self)
    }

    /// The bytes of a path, but for slashes at its end.
    private static func withoutSlash(_ path: String) -> [UInt8] {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == 0x2F { bytes.removeLast() }
        return bytes
    }

    // MARK: Looking

    /// Whether a file or folder is there.
    package static func exists(_ path: String) -> Bool { FileStatus(path) != nil }

    package static func isFolder(_ path: String) -> Bool { FileStatus(path)?.isFolder ?? false }

    package static func isLink(_ path: String) -> Bool { FileStatus(ofLink: path)?.isLink ?? false }

    /// Whether reading it ends, and can be done twice: a pipe's does not.
    package static func isPlain(_ path: String) -> Bool { FileStatus(path)?.isPlain ?? false }

    /// The names in a folder, without those that begin with a dot, in no order.
    package static func names(in folder: String) throws(Problem) -> [String] {
        guard let directory = opendir(folder) else { throw .reading(errno, folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    // MARK: Reading

    /// The bytes of a file.
    package static func read(_ path: String) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        try FileReader(path).forEach { part throws(Problem) in bytes.append(contentsOf: part) }
        return bytes
    }

    /// The bytes of a file that is to be a short one.
    ///
    /// - Parameters:
    ///   - limit: a file of more bytes is refused.
    ///   - isSecret: whether it is refused when others than its owner can read it.
    package static func read(_ path: String, limit: Int, isSecret: Bool = false) throws(Problem) -> [UInt8] {
        let file = try FileReader(path)
        if isSecret, try !file.isPrivate() {
            throw Problem(
                .badInput, LocalText("他人可以读取此密钥，未使用", "others can read this secret key; it was not used"),
                at: .init(file: path),
                next: LocalText("执行 chmod 600，并考虑更换密钥", "run chmod 600 on it, and consider a new key"))
        }
        let bytes = try file.read(limit + 1)
        guard bytes.count <= limit else {
            throw Problem(
                .badInput, LocalText("文件过大，不是所需的文件", "the file is too long to be what is wanted"),
                at: .init(file: path))
        }
        return bytes
    }

    /// The SHA-256 of a file, in lower-case hex, and its length.
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

    /// Writes a file so that it is there whole or not at all.
    package static func writeWhole(_ bytes: [UInt8], to path: String) throws(Problem) {
        let draft = try DraftFile(path)
        try draft.write(bytes)
        try draft.publish()
    }

    /// Copies a file's bytes to a place, so that it is there whole or not at all.
    package static func copy(_ path: String, to target: String) throws(Problem) {
        let source = try FileReader(path)
        let draft = try DraftFile(target)
        try source.forEach { part throws(Problem) in try draft.write(part) }
        try draft.publish()
    }

    /// Writes a new file; one that is there stays as it is.
    ///
    /// - Parameter mode: its rights.
    package static func create(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(Problem) {
        let file: OpenFile
        do throws(SystemError) { file = try OpenFile(path, for: .creating, mode: mode) } catch {
            guard error.code == EEXIST else { throw .writing(error.code, path) }
            throw Problem(
                .cannotWrite, LocalText("文件已存在，未覆盖", "the file is there already and was not overwritten"),
                at: .init(file: path), next: LocalText("另取名称，或先移走它", "choose another name, or move it away"))
        }
        do throws(Problem) {
            let writer = FileWriter(file, named: path)
            try writer.write(bytes)
            try writer.close()
        } catch {
            discard(path)
            throw error
        }
        syncFolder(folder(of: path))
    }

    /// Makes an empty file of a name that nothing has, where the system keeps what is temporary.
    ///
    /// - Returns: its path; whoever asks removes it.
    package static func makeTemporary() throws(Problem) -> String {
        let folder = NSTemporaryDirectory()
        var name = Array((folder + "kaohe-XXXXXX").utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .writing(errno, folder) }
        close(descriptor)
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Makes a folder, and those above it that are missing.
    package static func makeFolder(_ path: String) throws(Problem) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw Problem(
                .cannotWrite, LocalText("无法新建文件夹", "the folder cannot be made"), at: .init(file: path),
                next: LocalText("检查权限", "check the permissions of the folder above it"))
        }
    }

    // MARK: Moving and removing

    /// Moves a file or folder to a place where there is none, or replaces the file there, in one step.
    package static func move(_ path: String, to target: String) throws(Problem) {
        guard rename(path, target) == 0 else { throw .writing(errno, target) }
        syncFolder(folder(of: target))
    }

    /// Removes a file or a folder with all that is in it; one that is not there is no error.
    package static func remove(_ path: String) throws(Problem) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do { try FileManager.default.removeItem(atPath: path) } catch { throw .from(error, path) }
    }

    /// Removes a file if that can be done, as when something else has failed already.
    package static func discard(_ path: String) { unlink(path) }

    /// Removes a folder if it is empty.
    package static func discardFolder(_ path: String) { rmdir(path) }

    // MARK: Keeping

    /// Asks the disk to keep a file that somebody else has written, and its name.
    package static func sync(_ path: String) throws(Problem) {
        try writing(path) { () throws(SystemError) in try OpenFile(path, for: .reading).sync() }
        syncFolder(folder(of: path))
    }

    /// Asks the disk to keep the names in a folder; not every disk can.
    package static func syncFolder(_ path: String) {
        try? OpenFile(path.isEmpty ? "/" : path, for: .folder).sync()
    }
}
