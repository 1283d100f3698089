package import AssessmentKernel

extension CellText {
    /// Whether normalising could change nothing but ASCII white space around the bytes.
    ///
    /// They hold no full-width form (EF BC, EF BD), no other white space (led by C2, E1, E2 or E3), and no character that
    /// cannot be seen (a control character, or one led by a byte of ``leads``).
    package static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var place = 0
        while place + 8 <= bytes.count, isPrintable(base + place) { place += 8 }
        let rest = bytes.count - place
        // Fewer than eight are looked at with some of those before them.
        if rest == 0 || place > 0 && rest < 8 && isPrintable(base + bytes.count - 8) { return true }
        while place < bytes.count {
            let byte = base[place]
            if byte >= 0xC0 {
                if leads >> UInt64(byte & 0x3F) & 1 != 0 { return false }
            } else if byte < 0x20 || byte == 0x7F {
                return false
            }
            place += 1
        }
        return true
    }

    /// Whether eight bytes are printable ASCII.
    @inline(__always)
    private static func isPrintable(_ bytes: UnsafePointer<UInt8>) -> Bool {
        let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
        // Bytes above 7F, below 20, and 7F; after one of these a neighbour may be marked without cause.
        let below = word &- 0x2020_2020_2020_2020
        let delete = word &+ 0x0101_0101_0101_0101
        return (word | below | delete) & 0x8080_8080_8080_8080 == 0
    }

    /// The first bytes from C0 on of characters that matter: C2, D8, DB, DC, E0 to E3, EF, F0 and F3.
    private static let leads: UInt64 =
        1 << 0x02 | 1 << 0x18 | 1 << 0x1B | 1 << 0x1C | 0xF << 0x20 | 1 << 0x2F
        | 1 << 0x30 | 1 << 0x33

    /// The bytes without ASCII white space around them.
    @inline(__always)
    package static func trimmedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        // Most texts begin and end with a letter or digit.
        guard let first = bytes.first, let last = bytes.last, first <= 0x20 || last <= 0x20 else { return bytes }
        return trimmed(bytes)
    }

    @inline(never)
    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, isASCIISpace(bytes[start]) { start += 1 }
        while end > start, isASCIISpace(bytes[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }
}
