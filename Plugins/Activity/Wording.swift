import AssessmentKernel

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

    /// The place of the first byte that is no part of white space; most bytes can begin none and pass at a glance.
    private static func nextSolid(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case 0x00...0x20, 0xC2, 0xE1...0xE3:
                let length = CellText.whiteSpaceLength(bytes, at: place)
                if length == 0 { return place }
                place += length
            default: return place
            }
        }
        return nil
    }
}
