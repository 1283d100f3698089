import CZip
import Disk
import Foundation

/// Reads a ZIP file as hostile input: with limits on entries, bytes and memory, without writing anything to disk.
///
/// How much its headers must agree is a ``Policy``.
/// ```swift
/// let archive = try ZIPReader(path: "2021Q3-r1.zip")
/// for entry in archive.entries { try archive.read(entry) { hash.update(bufferPointer: $0) } }
/// ```
/// The caller decides which names are valid. Not thread-safe.
public final class ZIPReader {
    /// The limits of a file.
    public struct Limits: Sendable {
        /// The number of entries.
        public var entries = 10_000
        /// Bytes of one entry, unpacked.
        public var entryBytes: UInt64 = 4 << 30
        /// Bytes of all entries together, unpacked.
        public var totalBytes: UInt64 = 16 << 30
        /// The maximum compression ratio of an entry; entries of up to ``smallEntry`` bytes may exceed it.
        public var ratio: UInt64 = 200
        /// Entries up to this many bytes are accepted at any compression ratio.
        public var smallEntry: UInt64 = 1 << 20
        /// All entries together may have this many bytes whatever the size of the file, and ``ratio`` times that size
        /// beyond.
        public var smallTotal: UInt64 = .max

        /// The usual limits, enough for the largest workbook or bundle of a district.
        public init() {}
    }

    /// How much the headers of a file must agree.
    public enum Policy: Sendable {
        /// The layout that a plain writer makes, and no other (``LayoutFault``): every program reads the same, from the
        /// front or from the back. For files that are signed.
        case strict
        /// The directory alone counts, as for spreadsheet programs: libraries write versions, flags and sizes at the
        /// entries that differ from it, names in other encodings, or some bytes at the end. Sizes, overlaps and checksums
        /// are checked all the same.
        case gentle
    }

    /// One entry, as described by the archive's directory.
    public struct Entry: Hashable, Sendable {
        /// Its place in the directory.
        public let index: Int
        /// The bytes of its name, unchanged; under ``Policy/gentle``, with replacement characters for what is not UTF-8.
        public let name: String
        /// The uncompressed size in bytes, as declared.
        public let size: UInt64
        /// The compressed size in bytes, as declared.
        public let packedSize: UInt64
        /// Whether it is declared as a symbolic link or another special file.
        public let isSpecial: Bool
        /// Whether it is a folder.
        public var isFolder: Bool { name.utf8.last == 0x2F }
    }

    /// The entries in directory order.
    public let entries: [Entry]
    /// The directory for itself; nil under ``Policy/gentle``.
    public let directory: PlainDirectory?
    private let source: Source

    /// Where the bytes of entries come from.
    private enum Source {
        /// The file itself, whose layout is known.
        case layout(Layout)
        /// The library, which finds its way through what other programs wrote.
        case library(OpaquePointer)
    }

    /// Opens a file and checks its directory.
    ///
    /// - Throws: ``ZIPFault`` when it is not a ZIP, is inconsistent, or declares more than the limits allow.
    public init(path: String, limits: Limits = Limits(), policy: Policy = .strict) throws(ZIPFault) {
        guard policy == .gentle else {
            let layout = try Layout(path, limits)
            source = .layout(layout)
            entries = layout.entries.enumerated().map { Entry($0, $1) }
            directory = PlainDirectory(path, layout.entries)
            return
        }
        directory = nil
        try Directory.check(path, limits, policy)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let file = zip_source_file_create(path, 0, -1, &error) else { throw ZIPReader.fault(opening: &error) }
        guard let archive = zip_open_from_source(file, ZIP_RDONLY, &error) else {
            zip_source_free(file)
            throw ZIPReader.fault(opening: &error)
        }
        source = .library(archive)
        do throws(ZIPFault) { entries = try ZIPReader.entries(archive, limits) } catch {
            zip_discard(archive)
            throw error
        }
    }

    deinit { if case .library(let archive) = source { zip_discard(archive) } }

    /// The entry with a name; nil when there is none.
    public func entry(_ name: String) -> Entry? { entries.first { $0.name.utf8.elementsEqual(name.utf8) } }

    /// Opens an entry for streaming; several may be open at once.
    public func open(_ entry: Entry) throws(ZIPFault) -> ZIPEntryReader {
        switch source {
        case .layout(let layout):
            guard layout.entries.indices.contains(entry.index) else { throw .damaged(name: entry.name) }
            return ZIPEntryReader(self, PlainEntryStream(layout.file, layout.entries[entry.index]), entry)
        case .library(let archive):
            guard let file = zip_fopen_index(archive, zip_uint64_t(entry.index), 0) else {
                throw .damaged(name: entry.name)
            }
            return ZIPEntryReader(self, LibraryEntryStream(file, entry), entry)
        }
    }

    /// Reads a whole entry in chunks.
    ///
    /// - Throws: ``ZIPFault``, or what the body throws.
    public func read(_ entry: Entry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let reader = try open(entry)
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            while case let count = try reader.read(into: buffer), count > 0 {
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    /// The bytes of a whole entry.
    ///
    /// - Parameter limit: the largest accepted size in bytes.
    public func bytes(of entry: Entry, limit: Int) throws(ZIPFault) -> [UInt8] {
        guard entry.size <= UInt64(limit) else { throw .tooLarge(name: entry.name, bytes: entry.size) }
        let reader = try open(entry)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            var fault: ZIPFault?
            let count = buffer.withUnsafeMutableBytes { (space) -> Int in
                do throws(ZIPFault) { return try reader.read(into: space) } catch {
                    fault = error
                    return 0
                }
            }
            if let fault { throw fault }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    private static func entries(_ archive: OpaquePointer, _ limits: Limits) throws(ZIPFault) -> [Entry] {
        var entries: [Entry] = []
        var tally = Tally(limits, fileSize: .max)
        for place in 0..<Int(max(0, zip_get_num_entries(archive, 0))) {
            let index = zip_uint64_t(place)
            var status = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &status) == 0,
                let raw = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW))
            else { throw .inconsistent("entry \(place + 1)") }
            let name = String(cString: raw)
            if status.encryption_method != ZIP_EM_NONE { throw .encrypted(name: name) }
            guard status.comp_method == ZIP_CM_STORE || status.comp_method == ZIP_CM_DEFLATE else {
                throw .unknownMethod(name: name)
            }
            if status.comp_method == ZIP_CM_STORE, status.size != status.comp_size { throw .wrongSize(name: name) }
            try tally.add(name, size: status.size, packed: status.comp_size)
            entries.append(
                Entry(
                    index: place, name: name, size: status.size, packedSize: status.comp_size,
                    isSpecial: isSpecial(archive, index)))
        }
        return entries
    }

    /// Whether the external attributes denote a link, a device or the like.
    static func isSpecial(_ archive: OpaquePointer, _ index: zip_uint64_t) -> Bool {
        var system: zip_uint8_t = 0
        var attributes: zip_uint32_t = 0
        guard zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0 else { return true }
        // The upper half is a Unix mode if a file type is set in it, whichever system the entry claims to come from.
        let type = (attributes >> 16) & 0o170000
        return type != 0 && type != 0o100000 && type != 0o040000
    }

    private static func fault(opening error: inout zip_error_t) -> ZIPFault {
        if zip_error_code_zip(&error) == ZIP_ER_NOZIP { return .noArchive }
        let system = zip_error_code_system(&error)
        // An impossible offset is the directory's fault, not a failure of the disk.
        if zip_error_system_type(&error) == ZIP_ET_SYS, system != 0, system != EINVAL { return .unreadable(system) }
        // The library reports an entry at the wrong offset as a missing file.
        let isGone = zip_error_code_zip(&error) == ZIP_ER_NOENT
        return .inconsistent(isGone ? "directory" : String(cString: zip_error_strerror(&error)))
    }
}

extension ZIPReader.Entry {
    init(_ index: Int, _ entry: Layout.Entry) {
        self.init(
            index: index, name: entry.name, size: entry.size, packedSize: entry.packedSize, isSpecial: entry.isSpecial)
    }
}
