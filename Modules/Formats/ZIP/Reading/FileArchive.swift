import CZip
import Foundation

/// Reads a ZIP file of other programs' files: names in any encoding, locked entries listed rather than refused.
///
/// ```swift
/// let archive = try FileArchive(path: "7月.zip")
/// for entry in archive.entries where entry.obstacle == nil { try archive.read(entry) { try file.write($0) } }
/// ```
/// It is as hostile as any other ZIP: entries, bytes and ratios are bounded. Names are bytes; the caller decodes them and
/// decides which are safe. Not thread-safe.
public final class FileArchive {
    /// One entry.
    public struct Entry: Sendable {
        /// Its place in the directory.
        public let index: Int
        /// The bytes of its name, unchanged.
        public let name: [UInt8]
        /// The uncompressed size in bytes, as declared.
        public let size: UInt64
        /// Why it cannot be read: it is locked, packed in an unknown way, or a bomb; nil when it can.
        public let obstacle: ZIPFault?
        /// Whether it is declared as a link or another special file.
        public let isSpecial: Bool
        /// Whether it is a folder.
        public var isFolder: Bool { name.last == 0x2F || name.last == 0x5C }
    }

    /// The entries in directory order.
    public let entries: [Entry]
    private let archive: OpaquePointer

    /// The limits of an archive of files: a clerk's folder, not a bundle.
    public static var limits: ZIPReader.Limits {
        var limits = ZIPReader.Limits()
        limits.entries = 5_000
        limits.entryBytes = 1 << 30
        limits.totalBytes = 2 << 30
        return limits
    }

    /// Opens a file and checks its directory.
    ///
    /// - Throws: ``ZIPFault`` when it is not a ZIP, is inconsistent, or declares more than the limits allow.
    public init(path: String, limits: ZIPReader.Limits = FileArchive.limits) throws(ZIPFault) {
        try Directory.check(path, limits, .strict)
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw code == ZIP_ER_NOZIP ? .noArchive : .inconsistent("directory")
        }
        self.archive = archive
        do throws(ZIPFault) { entries = try FileArchive.entries(archive, limits) } catch {
            zip_discard(archive)
            throw error
        }
    }

    deinit { zip_discard(archive) }

    private static func entries(_ archive: OpaquePointer, _ limits: ZIPReader.Limits) throws(ZIPFault) -> [Entry] {
        var entries: [Entry] = []
        var total: UInt64 = 0
        for place in 0..<Int(max(0, zip_get_num_entries(archive, 0))) {
            let index = zip_uint64_t(place)
            var status = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &status) == 0,
                let raw = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW))
            else { throw .inconsistent("entry \(place + 1)") }
            let name = UnsafeRawBufferPointer(start: raw, count: strlen(raw)).map { $0 }
            let shown = String(decoding: name, as: UTF8.self)
            if status.size > limits.entryBytes { throw .tooLarge(name: shown, bytes: status.size) }
            total += status.size
            if total > limits.totalBytes { throw .tooLarge(name: shown, bytes: total) }
            var obstacle: ZIPFault?
            if status.encryption_method != ZIP_EM_NONE {
                obstacle = .encrypted(name: shown)
            } else if status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE {
                obstacle = .unknownMethod(name: shown)
            } else if status.size > limits.smallEntry, status.size / limits.ratio > status.comp_size {
                obstacle = .bomb(name: shown)
            }
            entries.append(
                Entry(
                    index: place, name: name, size: status.size, obstacle: obstacle,
                    isSpecial: ZIPReader.isSpecial(archive, index)))
        }
        return entries
    }

    /// Reads a whole entry in chunks.
    ///
    /// - Throws: ``ZIPFault``, or what the body throws.
    public func read(_ entry: Entry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let shown = String(decoding: entry.name, as: UTF8.self)
        if let obstacle = entry.obstacle { throw obstacle }
        guard let file = zip_fopen_index(archive, zip_uint64_t(entry.index), 0) else {
            throw ZIPFault.damaged(name: shown)
        }
        defer { zip_fclose(file) }
        var count: UInt64 = 0
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            while true {
                let read = zip_fread(file, buffer.baseAddress, zip_uint64_t(buffer.count))
                guard read >= 0 else {
                    let code = zip_error_code_zip(zip_file_get_error(file))
                    throw code == ZIP_ER_CRC ? ZIPFault.wrongChecksum(name: shown) : ZIPFault.damaged(name: shown)
                }
                count += UInt64(read)
                if count > entry.size || (read == 0 && count < entry.size) { throw ZIPFault.wrongSize(name: shown) }
                if read == 0 { return }
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<Int(read)]))
            }
        }
    }
}
