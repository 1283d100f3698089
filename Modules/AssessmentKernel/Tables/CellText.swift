/// How texts of cells are made comparable: white space around dropped, full-width forms read as their ASCII twins.
public enum CellText {
    /// Whether a byte is ASCII white space.
    @inlinable
    public static func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    /// Whether bytes hold no character that normalising could change but ASCII white space around them: no full-width
    /// form (EF BC, EF BD), no white space beyond ASCII (led by C2, E1, E2 or E3).
    public static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte >= 0x80 {
            if byte == 0xEF || byte == 0xE3 || byte == 0xE2 || byte == 0xE1 || byte == 0xC2 { return false }
        }
        return true
    }

    /// The bytes without ASCII white space around them.
    public static func trimmedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, isASCIISpace(bytes[start]) { start += 1 }
        while end > start, isASCIISpace(bytes[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// Whether nothing but white space is there.
    public static func isBlank(_ bytes: some Collection<UInt8>) -> Bool {
        if bytes.allSatisfy(isASCIISpace) { return true }
        if let first = bytes.first, first < 0x80, !isASCIISpace(first) { return false }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    /// The text without white space around it and with ASCII for full-width forms (U+FF01–FF5E, U+3000).
    public static func normalised(_ bytes: some Collection<UInt8>) -> [UInt8] {
        normalised(String(decoding: bytes, as: UTF8.self))
    }

    /// The text without white space around it and with ASCII for full-width forms (U+FF01–FF5E, U+3000).
    public static func normalised(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var end = 0
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if isSpace && result.isEmpty { continue }
            switch scalar.value {
            case 0xFF01...0xFF5E: result.append(UInt8(scalar.value - 0xFEE0))
            case 0x3000: result.append(0x20)
            default: result.append(contentsOf: String(scalar).utf8)
            }
            if !isSpace { end = result.count }
        }
        result.removeLast(result.count - end)
        return result
    }

    /// Reads 是/否, yes/no, true/false, 1/0, letters in any case; nil for anything else.
    static func yesNo(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        let lower = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        switch String(decoding: lower, as: UTF8.self) {
        case "是", "yes", "true", "1": return true
        case "否", "no", "false", "0": return false
        default: return nil
        }
    }
}
