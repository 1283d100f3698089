import CZlib

/// Makes ZIP files byte by byte, including ones that no correct program makes.
public struct RawZIP {
    /// One entry; nil values get the correct value.
    public struct Entry {
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
        /// The size that a 64-bit field of the directory declares.
        public var wideSize: UInt64?
        /// The checksum in both headers.
        public var checksum: UInt32?
        /// The method in both headers.
        public var method: UInt16?
        /// The flags; bit 0 marks it as encrypted.
        public var flags: UInt16 = 0
        /// The Unix mode.
        public var mode: UInt32 = 0o100644
        /// The index of the entry whose place this one uses, adding no bytes.
        public var sharesBytesOf: Int?

        /// Describes an entry.
        public init(_ name: String, _ bytes: [UInt8]) {
            self.name = Array(name.utf8)
            self.bytes = bytes
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

    /// Describes an archive.
    public init(_ entries: [Entry]) { self.entries = entries }

    /// The file's bytes.
    public var bytes: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        var places: [(place: Int, packed: Int)] = []
        for entry in entries {
            let packed = entry.packed ?? (entry.isDeflated ? RawZIP.deflated(entry.bytes) : entry.bytes)
            let checksum = entry.checksum ?? RawZIP.checksum(entry.bytes)
            let size = entry.wideSize != nil ? .max : entry.size ?? UInt32(entry.bytes.count)
            let extra =
                entry.wideSize.map { number(1, 2) + number(16, 2) + number(Int($0), 8) + number(packed.count, 8) } ?? []
            let packedSize = extra.isEmpty ? packed.count : 0xFFFF_FFFF
            let method = entry.method ?? (entry.isDeflated ? 8 : 0)
            let name = entry.localName ?? entry.name
            var place = (place: file.count, packed: packed.count)
            if let other = entry.sharesBytesOf {
                place = places[other]
            } else {
                file += number(0x0403_4B50, 4) + number(20, 2) + number(Int(entry.flags), 2) + number(Int(method), 2)
                file += number(12 << 11, 2) + number(33, 2) + number(Int(checksum), 4) + number(packedSize, 4)
                file += number(Int(entry.localSize ?? size), 4) + number(name.count, 2) + number(extra.count, 2)
                file += name + extra + packed
            }
            places.append(place)
            directory += number(0x0201_4B50, 4) + number(0x031E, 2) + number(20, 2) + number(Int(entry.flags), 2)
            directory += number(Int(method), 2) + number(12 << 11, 2) + number(33, 2) + number(Int(checksum), 4)
            directory += number(extra.isEmpty ? place.packed : 0xFFFF_FFFF, 4) + number(Int(size), 4)
            directory +=
                number(entry.name.count, 2) + number(extra.count, 2) + number(0, 2) + number(0, 2) + number(0, 2)
                + number(Int(entry.mode << 16), 4)
            directory += number(place.place, 4) + entry.name + extra
        }
        let declared = count ?? entries.count
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(declared, 2) + number(declared, 2)
            + number(directory.count, 4) + number(file.count, 4) + number(comment.count, 2) + comment
        return file + directory + end
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
