public import AssessmentKernel
import CZip
import Disk
import Foundation
import Parallel

/// Writes a ZIP file whose bytes depend only on its entries: not on the clock, the time zone or the number of cores.
///
/// ```swift
/// let archive = ZIPWriter(path: "2021Q3-r1.zip", drafts: folder)
/// let entry = archive.entry()
/// try entry.write(bytes)
/// try entry.close()
/// let made = try archive.finish([("2021Q3-r1/bagit.txt", entry)])
/// ```
/// Entries are compressed while they are written, each into its own draft, and any number may be open at once.
/// ``finish(_:)`` copies the compressed bytes to the file. The caller is responsible for valid names.
public final class ZIPWriter {
    /// A finished file.
    public struct Made: Hashable, Sendable {
        /// The SHA-256 of its bytes, in lower-case hex.
        public let sha256: String
        /// Its size in bytes.
        public let bytes: UInt64
    }

    /// 1980-01-01 12:00, the first day that a ZIP can store.
    ///
    /// Noon, because the library converts times in the local time zone, and no clock change skips noon.
    private static let date: (time: UInt16, day: UInt16) = (12 << 11, 1 << 5 | 1)
    /// A plain file with mode 0644: without a mode, `unzip` would make files of mode 0.
    private static let mode: UInt32 = 0o100644 << 16

    private let path: String
    private let drafts: String
    private let packing: ZIPPacking
    private let pool: WorkPool

    /// Prepares a file; nothing is written to its path before ``finish(_:)``.
    ///
    /// - Parameters:
    ///   - path: the path of the file; an existing file is replaced as a whole.
    ///   - drafts: a folder for temporary compressed entries; nothing is left in it.
    ///   - threads: how many chunks are compressed at once, by default the number of cores; it does not change the
    ///     result.
    ///   - packing: how entries are packed.
    public init(path: String, drafts: String, threads: Int? = nil, _ packing: ZIPPacking = .small) {
        self.path = path
        self.drafts = drafts
        self.packing = packing
        pool = WorkPool(threads: threads ?? Cores.count)
    }

    /// Begins an entry.
    public func entry() -> ZIPEntryWriter { ZIPEntryWriter(pool: pool, folder: drafts, packing) }

    /// Writes the file with the given entries, in the given order, and flushes it to disk.
    ///
    /// - Parameter entries: unique names in UTF-8, each with an entry that is ended.
    /// - Throws: a full disk or another write failure; no file is left then.
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
        // The library owns the source and returns the state with its command to free.
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

    /// Flushes the file to disk and reads it once for its digest.
    private func settle() throws(Problem) -> Made {
        try Files.sync(path)
        let (sha256, bytes) = try Files.digest(path)
        return Made(sha256: sha256, bytes: UInt64(bytes))
    }
}
