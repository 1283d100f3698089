import Foundation

/// A look at the end of a ZIP file before the library reads its directory into memory: how much it would have to read.
enum Directory {
    /// The longest directory that is read, in bytes an entry.
    private static let bytesAnEntry: UInt64 = 1_024

    /// Refuses a directory of more entries, or more bytes, than the limits allow.
    static func check(_ path: String, _ limits: ZIPReader.Limits) throws(ZIPFault) {
        guard let file = fopen(path, "rb") else { throw .unreadable(errno) }
        defer { fclose(file) }
        guard fseek(file, 0, SEEK_END) == 0, case let size = ftell(file), size >= 0 else { throw .unreadable(errno) }
        // The end record has 22 bytes and a comment of at most 65,535; a 64-bit locator of 20 bytes may stand before it.
        let length = min(size, 22 + 65_535 + 20)
        guard fseek(file, size - length, SEEK_SET) == 0 else { throw .unreadable(errno) }
        var tail = [UInt8](repeating: 0, count: length)
        guard fread(&tail, 1, length, file) == length else { throw .unreadable(errno) }
        guard let end = lastPlace(of: [0x50, 0x4B, 0x05, 0x06], in: tail), end + 22 <= tail.count else {
            throw .noArchive
        }
        var entries = number(tail, at: end + 10, bytes: 2)
        var bytes = number(tail, at: end + 12, bytes: 4)
        if entries == 0xFFFF || bytes == 0xFFFF_FFFF, end >= 20, number(tail, at: end - 20, bytes: 4) == 0x0706_4B50 {
            let place = number(tail, at: end - 12, bytes: 8)
            var record = [UInt8](repeating: 0, count: 56)
            guard place < UInt64(size), fseek(file, Int(place), SEEK_SET) == 0, fread(&record, 1, 56, file) == 56,
                number(record, at: 0, bytes: 4) == 0x0606_4B50
            else { throw .noArchive }
            entries = number(record, at: 32, bytes: 8)
            bytes = number(record, at: 40, bytes: 8)
        }
        guard entries <= UInt64(limits.entries) else { throw .tooManyEntries(Int(clamping: entries)) }
        guard bytes <= UInt64(limits.entries) * bytesAnEntry else { throw .tooManyEntries(Int(clamping: bytes / 46)) }
    }

    private static func lastPlace(of mark: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        return (0...(bytes.count - mark.count)).last { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
    }

    private static func number(_ bytes: [UInt8], at place: Int, bytes count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
    }
}
