import CZlib

/// Makes ZIP files byte by byte, including ones that no correct program makes.
public struct RawZIP: Sendable {
    /// One entry; nil values get the correct value.
    public struct Entry: Sendable {
        /// The name in the directory.
        public var name: [UInt8]
        /// The plain bytes.
        public var bytes: [UInt8]
        /// Whether they are deflated.
        public var isDeflated = true
        /// The packed bytes, instead of those made from the plain bytes.
        public var packed: [UInt8]?
        /// The name in the local header.
        public var localName: [UInt8]?
        /// The size that the directory declares.
        public var size: UInt32?
        /// The size in the local header.
        public var localSize: UInt32?
        /// The packed size that the directory declares.
        public var packedSize: UInt32?
        /// The packed size in the local header.
        public var localPackedSize: UInt32?
        /// The size that a 64-bit field of the directory declares.
        public var wideSize: UInt64?
        /// The checksum in both headers.
        public var checksum: UInt32?
        /// The checksum in the local header.
        public var localChecksum: UInt32?
        /// The method in both headers.
        public var method: UInt16?
        /// The method in the local header.
        public var localMethod: UInt16?
        /// The flags; bit 0 marks it as encrypted.
        public var flags: UInt16 = 0
        /// The flags in the local header.
        public var localFlags: UInt16?
        /// The data descriptor behind the packed bytes; the right one is made if the flags announce it.
        public var descriptor: [UInt8]?
        /// The version and the system that made it.
        public var madeBy: UInt16 = 0x031E
        /// The version that is needed.
        public var version: UInt16 = 20
        /// The Unix mode.
        public var mode: UInt32 = 0o100644
        /// The lower half of the external attributes.
        public var attributes: UInt16 = 0
        /// Extra fields in the directory.
        public var extra: [UInt8] = []
        /// Extra fields in the local header.
        public var localExtra: [UInt8] = []
        /// Its comment.
        public var comment: [UInt8] = []
        /// Bytes before its local header.
        public var before: [UInt8] = []
        /// The offset that the directory declares.
        public var offset: UInt32?
        /// The index of the entry whose place this one uses, adding no bytes.
        public var sharesBytesOf: Int?

        /// Describes an entry.
        public init(_ name: String, _ bytes: [UInt8]) {
            self.name = Array(name.utf8)
            self.bytes = bytes
            // Other names must be marked as UTF-8.
            if !name.utf8.allSatisfy({ $0 < 0x80 }) { flags = 0x800 }
            if name.utf8.last == 0x2F { (mode, isDeflated) = (0o040755, false) }
        }

        /// Describes an entry.
        public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
    }

    /// The entries in their order.
    public var entries: [Entry]
    /// The archive's comment.
    public var comment: [UInt8] = []
    /// The declared number of entries.
    public var count: Int?
    /// Bytes between the last entry and the directory.
    public var beforeDirectory: [UInt8] = []
    /// Bytes between the directory and the end record.
    public var beforeEnd: [UInt8] = []
    /// Bytes behind the end record.
    public var behind: [UInt8] = []
    /// The offset of the directory that the end record declares.
    public var directoryOffset: Int?
    /// Whether a 64-bit end record is written, needed or not.
    public var hasWideEnd = false
    /// The order of the entries in the directory, by their indices.
    public var directoryOrder: [Int]?

    /// Describes an archive.
    public init(_ entries: [Entry]) { self.entries = entries }

    /// The file's bytes.
    public var bytes: [UInt8] {
        var file: [UInt8] = []
        var headers: [[UInt8]] = []
        var places: [(place: Int, packed: Int)] = []
        for entry in entries {
            let packed = entry.packed ?? (entry.isDeflated ? RawZIP.deflated(entry.bytes) : entry.bytes)
            let checksum = Int(entry.checksum ?? RawZIP.checksum(entry.bytes))
            let size = Int(entry.wideSize != nil ? .max : entry.size ?? UInt32(entry.bytes.count))
            let wide =
                entry.wideSize.map { number(1, 2) + number(16, 2) + number(Int($0), 8) + number(packed.count, 8) } ?? []
            let packedSize = entry.packedSize.map(Int.init) ?? (wide.isEmpty ? packed.count : 0xFFFF_FFFF)
            let method = entry.method ?? (entry.isDeflated ? 8 : 0)
            let name = entry.localName ?? entry.name
            var place = (place: file.count + entry.before.count, packed: packedSize)
            if let other = entry.sharesBytesOf {
                place = places[other]
            } else {
                let isAfter = (entry.localFlags ?? entry.flags) & 8 != 0
                let localExtra = wide + entry.localExtra
                file += entry.before
                file += number(0x0403_4B50, 4) + number(Int(entry.version), 2)
                file += number(Int(entry.localFlags ?? entry.flags), 2)
                file += number(Int(entry.localMethod ?? method), 2) + number(12 << 11, 2) + number(33, 2)
                file += number(entry.localChecksum.map(Int.init) ?? (isAfter ? 0 : checksum), 4)
                file += number(entry.localPackedSize.map(Int.init) ?? (isAfter ? 0 : packedSize), 4)
                file += number(entry.localSize.map(Int.init) ?? (isAfter ? 0 : size), 4)
                file += number(name.count, 2) + number(localExtra.count, 2) + name + localExtra + packed
                let descriptor =
                    number(0x0807_4B50, 4) + number(checksum, 4) + number(packedSize, 4) + number(size, 4)
                file += entry.descriptor ?? (isAfter ? descriptor : [])
            }
            places.append((place.place, place.packed))
            let extra = wide + entry.extra
            var header = number(0x0201_4B50, 4) + number(Int(entry.madeBy), 2) + number(Int(entry.version), 2)
            header += number(Int(entry.flags), 2) + number(Int(method), 2) + number(12 << 11, 2) + number(33, 2)
            header += number(checksum, 4) + number(place.packed, 4) + number(size, 4) + number(entry.name.count, 2)
            header += number(extra.count, 2) + number(entry.comment.count, 2) + number(0, 4)
            header += number(Int(entry.mode << 16) | Int(entry.attributes), 4)
            header += number(entry.offset.map(Int.init) ?? place.place, 4) + entry.name + extra + entry.comment
            headers.append(header)
        }
        file += beforeDirectory
        let order = directoryOrder ?? Array(headers.indices)
        let directory = Array(order.map { headers[$0] }.joined())
        let (declared, start) = (count ?? entries.count, directoryOffset ?? file.count)
        var end: [UInt8] = []
        if hasWideEnd {
            end = number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
            end += number(declared, 8) + number(declared, 8) + number(directory.count, 8) + number(start, 8)
            end += number(0x0706_4B50, 4) + number(0, 4) + number(file.count + directory.count + beforeEnd.count, 8)
            end += number(1, 4)
        }
        end += number(0x0605_4B50, 4) + number(0, 4) + number(declared, 2) + number(declared, 2)
        end += number(directory.count, 4) + number(start, 4) + number(comment.count, 2) + comment
        return file + directory + beforeEnd + end + behind
    }

    /// Bytes as raw deflate.
    public static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: bound) { room, count in
            bytes.withUnsafeBufferPointer { bytes in
                stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
                stream.avail_in = UInt32(bytes.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                deflate(&stream, Z_FINISH)
                count = room.count - Int(stream.avail_out)
            }
        }
    }

    /// The raw deflate of many zero bytes, made without holding them in memory.
    ///
    /// - Parameter megabytes: the number of megabytes; each packs to about a kilobyte.
    public static func deflatedZeros(megabytes: Int) -> (packed: [UInt8], checksum: UInt32) {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        deflateInit2_(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        defer { deflateEnd(&stream) }
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var packed: [UInt8] = []
        var sum = crc32(0, nil, 0)
        for turn in 0...megabytes {
            let isLast = turn == megabytes
            zeros.withUnsafeBufferPointer { zeros in
                if !isLast { sum = crc32(sum, zeros.baseAddress, UInt32(zeros.count)) }
                stream.next_in = UnsafeMutablePointer(mutating: zeros.baseAddress)
                stream.avail_in = isLast ? 0 : UInt32(zeros.count)
                repeat {
                    let count = room.withUnsafeMutableBufferPointer { room in
                        stream.next_out = room.baseAddress
                        stream.avail_out = UInt32(room.count)
                        deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                        return room.count - Int(stream.avail_out)
                    }
                    packed += room[..<count]
                } while stream.avail_out == 0
            }
        }
        return (packed, UInt32(sum))
    }

    /// The checksum of bytes.
    public static func checksum(_ bytes: [UInt8]) -> UInt32 { UInt32(crc32(0, bytes, UInt32(bytes.count))) }

    private func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
