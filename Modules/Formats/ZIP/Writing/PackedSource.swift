import CZip
import Foundation

/// Passes the compressed bytes of an entry to the library, which copies them unchanged.
final class PackedSource {
    private let entry: ZIPEntryWriter
    private var place = 0
    private var error: (zip: Int32, system: Int32) = (0, 0)

    init(_ entry: ZIPEntryWriter) { self.entry = entry }

    private static let commands: [zip_source_cmd_t] = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
    ]

    /// Handles one command of the library; returns a negative number on failure.
    func answer(_ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t) -> zip_int64_t {
        switch command {
        case ZIP_SOURCE_OPEN:
            place = 0
            return 0
        case ZIP_SOURCE_READ:
            let room = UnsafeMutableRawBufferPointer(start: data, count: Int(length))
            guard let count = try? entry.packed.read(at: place, into: room) else {
                error = (ZIP_ER_READ, EIO)
                return -1
            }
            place += count
            return zip_int64_t(count)
        case ZIP_SOURCE_CLOSE: return 0
        case ZIP_SOURCE_STAT:
            guard let status = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
            zip_stat_init(status)
            status.pointee.size = entry.plainSize
            status.pointee.comp_size = zip_uint64_t(entry.packed.count)
            status.pointee.comp_method = zip_uint16_t(ZIP_CM_DEFLATE)
            status.pointee.crc = zip_uint32_t(entry.checksum)
            // The library does not compress bytes that are declared as deflated.
            status.pointee.valid = zip_uint64_t(
                ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC)
            return zip_int64_t(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_ERROR:
            guard let codes = data?.assumingMemoryBound(to: Int32.self) else { return -1 }
            codes[0] = error.zip
            codes[1] = error.system
            return zip_int64_t(2 * MemoryLayout<Int32>.size)
        case ZIP_SOURCE_SUPPORTS: return PackedSource.commands.reduce(0) { $0 | 1 << zip_int64_t($1.rawValue) }
        default:
            error = (ZIP_ER_OPNOTSUPP, 0)
            return -1
        }
    }
}

/// The callback for the library; the state is a ``PackedSource``, released by the command to free.
func packedSourceCallback(
    _ state: UnsafeMutableRawPointer?, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t,
    _ command: zip_source_cmd_t
) -> zip_int64_t {
    guard let state else { return -1 }
    let source = Unmanaged<PackedSource>.fromOpaque(state)
    if command == ZIP_SOURCE_FREE {
        source.release()
        return 0
    }
    return source.takeUnretainedValue().answer(command, data, length)
}
