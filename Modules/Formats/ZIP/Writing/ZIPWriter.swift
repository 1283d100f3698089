public import AssessmentKernel
import CZip
import Disk
import Foundation
import Parallel

/// Makes a ZIP file whose bytes depend on its entries alone: not on the clock, the time zone or the number of cores.
///
/// ```swift
/// let archive = ZIPWriter(path: "2021Q3-r1.zip", drafts: folder)
/// let entry = archive.entry()
/// try entry.write(bytes)
/// try entry.close()
/// let made = try archive.finish([("2021Q3-r1/bagit.txt", entry)])
/// ```
/// Entries are packed while they are written, each into a draft of its own, and any number of them may be open at once.
/// ``finish(_:)`` puts the packed bytes into the file as they are. The names are the caller's to judge.
public final class ZIPWriter {
    /// A finished file.
    public struct Made: Hashable, Sendable {
        /// The SHA-256 of its bytes, in lower-case hex.
        public let sha256: String
        /// Its length in bytes.
        public let bytes: UInt64
    }

    /// 1980-01-01 12:00, the first day that a ZIP can name.
    ///
    /// Noon, because the library takes a time through the civil clock of the place, and no clock is put forward at noon.
    private static let date: (time: UInt16, day: UInt16) = (12 << 11, 1 << 5 | 1)
    /// A plain file that its owner writes and everybody reads: without a mode, `unzip` would make files of mode 0.
    private static let mode: UInt32 = 0o100644 << 16

    private let path: String
    private let drafts: String
    private let pool: WorkPool

    /// Prepares a file; nothing is written at its path before ``finish(_:)``.
    ///
    /// - Parameters:
    ///   - path: where the file will be; what is there is replaced as a whole.
    ///   - drafts: a folder for packed entries on their way; nothing stays in it.
    ///   - threads: how many chunks are packed at once, the number of cores unless told; the result is the same.
    public init(path: String, drafts: String, threads: Int? = nil) {
        self.path = path
        self.drafts = drafts
        pool = WorkPool(threads: threads ?? Cores.count)
    }

    /// Begins an entry.
    public func entry() -> ZIPEntryWriter { ZIPEntryWriter(pool: pool, folder: drafts) }

    /// Writes the file with the given entries, in the given order, and asks the disk to keep it.
    ///
    /// - Parameter entries: names in UTF-8, no two alike, each with an entry that is closed.
    /// - Throws: a full disk or another failure to write; there is no file then.
    public func finish(_ entries: [(name: String, entry: ZIPEntryWriter)]) throws(Problem) -> Made {
        var code: Int32 = 0
        errno = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw Problem.writing(errno == 0 ? EIO : errno, path)
        }
        for (name, entry) in entries {
            do throws(Problem) { try add(entry, named: name, to: archive) } catch {
                zip_discard(archive)
                throw error
            }
        }
        guard zip_close(archive) == 0 else {
            let error = zip_get_error(archive)
            let system = zip_error_code_system(error)
            let isSystem = zip_error_system_type(error) == ZIP_ET_SYS && system != 0
            let detail = error.map { String(cString: zip_error_strerror($0)) } ?? "zip"
            zip_discard(archive)
            if isSystem { throw Problem.writing(system, path) }
            throw Problem(
                .inputOutput, LocalText("ZIP 写入失败（\(detail)）", "writing the ZIP failed (\(detail))"),
                at: .init(file: path), next: LocalText("检查磁盘后重试", "check the disk and run the command again"))
        }
        do throws(Problem) { return try settle() } catch {
            Files.discard(path)
            throw error
        }
    }

    private func add(_ entry: ZIPEntryWriter, named name: String, to archive: OpaquePointer) throws(Problem) {
        try entry.close()
        let state = PackedSource(entry)
        let held = Unmanaged.passRetained(state)
        // The library gives the state back with its command to free, once the source is its own.
        guard let source = zip_source_function(archive, packedSourceCallback, held.toOpaque()) else {
            held.release()
            throw refused(archive, name)
        }
        let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(source)
            throw refused(archive, name)
        }
        let place = zip_uint64_t(index)
        guard zip_file_set_dostime(archive, place, ZIPWriter.date.time, ZIPWriter.date.day, 0) == 0,
            zip_file_set_external_attributes(archive, place, 0, zip_uint8_t(ZIP_OPSYS_UNIX), ZIPWriter.mode) == 0
        else { throw refused(archive, name) }
    }

    private func refused(_ archive: OpaquePointer, _ name: String) -> Problem {
        let detail = String(cString: zip_strerror(archive))
        return Problem(
            .fault, LocalText("ZIP 条目 \(name) 无法写入（\(detail)）", "the ZIP entry \(name) cannot be written (\(detail))"),
            at: .init(file: path))
    }

    /// Asks the disk to keep the file and reads it once for its digest.
    private func settle() throws(Problem) -> Made {
        try Files.sync(path)
        let (sha256, bytes) = try Files.digest(path)
        return Made(sha256: sha256, bytes: UInt64(bytes))
    }
}
