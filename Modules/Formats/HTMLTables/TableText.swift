import Sheets

/// The text of a cell as a browser shows it: white space collapsed, line breaks where the page has them.
struct TableText {
    private let bytes = ByteBuffer(capacity: 256)
    private var start = 0
    private var hasSpace = false
    private var hasBreak = false
    /// How deep within `<pre>` it is.
    var preformatted = 0

    /// The number of bytes of all texts.
    var count: Int { bytes.count }
    /// Where the current text begins.
    var place: Int { start }

    /// The bytes of a text.
    subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> { bytes[range] }

    /// Forgets all texts.
    mutating func clear() {
        bytes.cut(to: 0)
        begin()
    }

    /// Begins a text.
    mutating func begin() {
        start = bytes.count
        hasSpace = false
        hasBreak = false
        preformatted = 0
    }

    /// Ends the text, without blank lines at its end; one of spaces alone, as exporters fill blank cells, is empty.
    mutating func end() -> Range<Int> {
        var end = isBlank ? start : bytes.count
        while end > start, bytes[(end - 1)..<end].first == 0x0A { end -= 1 }
        bytes.cut(to: end)
        return start..<end
    }

    /// Whether the text is blank on the screen: spaces of any width, line breaks, marks without a width.
    private var isBlank: Bool {
        let text = bytes[start..<bytes.count]
        if text.contains(where: { $0 > 0x20 && $0 < 0x7F }) { return false }
        return String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0.properties.generalCategory == .format
        }
    }

    /// Adds a piece of the page's text.
    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        var run = 0
        for (place, byte) in piece.enumerated() where Tag.isSpace(byte) && preformatted == 0 {
            write(UnsafeBufferPointer(rebasing: piece[run..<place]))
            run = place + 1
            hasSpace = true
        }
        write(UnsafeBufferPointer(rebasing: piece[run...]))
    }

    /// Adds a character that is kept; a space that does not break is an ordinary one here.
    mutating func append(scalar: UInt32) {
        settle()
        bytes.append(scalar: scalar == 0xA0 ? 0x20 : scalar)
    }

    /// Breaks the line, at `<br>`.
    mutating func breakLine() {
        hasSpace = false
        if bytes.count > start || hasBreak { settle() }
        bytes.append(0x0A)
    }

    /// Begins a new line unless the text is at the beginning of one, as at a paragraph.
    mutating func beginLine() { if bytes.count > start { hasBreak = true } }

    private mutating func write(_ piece: UnsafeBufferPointer<UInt8>) {
        if piece.isEmpty { return }
        settle()
        bytes.append(piece)
    }

    /// Writes the white space or the line break that waits for more text.
    private mutating func settle() {
        let isAtStart = bytes.count == start || bytes[(bytes.count - 1)..<bytes.count].first == 0x0A
        if hasBreak, !isAtStart { bytes.append(0x0A) } else if hasSpace, !isAtStart { bytes.append(0x20) }
        hasBreak = false
        hasSpace = false
    }
}
