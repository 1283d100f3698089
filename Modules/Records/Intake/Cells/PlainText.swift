package import AssessmentKernel

extension CellText {
    /// Whether normalising could change nothing but ASCII white space around the bytes.
    ///
    /// They hold no full-width form (EF BC, EF BD) and no other white space (led by C2, E1, E2 or E3).
    package static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var place = 0
        while place + 8 <= bytes.count {
            let word = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            place += 8
        }
        while place < bytes.count {
            let byte = base[place]
            if byte >= 0x80 && (byte == 0xEF || byte == 0xE3 || byte == 0xE2 || byte == 0xE1 || byte == 0xC2) {
                return false
            }
            place += 1
        }
        return true
    }

    /// The bytes without ASCII white space around them.
    package static func trimmedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let base = bytes.baseAddress else { return bytes }
        var start = 0
        var end = bytes.count
        while start < end, isASCIISpace(base[start]) { start += 1 }
        while end > start, isASCIISpace(base[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(start: base + start, count: end - start)
    }
}
