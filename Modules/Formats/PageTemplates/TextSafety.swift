import AssessmentKernel

/// What of a text must not stand in a page as it is.
///
/// Nearly every text passes unchanged, so eight bytes at a time are looked at.
package enum TextSafety {
    /// Whether a text has no character that controls a program or the direction of text, nor one close enough to need a full check.
    ///
    /// Chinese punctuation is plain.
    package static func isPlain(_ text: String) -> Bool {
        Text(text).withBytes { bytes in
            !hasAny(bytes, { $0.begins }) { place in needsCare(bytes, place) }
        }
    }

    /// The text escaped for HTML elements and quoted attribute values.
    package static func escaped(_ text: String) -> String {
        let isMarkup = Text(text).withBytes { bytes in
            hasAny(bytes, { $0.marks }) { place in
                switch bytes[place] {
                case 0x22, 0x26, 0x27, 0x3C, 0x3E: true
                default: false
                }
            }
        }
        guard isMarkup else { return text }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case 0x22: escaped += "&quot;".utf8
            case 0x26: escaped += "&amp;".utf8
            case 0x27: escaped += "&#39;".utf8
            case 0x3C: escaped += "&lt;".utf8
            case 0x3E: escaped += "&gt;".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// Whether a byte is found, which is asked for those alone that stand in eight with a mark.
    @inline(__always)
    private static func hasAny(
        _ bytes: UnsafeBufferPointer<UInt8>, _ marks: (Eight) -> UInt64, _ isFound: (Int) -> Bool
    ) -> Bool {
        for start in stride(from: 0, to: bytes.count, by: 8) {
            if start + 8 <= bytes.count, marks(Eight(bytes, start)) & Eight.highest == 0 { continue }
            for place in start..<min(start + 8, bytes.count) where isFound(place) { return true }
        }
        return false
    }

    /// Whether a character that begins here is replaced, or is close enough to one that is.
    private static func needsCare(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        let byte = bytes[place]
        if byte < 0x20 || byte == 0x7F { return true }
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        let last = place + 2 < bytes.count ? bytes[place + 2] : 0
        return switch byte {
        case 0xC2: next < 0xA0
        case 0xD8: next == 0x9C
        case 0xEF: next == 0xBF
        // Not the dashes and quotation marks that stand between them.
        case 0xE2: next == 0x80 && (last >= 0xA8 || (0x8B..<0x90).contains(last)) || next == 0x81
        default: false
        }
    }
}

/// Eight bytes of a text in one word.
private struct Eight {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highest = ones << 7

    private let bytes: UInt64

    init(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) {
        bytes = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// Sets the highest bit of a byte that is less than a number below 128; where none is, no highest bit is set.
    private func below(_ byte: UInt64) -> UInt64 { (bytes &- Eight.ones &* byte) & ~bytes }

    /// Likewise of a byte that is equal to a number.
    private func equal(_ byte: UInt64) -> UInt64 {
        let other = bytes ^ (Eight.ones &* byte)
        return (other &- Eight.ones) & ~other
    }

    /// Where a character begins of which more must be asked.
    var begins: UInt64 { below(0x20) | equal(0x7F) | equal(0xC2) | equal(0xD8) | equal(0xE2) | equal(0xEF) }

    /// Where a character of markup is.
    var marks: UInt64 { equal(0x22) | equal(0x26) | equal(0x27) | equal(0x3C) | equal(0x3E) }
}
