import Disk

/// Reads the directory of a ZIP file that must be laid out as a plain writer lays it out.
///
/// The first entry is at byte 0 and each touches the next; the directory follows the last, the end record the directory,
/// and nothing follows the end record. What stands twice is equal. So every program that opens the file, from the front or
/// from the back, sees the same names and bytes.
struct Layout {
    /// An entry whose headers agree.
    struct Entry: Sendable {
        let name: String
        let isDeflated: Bool
        let checksum: UInt32
        let packedSize: UInt64
        let size: UInt64
        /// Where its packed bytes begin.
        let start: Int
        let isSpecial: Bool
    }

    /// From this number on some programs write a ZIP64 field; all must from 2³² − 1 on.
    static let wide: UInt64 = 0x7FFF_FFFF
    /// A 32-bit number whose value is in the ZIP64 field.
    static let marker: UInt64 = 0xFFFF_FFFF
    private static let endLength = 22
    private static let wideEndLength = 56 + 20
    /// The most bytes of the directory per entry.
    private static let bytesAnEntry: UInt64 = 1_024

    let file: OpenFile
    private(set) var entries: [Entry] = []
    private let size: Int

    init(_ path: String, _ limits: ZIPReader.Limits) throws(ZIPFault) {
        do throws(SystemError) {
            file = try OpenFile(path, for: .reading)
            size = try file.status().length
        } catch { throw .unreadable(error.code) }
        let end = try readEnd(limits)
        try walk(end, limits)
    }

    /// Where the directory lies.
    private struct End {
        var count: Int
        var start: Int
        var length: Int
    }

    private func readEnd(_ limits: ZIPReader.Limits) throws(ZIPFault) -> End {
        // A comment has at most 65,535 bytes.
        let tailStart = max(0, size - Layout.endLength - 65_535)
        let tail = try LittleEndian(bytes(at: tailStart, count: size - tailStart))
        let ends = tail.places(of: 0x0605_4B50).filter { $0 + Layout.endLength <= tail.count }
        func comment(_ end: Int) -> Int { Int(tail[end + 20, 2]) }
        let exact = ends.filter { $0 + Layout.endLength + comment($0) == tail.count }
        guard let place = exact.last else {
            throw ends.isEmpty ? .noArchive : .layout(.bytesBehind)
        }
        guard exact.count == 1 else { throw .layout(.twoEnds) }
        guard comment(place) == 0 else { throw .layout(.comment) }
        guard tail[place + 10, 2] <= UInt64(limits.entries) || tail[place + 10, 2] == 0xFFFF else {
            throw .tooManyEntries(Int(tail[place + 10, 2]))
        }
        guard tail[place + 4, 2] == 0, tail[place + 6, 2] == 0, tail[place + 8, 2] == tail[place + 10, 2] else {
            throw .layout(.end)
        }
        var (count, length, start) = (tail[place + 10, 2], tail[place + 12, 4], tail[place + 16, 4])
        var behind = tailStart + place
        if place >= 20, tail[place - 20, 4] == 0x0706_4B50 {
            guard behind >= Layout.wideEndLength else { throw .layout(.wide(name: "")) }
            behind -= Layout.wideEndLength
            let record = LittleEndian(try bytes(at: behind, count: Layout.wideEndLength))
            let wide = (count: record[32, 8], length: record[40, 8], start: record[48, 8])
            guard record[0, 4] == 0x0606_4B50, record[4, 8] == 44, record[16, 8] == 0, record[24, 8] == wide.count,
                record[60, 4] == 0, record[64, 8] == UInt64(behind), record[72, 4] == 1,
                wide.count >= 0xFFFF || wide.length > Layout.wide || wide.start > Layout.wide,
                count == wide.count || count == 0xFFFF, length == wide.length || length == Layout.marker,
                start == wide.start || start == Layout.marker
            else { throw .layout(.wide(name: "")) }
            (count, length, start) = wide
        }
        guard count <= UInt64(limits.entries) else { throw .tooManyEntries(Int(clamping: count)) }
        guard length <= UInt64(limits.entries) * Layout.bytesAnEntry else {
            throw .tooManyEntries(Int(clamping: length / UInt64(Directory.header)))
        }
        guard start <= UInt64(behind), length == UInt64(behind) - start else {
            throw .layout(.directoryElsewhere)
        }
        return End(count: Int(count), start: Int(start), length: Int(length))
    }

    /// Reads the directory, and compares each entry's own header with it.
    private mutating func walk(_ end: End, _ limits: ZIPReader.Limits) throws(ZIPFault) {
        let directory = LittleEndian(try bytes(at: end.start, count: end.length))
        var names: Set<[UInt8]> = []
        var tally = ZIPReader.Tally(limits, fileSize: UInt64(size))
        var (place, expected) = (0, 0)
        for number in 0..<end.count {
            guard let header = try CentralHeader(directory, at: place, number: number) else {
                throw .layout(.end)
            }
            place = header.end
            guard names.insert(header.rawName).inserted else { throw .sameName(name: header.name) }
            if number == 0, header.offset > 0 { throw .layout(.beginsLate) }
            guard header.offset >= UInt64(expected) else { throw .overlapping(name: header.name) }
            guard header.offset == UInt64(expected) else { throw .layout(.gap(name: header.name)) }
            // The bytes are promised before one is read: no sum of them can be larger than the file.
            guard header.packedSize <= UInt64(end.start) else { throw .layout(.noHeader(name: header.name)) }
            try tally.add(header.name, size: header.size, packed: header.packedSize)
            let start = try checkLocal(header, at: expected, before: end.start)
            entries.append(
                Entry(
                    name: header.name, isDeflated: header.isDeflated, checksum: UInt32(header.checksum),
                    packedSize: header.packedSize, size: header.size, start: start, isSpecial: header.isSpecial))
            expected = start + Int(header.packedSize)
            if header.hasDescriptor { expected += try checkDescriptor(header, at: expected, before: end.start) }
        }
        guard place == directory.count else { throw .layout(.end) }
        guard expected == end.start else {
            throw expected < end.start ? .layout(.directoryElsewhere) : .layout(.end)
        }
        try tally.finish()
    }

    /// Checks an entry's own header; returns where its packed bytes begin.
    private func checkLocal(_ header: CentralHeader, at place: Int, before end: Int) throws(ZIPFault) -> Int {
        let name = header.name
        guard place + 30 <= end else { throw .layout(.noHeader(name: name)) }
        let head = LittleEndian(try bytes(at: place, count: 30))
        guard head[0, 4] == 0x0403_4B50 else { throw .layout(.noHeader(name: name)) }
        let (nameLength, extraLength) = (Int(head[26, 2]), Int(head[28, 2]))
        let start = place + 30 + nameLength + extraLength
        guard start <= end, header.packedSize <= UInt64(end - start) else { throw .layout(.noHeader(name: name)) }
        let rest = LittleEndian(try bytes(at: place + 30, count: nameLength + extraLength))
        guard rest.bytes[..<nameLength].elementsEqual(header.rawName) else {
            throw .layout(.headersDiffer(name: name, .name))
        }
        guard head[4, 2] & 0xFF <= 45 else { throw .layout(.version(name: name)) }
        guard head[6, 2] == header.flags else { throw .layout(.headersDiffer(name: name, .flags)) }
        guard head[8, 2] == header.method else { throw .layout(.headersDiffer(name: name, .method)) }
        let fields = try ExtraFields(rest, nameLength..<rest.count, name: name)
        var (checksum, packed, size) = (head[14, 4], head[18, 4], head[22, 4])
        if let wide = fields.wide {
            // At the entry, both sizes must stand in the field.
            guard header.isWide, wide.count == 16 else { throw .layout(.wide(name: name)) }
            let (wideSize, widePacked) = (rest[wide.lowerBound, 8], rest[wide.lowerBound + 8, 8])
            guard size == Layout.marker || size == wideSize, packed == Layout.marker || packed == widePacked else {
                throw .layout(.wide(name: name))
            }
            (size, packed) = (wideSize, widePacked)
        } else if size == Layout.marker || packed == Layout.marker {
            throw .layout(.wide(name: name))
        }
        // Who writes to a pipe knows them only afterwards.
        if header.hasDescriptor, checksum == 0, packed == 0, size == 0 {
            (checksum, packed, size) = (header.checksum, header.packedSize, header.size)
        }
        guard packed == header.packedSize else { throw .layout(.headersDiffer(name: name, .packedSize)) }
        guard size == header.size else { throw .layout(.headersDiffer(name: name, .size)) }
        guard checksum == header.checksum else { throw .layout(.headersDiffer(name: name, .checksum)) }
        return start
    }

    /// Checks the data descriptor behind an entry; returns its length.
    private func checkDescriptor(_ header: CentralHeader, at place: Int, before end: Int) throws(ZIPFault) -> Int {
        let number = header.isWide ? 8 : 4
        let length = 8 + 2 * number
        guard place + length <= end else { throw .layout(.descriptor(name: header.name)) }
        let bytes = LittleEndian(try bytes(at: place, count: length))
        guard bytes[0, 4] == 0x0807_4B50, bytes[4, 4] == header.checksum, bytes[8, number] == header.packedSize,
            bytes[8 + number, number] == header.size
        else { throw .layout(.descriptor(name: header.name)) }
        return length
    }

    private func bytes(at place: Int, count: Int) throws(ZIPFault) -> [UInt8] {
        guard count > 0 else { return [] }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { room.deallocate() }
        let read: Int
        do throws(SystemError) { read = try file.read(at: place, into: room) } catch { throw .unreadable(error.code) }
        guard read == count else { throw .noArchive }
        return Array(room)
    }
}
