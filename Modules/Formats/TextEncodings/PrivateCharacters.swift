#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Characters that GBK held in Unicode's private area before Unicode had them.
///
/// C libraries differ in which of the two they give. The same text in GBK and in UTF-8 must be the same text on every
/// machine, so those of GB18030-2022 are put in their place; A3A0 is the ideographic space, as browsers read it.
package enum PrivateCharacters {
    private static let standard: [UInt16: UInt32] = [
        0xE5E5: 0x3000, 0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15,
        0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE7C7: 0x1E3F, 0xE7C8: 0x1F9, 0xE7E7: 0x303E,
        0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6,
        0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA,
        0xE855: 0x241FE, 0xE864: 0x9FBB,
    ]

    /// Replaces them in UTF-8 text, which may grow by a third.
    ///
    /// - Parameters:
    ///   - room: whole characters, with room for a third more.
    ///   - count: the bytes of the text.
    /// - Returns: the bytes of the new text.
    package static func replace(in room: UnsafeMutableRawBufferPointer, count: Int) -> Int {
        // All of the private characters begin so; nearly no other text does.
        guard let base = room.baseAddress, memchr(base, 0xEE, count) != nil else { return count }
        var text: [UInt8] = []
        text.reserveCapacity(count + count / 3)
        var place = 0
        while place < count {
            let byte = room[place]
            guard byte == 0xEE, place + 2 < count else {
                text.append(byte)
                place += 1
                continue
            }
            let value =
                UInt16(byte & 0x0F) << 12 | UInt16(room[place + 1] & 0x3F) << 6 | UInt16(room[place + 2] & 0x3F)
            if let scalar = standard[value].flatMap(Unicode.Scalar.init) {
                text.append(contentsOf: UTF8.encode(scalar)?.map { $0 } ?? [])
            } else {
                text.append(contentsOf: room[place..<(place + 3)])
            }
            place += 3
        }
        guard text.count <= room.count else { return count }
        room.copyBytes(from: text)
        return text.count
    }
}
