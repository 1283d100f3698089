import TextEncodings

/// Texts of XML that mean what they say.
package enum XMLText {
    /// The length of the text before the next tag, where a parser would hand it on unchanged: sound UTF-8 without entities or
    /// line breaks; nil for any other, and where no tag follows.
    package static func plainCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var count = 0
        var isASCII = true
        while count < bytes.count {
            let byte = bytes[count]
            if byte == 0x3C {
                let text = UnsafeBufferPointer(rebasing: bytes[..<count])
                return isASCII || UTF8Validator.accepts(text) ? count : nil
            }
            // Line breaks, entities, and what may end a quotation.
            if byte < 0x20 || byte == 0x26 { return nil }
            if byte == 0x5D, count + 1 < bytes.count, bytes[count + 1] == 0x5D { return nil }
            if byte >= 0x80 {
                isASCII = false
                // U+FFFE and U+FFFF are no characters.
                if byte == 0xEF, count + 1 < bytes.count, bytes[count + 1] == 0xBF { return nil }
            }
            count += 1
        }
        return nil
    }
}
