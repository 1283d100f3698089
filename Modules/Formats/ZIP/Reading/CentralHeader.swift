/// An entry's header in the directory of a plainly laid out ZIP file, checked by itself.
struct CentralHeader {
    /// The bytes of the name.
    let rawName: [UInt8]
    let name: String
    let flags: UInt64
    let method: UInt64
    let checksum: UInt64
    let packedSize: UInt64
    let size: UInt64
    let offset: UInt64
    let isSpecial: Bool
    /// Whether a size needs the ZIP64 field.
    let isWide: Bool
    /// Where the next header begins.
    let end: Int

    var isDeflated: Bool { method == 8 }
    var hasDescriptor: Bool { flags & 0x8 != 0 }

    /// The compression level, the data descriptor, and the mark of UTF-8.
    private static let allowedFlags: UInt64 = 0x2 | 0x4 | 0x8 | 0x800
    /// FAT, Unix, NTFS, VFAT and macOS: their names are read as they stand.
    private static let systems: Set<UInt64> = [0, 3, 10, 14, 19]
    /// Read-only, hidden, system, folder, archive, normal, and 7-Zip's mark for a mode above.
    private static let attributes: UInt64 = 0x80B7
    private static let folder: UInt64 = 0x10

    /// Reads the header at a place; nil where no header begins.
    ///
    /// - Throws: a fault of this header, by the name of its entry.
    init?(_ bytes: LittleEndian, at place: Int, number: Int) throws(ZIPFault) {
        guard place + 46 <= bytes.count, bytes[place, 4] == 0x0201_4B50 else { return nil }
        let (nameLength, extraLength) = (Int(bytes[place + 28, 2]), Int(bytes[place + 30, 2]))
        let (nameStart, commentLength) = (place + 46, Int(bytes[place + 32, 2]))
        end = nameStart + nameLength + extraLength + commentLength
        guard end <= bytes.count else { return nil }
        rawName = Array(bytes.bytes[nameStart..<(nameStart + nameLength)])
        guard !rawName.contains(0) else { throw .zeroInName(entry: number) }
        guard let name = String(validating: rawName, as: UTF8.self), !name.isEmpty else {
            throw .badName(entry: number)
        }
        self.name = name
        flags = bytes[place + 8, 2]
        method = bytes[place + 10, 2]
        if flags & 0x1 != 0 { throw .encrypted(name: name) }
        guard method == 0 || method == 8 else { throw .unknownMethod(name: name) }
        guard flags & ~CentralHeader.allowedFlags == 0 else { throw .layout(.flags(name: name)) }
        guard method == 8 || flags & 0x8 == 0 else { throw .layout(.storedWithDescriptor(name: name)) }
        guard rawName.allSatisfy({ $0 < 0x80 }) || flags & 0x800 != 0 else {
            throw .layout(.unmarkedName(name: name))
        }
        guard commentLength == 0 else { throw .layout(.entryComment(name: name)) }
        guard bytes[place + 34, 2] == 0 else { throw .layout(.end) }
        guard bytes[place + 6, 2] & 0xFF <= 45, CentralHeader.systems.contains(bytes[place + 5, 1]) else {
            throw .layout(.version(name: name))
        }
        isSpecial = try CentralHeader.isSpecial(bytes[place + 38, 4], name)
        checksum = bytes[place + 16, 4]
        let fields = try ExtraFields(
            bytes, (nameStart + nameLength)..<(nameStart + nameLength + extraLength), name: name)
        var numbers = [bytes[place + 24, 4], bytes[place + 20, 4], bytes[place + 42, 4]]
        let marked = numbers.indices.filter { numbers[$0] == Layout.marker }
        if let wide = fields.wide {
            // Exactly the numbers that do not stand in the header, in its order.
            guard !marked.isEmpty, wide.count == 8 * marked.count else { throw .layout(.wide(name: name)) }
            for (index, number) in marked.enumerated() { numbers[number] = bytes[wide.lowerBound + 8 * index, 8] }
            // Some programs write both sizes when one of them needs it.
            let needsSizes = numbers[0] > Layout.wide || numbers[1] > Layout.wide
            let marksSizes = marked.contains(0) || marked.contains(1)
            guard !marksSizes || needsSizes, !marked.contains(2) || numbers[2] > Layout.wide else {
                throw .layout(.wide(name: name))
            }
            isWide = marksSizes
        } else {
            guard marked.isEmpty else { throw .layout(.wide(name: name)) }
            isWide = false
        }
        (size, packedSize, offset) = (numbers[0], numbers[1], numbers[2])
        guard method == 8 || size == packedSize else { throw .wrongSize(name: name) }
    }

    /// Whether the external attributes denote a link, a device or the like.
    ///
    /// - Throws: attributes by which some program takes a file for a folder or leaves it out.
    private static func isSpecial(_ external: UInt64, _ name: String) throws(ZIPFault) -> Bool {
        // The upper half is a Unix mode if a file type is set in it, whichever system the entry claims to come from.
        let type = (external >> 16) & 0o170000
        if type != 0, type != 0o100000, type != 0o040000 { return true }
        let isFolder = name.utf8.last == 0x2F
        guard external & 0xFFFF & ~attributes == 0, external & folder == 0 || isFolder,
            type == 0 || (type == 0o040000) == isFolder
        else { throw .layout(.attributes(name: name)) }
        return false
    }
}

/// The extra fields of a header: ZIP64 and time stamps, each at most once.
struct ExtraFields {
    /// The place of the ZIP64 field's contents.
    private(set) var wide: Range<Int>?

    /// The longest contents of the fields that are allowed besides ZIP64, by their number.
    ///
    /// Times of NTFS, an empty mark of Java's archives, times of Unix in two forms; and the owner, which Info-ZIP writes with
    /// the times.
    private static let longest: [UInt64: Int] = [
        0x000A: 32, 0xCAFE: 0, 0x5455: 13, 0x5855: 12, 0x7875: 11,
    ]

    init(_ bytes: LittleEndian, _ range: Range<Int>, name: String) throws(ZIPFault) {
        var seen: Set<UInt64> = []
        var place = range.lowerBound
        while place < range.upperBound {
            guard place + 4 <= range.upperBound else { throw .layout(.extraField(name: name, id: 0)) }
            let (id, length) = (bytes[place, 2], Int(bytes[place + 2, 2]))
            let contents = (place + 4)..<(place + 4 + length)
            guard contents.upperBound <= range.upperBound, seen.insert(id).inserted else {
                throw .layout(.extraField(name: name, id: Int(id)))
            }
            if id == 1 {
                wide = contents
            } else {
                guard let longest = ExtraFields.longest[id], length <= longest else {
                    throw .layout(.extraField(name: name, id: Int(id)))
                }
            }
            place = contents.upperBound
        }
    }
}

/// Bytes with little-endian numbers in them.
struct LittleEndian {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// The number in some bytes at a place; the caller has checked that they are there.
    subscript(_ place: Int, _ count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
    }

    /// Where a mark of four bytes stands.
    func places(of mark: UInt64) -> [Int] {
        let first = UInt8(truncatingIfNeeded: mark)
        return bytes.withUnsafeBufferPointer { bytes in
            var places: [Int] = []
            for place in 0..<max(0, bytes.count - 3) where bytes[place] == first && self[place, 4] == mark {
                places.append(place)
            }
            return places
        }
    }
}
