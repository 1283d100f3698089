import AssessmentKernel

/// What of a text must not stand in a page as it is.
///
/// Nearly every text passes unchanged, so several bytes at a time are looked at.
package enum TextSafety {
    /// Whether a text has no character that controls a program or the direction of text, nor one close enough to need a full check.
    ///
    /// Chinese punctuation is plain. `ShownText` replaces these characters, and asks here first.
    package static func isPlain(_ text: String) -> Bool {
        Text(text).withBytes { bytes in
            !bytes.hasAny({ $0.begins }) { place in needsCare(bytes, place) }
        }
    }

    /// Whether a text is plain and has no markup, as nearly all have.
    package static func isPlainWithoutMarkup(_ text: String) -> Bool {
        Text(text).withBytes { bytes in
            !bytes.hasAny({ $0.begins | $0.marks }) { place in isMarkup(bytes[place]) || needsCare(bytes, place) }
        }
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x26, 0x27, 0x3C, 0x3E: true
        default: false
        }
    }

    /// The text escaped for HTML elements and quoted attribute values.
    package static func escaped(_ text: String) -> String {
        let hasMarkup = Text(text).withBytes { bytes in bytes.hasAny({ $0.marks }) { isMarkup(bytes[$0]) } }
        guard hasMarkup else { return text }
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

extension EightBytes {
    /// Where a character begins of which more must be asked.
    fileprivate var begins: UInt64 {
        // C2 and E2 differ by one bit.
        below(0x20) | equal(0x7F) | equal(0xE2, but: 0x20) | equal(0xD8) | equal(0xEF, before: 0xBF)
    }

    /// Where a character of markup is: of those, 26 and 27 differ by one bit, and 3C and 3E.
    fileprivate var marks: UInt64 { equal(0x22) | equal(0x27, but: 1) | equal(0x3E, but: 2) }
}
