/// Lines of a tag file: they end with LF, CRLF or CR; the last may lack its end.
package enum TextLines {
    package static func of(_ text: String) -> [Substring] {
        var lines: [Substring] = []
        let bytes = text.utf8
        var start = bytes.startIndex
        var place = start
        while place < bytes.endIndex {
            let byte = bytes[place]
            let next = bytes.index(after: place)
            if byte == 0x0A || byte == 0x0D {
                lines.append(text[start..<place])
                start = byte == 0x0D && next < bytes.endIndex && bytes[next] == 0x0A ? bytes.index(after: next) : next
                place = start
            } else {
                place = next
            }
        }
        if start < bytes.endIndex { lines.append(text[start...]) }
        return lines
    }

    /// The text without spaces and tabs around it.
    package static func trimmed(_ text: Substring) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let bytes = Array(text.utf8.drop(while: isSpace))
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
