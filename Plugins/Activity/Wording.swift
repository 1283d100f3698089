/// Texts compared by their UTF-8 bytes without any white space (Unicode's `White_Space`), and without copying them.
enum Wording {
    /// The digest of nothing: the basis of the 64-bit FNV-1a hash.
    static let emptyDigest: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Takes the solid bytes of a text into a digest.
    static func digest(_ text: ArraySlice<UInt8>, into digest: inout UInt64) {
        text.withUnsafeBufferPointer { bytes in
            var place = 0
            while let solid = nextSolid(bytes, from: place) {
                digest = (digest ^ UInt64(bytes[solid])) &* 0x100_0000_01B3
                place = solid + 1
            }
        }
    }

    /// Whether two texts have the same solid bytes.
    static func areEqual(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        one.withUnsafeBufferPointer { one in
            other.withUnsafeBufferPointer { other in
                var (place, otherPlace) = (0, 0)
                while true {
                    let solid = nextSolid(one, from: place)
                    let otherSolid = nextSolid(other, from: otherPlace)
                    guard let solid, let otherSolid else { return solid == nil && otherSolid == nil }
                    if one[solid] != other[otherSolid] { return false }
                    (place, otherPlace) = (solid + 1, otherSolid + 1)
                }
            }
        }
    }

    /// Whether nothing but white space is there.
    static func isBlank(_ text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { nextSolid($0, from: 0) == nil }
    }

    /// The place of the first byte that is no part of white space.
    private static func nextSolid(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            let length = whiteSpaceLength(bytes, at: place)
            if length == 0 { return place }
            place += length
        }
        return nil
    }

    /// How many bytes of white space begin at a place; nought when there is none. White space beyond ASCII is U+0085,
    /// U+00A0, U+1680, U+2000–200A, U+2028, U+2029, U+202F, U+205F and U+3000.
    private static func whiteSpaceLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { place + offset < bytes.count ? bytes[place + offset] : 0 }
        switch bytes[place] {
        case 0x20, 0x09...0x0D: return 1
        case 0xC2: return byte(1) == 0x85 || byte(1) == 0xA0 ? 2 : 0
        case 0xE1: return byte(1) == 0x9A && byte(2) == 0x80 ? 3 : 0
        case 0xE2:
            switch (byte(1), byte(2)) {
            case (0x80, 0x80...0x8A), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF), (0x81, 0x9F): return 3
            default: return 0
            }
        case 0xE3: return byte(1) == 0x80 && byte(2) == 0x80 ? 3 : 0
        default: return 0
        }
    }
}
