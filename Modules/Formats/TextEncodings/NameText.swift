import AssessmentKernel

extension TextEncoding {
    /// The name of a file in an archive, whose bytes say no encoding.
    ///
    /// Windows programs in China write GBK, all others UTF-8. Bytes that are both, such as those of two-character names
    /// in GBK, are Chinese rather than the Latin, Greek or Arabic that they would be in UTF-8.
    ///
    /// - Returns: nil for bytes in neither encoding.
    package static func name(_ bytes: [UInt8]) -> String? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        let utf8 = String(validating: bytes, as: UTF8.self)
        if let utf8, utf8.unicodeScalars.contains(where: { $0.value >= 0x800 }) { return utf8 }
        return gb18030(bytes) ?? utf8
    }

    private static func gb18030(_ bytes: [UInt8]) -> String? {
        let decoder = GB18030Decoder(MemoryBytes(bytes))
        var text: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4_096)
        do {
            while case let count = try room.withUnsafeMutableBytes({ try decoder.read(into: $0) }), count > 0 {
                text += room[..<count]
            }
        } catch { return nil }
        return String(validating: text, as: UTF8.self)
    }
}
