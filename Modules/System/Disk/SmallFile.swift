package import AssessmentKernel
package import Foundation

/// Small files, as a whole.
package enum SmallFile {
    /// Reads a file of at most `limit` bytes.
    ///
    /// - Parameter isSecret: whether it is refused when others than its owner can read it.
    package static func read(_ path: String, limit: Int, isSecret: Bool = false) throws(Problem) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Problem.reading(errno, path) }
        defer { fclose(file) }
        var status = stat()
        guard fstat(fileno(file), &status) == 0 else { throw Problem.reading(errno, path) }
        if isSecret, status.st_mode & 0o077 != 0 {
            throw Problem(
                .badInput, LocalText("他人可以读取此密钥，未使用", "others can read this secret key; it was not used"),
                at: .init(file: path),
                next: LocalText("执行 chmod 600，并考虑更换密钥", "run chmod 600 on it, and consider a new key"))
        }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        errno = 0
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw Problem.reading(errno, path) }
        guard count <= limit else {
            throw Problem(
                .badInput, LocalText("文件过大，不是所需的文件", "the file is too long to be what is wanted"),
                at: .init(file: path))
        }
        return Array(bytes[..<count])
    }

    /// Writes a new file; one that is there stays as it is.
    package static func create(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(Problem) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw Problem.writing(errno, path) }
            throw Problem(
                .cannotWrite, LocalText("文件已存在，未覆盖", "the file is there already and was not overwritten"),
                at: .init(file: path), next: LocalText("另取名称，或先移走它", "choose another name, or move it away"))
        }
        defer { close(descriptor) }
        do throws(Problem) {
            try OpenFile.write(bytes, to: descriptor, path: path)
            try OpenFile.sync(descriptor, path: path)
        } catch {
            unlink(path)
            throw error
        }
        OpenFile.syncFolder(of: path)
    }
}
