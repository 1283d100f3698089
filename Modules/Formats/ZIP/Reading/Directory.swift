import Disk

/// Checks the directory of a ZIP file before the library loads it: its size, and faults that the library does not
/// check.
///
/// Overlapping entries let a small file unpack to a huge one; with a zero byte in a name, two programs read two names;
/// with two directories, they read two archives.
struct Directory {
    /// The maximum size of the directory, in bytes per entry.
    private static let bytesAnEntry: UInt64 = 1_024
    /// The minimum sizes of an entry's headers, at the entry and in the directory.
    static let (localHeader, header) = (30, 46)

    private let file: OpenFile
    private let size: Int
    private let policy: ZIPReader.Policy

    /// Refuses a directory with more entries or bytes than the limits allow, or that no honest program writes.
    static func check(_ path: String, _ limits: ZIPReader.Limits, _ policy: ZIPReader.Policy) throws(ZIPFault) {
        let (file, size): (OpenFile, Int)
        do throws(SystemError) {
            file = try OpenFile(path, for: .reading)
            size = try file.status().length
        } catch { throw .unreadable(error.code) }
        try Directory(file: file, size: size, policy: policy).check(limits)
    }

    private func check(_ limits: ZIPReader.Limits) throws(ZIPFault) {
        // The end record has 22 bytes and a comment of at most 65,535; a 64-bit locator of 20 bytes may precede it.
        let tail = try bytes(at: max(0, size - 22 - 65_535 - 20), count: min(size, 22 + 65_535 + 20))
        let ends = LittleEndian(tail).places(of: 0x0605_4B50).filter { end in
            end + 22 <= tail.count && end + 22 + Int(tail.number(end + 20, 2)) <= tail.count
        }
        let exact = ends.filter { end in end + 22 + Int(tail.number(end + 20, 2)) == tail.count }
        // Bytes after the end were added on the way: by a mail program, a web server, a text editor.
        guard let end = exact.first ?? (policy == .gentle ? ends.last : nil) else { throw .noArchive }
        guard exact.count <= 1 else { throw .inconsistent("two directories") }
        var entries = tail.number(end + 10, 2)
        var length = tail.number(end + 12, 4)
        var start = tail.number(end + 16, 4)
        if end >= 20, tail.number(end - 20, 4) == 0x0706_4B50 {
            let place = tail.number(end - 12, 8)
            guard place < UInt64(size) else { throw .noArchive }
            let record = try bytes(at: Int(place), count: 56)
            guard record.number(0, 4) == 0x0606_4B50 else { throw .noArchive }
            entries = record.number(32, 8)
            length = record.number(40, 8)
            start = record.number(48, 8)
        }
        guard entries <= UInt64(limits.entries) else { throw .tooManyEntries(Int(clamping: entries)) }
        guard length <= UInt64(limits.entries) * Directory.bytesAnEntry else {
            throw .tooManyEntries(Int(clamping: length / UInt64(Directory.header)))
        }
        guard start <= UInt64(size), length <= UInt64(size) - start else { throw .noArchive }
        try walk(try bytes(at: Int(start), count: Int(length)), entries: Int(entries), start: start)
    }

    /// Reads the headers of the directory.
    private func walk(_ headers: [UInt8], entries: Int, start: UInt64) throws(ZIPFault) {
        var places: [(from: UInt64, through: UInt64, name: String)] = []
        var names: Set<ArraySlice<UInt8>> = []
        var place = 0
        for entry in 0..<entries {
            guard place + Directory.header <= headers.count, headers.number(place, 4) == 0x0201_4B50 else {
                throw .inconsistent("directory")
            }
            let nameLength = Int(headers.number(place + 28, 2))
            let extraLength = Int(headers.number(place + 30, 2))
            let next = place + Directory.header + nameLength + extraLength + Int(headers.number(place + 32, 2))
            guard next <= headers.count else { throw .inconsistent("directory") }
            let name = headers[(place + Directory.header)..<(place + Directory.header + nameLength)]
            guard !name.contains(0) else { throw .zeroInName(entry: entry) }
            guard names.insert(name).inserted || policy == .gentle else {
                throw .sameName(name: String(decoding: name, as: UTF8.self))
            }
            let extra = place + Directory.header + nameLength
            let (packed, from) = Directory.wide(headers, at: place, extra: extra..<(extra + extraLength))
            let before = UInt64(Directory.localHeader + nameLength)
            let (through, overflow) = from.addingReportingOverflow(before)
            guard !overflow, through <= start, packed <= start - through else { throw .inconsistent("directory") }
            places.append((from, through + packed, String(decoding: name, as: UTF8.self)))
            place = next
        }
        places.sort { $0.from < $1.from }
        for (entry, next) in zip(places, places.dropFirst()) where entry.through > next.from {
            throw .overlapping(name: next.name)
        }
    }

    /// The compressed size of an entry and its offset; large values are in a 64-bit field.
    private static func wide(_ headers: [UInt8], at place: Int, extra: Range<Int>) -> (packed: UInt64, from: UInt64) {
        var packed = headers.number(place + 20, 4)
        var from = headers.number(place + 42, 4)
        let isWide = (size: headers.number(place + 24, 4) == 0xFFFF_FFFF, packed: packed == 0xFFFF_FFFF)
        var field = extra.lowerBound
        while field + 4 <= extra.upperBound {
            let length = Int(headers.number(field + 2, 2))
            let end = min(extra.upperBound, field + 4 + length)
            if headers.number(field, 2) == 1 {
                var value = field + 4 + (isWide.size ? 8 : 0)
                if isWide.packed, value + 8 <= end {
                    packed = headers.number(value, 8)
                    value += 8
                }
                if from == 0xFFFF_FFFF, value + 8 <= end { from = headers.number(value, 8) }
            }
            field += 4 + length
        }
        return (packed, from)
    }

    private func bytes(at place: Int, count: Int) throws(ZIPFault) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { room.deallocate() }
        let read: Int
        do throws(SystemError) { read = try file.read(at: place, into: room) } catch { throw .unreadable(error.code) }
        guard read == count else { throw .noArchive }
        return Array(room)
    }
}

extension [UInt8] {
    /// The little-endian number in some bytes at a place.
    fileprivate func number(_ place: Int, _ count: Int) -> UInt64 {
        LittleEndian(self)[place, count]
    }
}
