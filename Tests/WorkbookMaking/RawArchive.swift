/// A ZIP file written by hand, as libraries write theirs: stored parts, with headers that a library for ZIP files would not
/// write.
public struct RawArchive {
    /// How sizes and checksum are written at an entry.
    public enum Layout: Sendable, CaseIterable {
        /// Before the bytes, as in the directory.
        case plain
        /// After the bytes, behind a signature.
        case stream
        /// After the bytes, without a signature.
        case bareStream
        /// As the usual Java library does it since 5.0: version 4.5 at the entry and 2.0 in the directory, and eight-byte
        /// sizes after the bytes.
        case java
        /// The same with an eight-byte field at the entry.
        case javaWide
        /// Before the bytes, in an eight-byte field.
        case wide
        /// Eight-byte sizes after the bytes, with an eight-byte field at the entry and version 4.5 everywhere.
        case wideStream
        /// Other flags at the entry than in the directory.
        case otherFlags
    }

    /// The parts in their order.
    public var parts: [(name: String, bytes: [UInt8])]
    /// How they are written.
    public var layout = Layout.plain
    /// What follows the archive.
    public var tail: [UInt8] = []
    /// The names as they are written; a name that is not here is UTF-8.
    public var rawNames: [String: [UInt8]] = [:]

    /// Makes an archive of parts.
    public init(_ parts: [String: String], _ layout: Layout = .plain) {
        self.parts = parts.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: Array($0.value.utf8)) }
        self.layout = layout
    }

    /// The bytes of the file.
    public var bytes: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let name = rawNames[part.name] ?? Array(part.name.utf8)
            let start = file.count
            let check = RawArchive.check(part.bytes)
            let size = part.bytes.count
            let isStream = ![.plain, .wide, .otherFlags].contains(layout)
            let isWide = [.javaWide, .wide, .wideStream].contains(layout)
            let isNew = isWide || layout == .java
            let flags = isStream ? 8 : 0
            file.add(0x0403_4B50, 4)
            file.add(isNew ? 45 : 20, 2)
            file.add(layout == .otherFlags ? 0x0806 : flags, 2)
            file.add([0, 0, 0x21], 2)
            file.add(isStream ? 0 : check, 4)
            file.add(Array(repeating: isWide ? 0xFFFF_FFFF : isStream ? 0 : size, count: 2), 4)
            file.add(name.count, 2)
            file.add(isWide ? 20 : 0, 2)
            file += name
            if isWide {
                file.add([1, 16], 2)
                file.add(Array(repeating: isStream ? 0 : size, count: 2), 8)
            }
            file += part.bytes
            if isStream {
                if layout != .bareStream { file.add(0x0807_4B50, 4) }
                file.add(check, 4)
                file.add([size, size], layout == .stream || layout == .bareStream ? 4 : 8)
            }
            directory.add(0x0201_4B50, 4)
            directory.add([45, layout == .wide || layout == .wideStream ? 45 : 20, flags, 0, 0, 0x21], 2)
            directory.add([check, size, size], 4)
            directory.add([name.count, 0, 0, 0, 0], 2)
            directory.add([0, start], 4)
            directory += name
        }
        let start = file.count
        file += directory
        file.add(0x0605_4B50, 4)
        file.add([0, 0, parts.count, parts.count], 2)
        file.add([directory.count, start], 4)
        file.add(0, 2)
        return file + tail
    }

    /// The checksum (CRC-32) of bytes.
    private static func check(_ bytes: [UInt8]) -> Int {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return Int(~value)
    }
}

extension [UInt8] {
    fileprivate mutating func add(_ number: Int, _ count: Int) {
        for place in 0..<count { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }

    fileprivate mutating func add(_ numbers: [Int], _ count: Int) { for number in numbers { add(number, count) } }
}
