package import AssessmentKernel
import Crypto
import Foundation

/// What a clerk can do about an error of the file system.
package enum FileProblem {
    package static func from(_ code: Int32, _ path: String) -> Problem {
        let detail = String(cString: strerror(code))
        let place = Problem.Place(file: path)
        switch code {
        case ENOENT, ENOTDIR:
            return Problem(.notFound, LocalText("没有此文件或文件夹", "no such file or folder"), at: place)
        case ENOSPC, EDQUOT, EFBIG:
            return .diskFull(at: place)
        case EACCES, EPERM, EROFS, EISDIR, EEXIST, ENOTEMPTY:
            return Problem(
                .cannotWrite, LocalText("无法写入或打开（\(detail)）", "cannot be written or opened (\(detail))"), at: place,
                next: LocalText("检查权限", "see to the rights of the file and its folder"))
        default:
            return Problem(
                .inputOutput, LocalText("读写失败（\(detail)）", "reading or writing failed (\(detail))"), at: place,
                next: LocalText("检查磁盘后重试", "see to the disk and run the command again"))
        }
    }

    /// An error while something was only read: it has nothing to do with the right to write.
    package static func reading(_ code: Int32, _ path: String) -> Problem {
        switch code {
        case EACCES, EPERM:
            return Problem(
                .inputOutput, LocalText("无法读取（没有权限）", "cannot be read (permission denied)"), at: .init(file: path),
                next: LocalText("检查权限", "see to the rights of the file and its folder"))
        case EISDIR:
            return Problem(
                .inputOutput, LocalText("这是文件夹，不是文件", "this is a folder, not a file"), at: .init(file: path),
                next: LocalText("移走它，或指定其中的文件", "move it away, or name a file inside it"))
        default: return from(code, path)
        }
    }

    package static func from(_ error: any Error, _ path: String) -> Problem {
        if let problem = error as? Problem { return problem }
        if let code = (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError {
            return from(code.code.rawValue, path)
        }
        return Problem(
            .inputOutput, LocalText("读写失败（\(error)）", "reading or writing failed (\(error))"), at: .init(file: path))
    }
}

/// The few things that the use cases do with files.
package enum Files {
    /// What the name of a draft ends in; it begins with a dot, so that nobody takes it for a result.
    package static let draftEnding = ".partial"

    /// Where a file or folder lies until it is whole: beside its place, under a draft's name.
    package static func draft(of path: String) -> String {
        let (folder, name) = ((path as NSString).deletingLastPathComponent, (path as NSString).lastPathComponent)
        return (folder.isEmpty ? "" : folder == "/" ? "/" : folder + "/") + "." + name + draftEnding
    }

    /// The names in a folder, without those that begin with a dot, in no order.
    package static func names(in folder: String) throws(Problem) -> [String] {
        guard let directory = opendir(folder) else { throw FileProblem.reading(errno, folder) }
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

    /// All names in a folder that begin with a dot, but for the folder itself and the one above.
    package static func hiddenNames(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasPrefix(".") }
    }

    package static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    package static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether reading it ends, and can be done twice: a pipe's does not.
    package static func isPlain(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    package static func read(_ path: String) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        try walk(path) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// The SHA-256 of a file, in lower-case hex, and its length.
    package static func digest(_ path: String) throws(Problem) -> (sha256: String, bytes: Int) {
        var hash = SHA256()
        var bytes = 0
        try walk(path) { part in
            hash.update(bufferPointer: part)
            bytes += part.count
        }
        return (hash.finalize().hex, bytes)
    }

    /// Copies a file's bytes to a place, so that it is there whole or not at all.
    package static func copy(_ path: String, to target: String) throws(Problem) {
        let draft = Files.draft(of: target)
        do throws(Problem) {
            let writer = try FileWriter(draft)
            var problem: Problem?
            try walk(path) { bytes in
                guard problem == nil else { return }
                do throws(Problem) { try writer.write(Array(bytes)) } catch { problem = error }
            }
            if let problem { throw problem }
            try writer.close()
            try move(draft, to: target)
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func walk(_ path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(Problem) {
        guard let file = fopen(path, "rb") else { throw FileProblem.reading(errno, path) }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            if count < buffer.count {
                if ferror(file) != 0 { throw FileProblem.reading(errno, path) }
                return
            }
        }
    }

    package static func makeFolder(_ path: String) throws(Problem) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw Problem(
                .cannotWrite, LocalText("无法新建文件夹", "the folder cannot be made"), at: .init(file: path),
                next: LocalText("检查权限", "see to the rights of the folder above it"))
        }
    }

    package static func remove(_ path: String) throws(Problem) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do { try FileManager.default.removeItem(atPath: path) } catch { throw FileProblem.from(error, path) }
    }

    /// Moves a file or folder to a place where there is none, or replaces the file there, in one step.
    package static func move(_ path: String, to target: String) throws(Problem) {
        guard rename(path, target) == 0 else { throw FileProblem.from(errno, target) }
        syncFolder((target as NSString).deletingLastPathComponent)
    }

    /// Writes a file so that it is there whole or not at all.
    package static func writeWhole(_ bytes: [UInt8], to path: String) throws(Problem) {
        let draft = Files.draft(of: path)
        do {
            let writer = try FileWriter(draft)
            try writer.write(bytes)
            try writer.close()
            try move(draft, to: path)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Asks the disk to keep the names in a folder.
    package static func syncFolder(_ path: String) {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        Foundation.close(descriptor)
    }
}

/// Writes a file from its beginning; its bytes are on the disk once it is closed.
package final class FileWriter {
    private var descriptor: Int32
    private var pending: [UInt8] = []
    package let path: String

    package init(_ path: String) throws(Problem) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileProblem.from(errno, path) }
    }

    deinit { if descriptor >= 0 { Foundation.close(descriptor) } }

    package func write(_ bytes: [UInt8]) throws(Problem) {
        pending += bytes
        if pending.count >= 1 << 18 { try flush() }
    }

    private func flush() throws(Problem) {
        var written = 0
        while written < pending.count {
            let count = pending.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileProblem.from(errno, path)
            }
            written += count
        }
        pending.removeAll(keepingCapacity: true)
    }

    package func close() throws(Problem) {
        try flush()
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileProblem.from(errno, path) }
        let code = Foundation.close(descriptor)
        descriptor = -1
        guard code == 0 else { throw FileProblem.from(errno, path) }
    }
}
