import Sheets

/// Reads rows, cells and shared texts that are written in the plainest way, as most programs write most of them.
///
/// Everything else is the parser's: other attributes or another order, entities, line breaks, formulas, rich texts, white
/// space where none is needed. What is not whole is left to it too.
struct PlainXML {
    /// A cell with its place.
    struct Cell {
        /// Its row, and its column counted from 0.
        var row: Int
        var column: Int
        var style = 0
        var type = SheetHandler.CellType.number
        /// Its value; empty for a cell that has a style alone.
        var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    /// How far it was read.
    private(set) var place = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Reads what is written literally.
    @inline(__always)
    mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[place + offset] != word.utf8Start[offset] { return false }
        place += count
        return true
    }

    /// Reads the beginning of a row that says its number and no more than its span.
    mutating func rowStart() -> Int? {
        guard take("<row r=\""), let number = number(), take("\"") else { return nil }
        if take(" spans=\"") {
            guard self.number() != nil, take(":"), self.number() != nil, take("\"") else { return nil }
        }
        return take(">") ? number : nil
    }

    /// Reads a cell: `<c r="B2" s="1" t="s"><v>0</v></c>`, `<c r="B2" t="inlineStr"><is><t>…</t></is></c>`,
    /// `<c r="B2" s="1"/>`.
    mutating func cell() -> Cell? {
        guard take("<c r=\"") else { return nil }
        var letters = 0
        while let byte = next, byte >= 0x41, byte <= 0x5A, letters <= SheetHandler.mostColumns {
            letters = letters * 26 + Int(byte - 0x40)
            place += 1
        }
        guard letters > 0, let row = number(), take("\"") else { return nil }
        var cell = Cell(row: row, column: letters - 1)
        if take(" s=\"") {
            guard let style = number(), take("\"") else { return nil }
            cell.style = style
        }
        if take("/>") { return cell }
        if take(" t=\"") {
            if take("s\"") {
                cell.type = .shared
            } else if take("inlineStr\"") {
                cell.type = .inline
            } else if !take("n\"") {
                return nil
            }
        }
        let isInline = cell.type == .inline
        guard take(isInline ? "><is><t" : "><v>"), !isInline || textStart(),
            let text = isInline ? text() : value(isShared: cell.type == .shared),
            take(isInline ? "</t></is></c>" : "</v></c>")
        else { return nil }
        cell.text = text
        return cell
    }

    /// Reads a shared text: `<si><t>…</t></si>`, with or without a note on how it would be spoken.
    mutating func sharedText() -> UnsafeBufferPointer<UInt8>? {
        guard take("<si><t"), textStart(), let text = text(), take("</t>") else { return nil }
        if take("<phoneticPr fontId=\"") {
            guard number() != nil, take("\" type=\"noConversion\"/>") else { return nil }
        }
        return take("</si>") ? text : nil
    }

    @inline(__always)
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    /// Reads a whole number of a few digits.
    @inline(__always)
    private mutating func number() -> Int? {
        var value = 0
        let start = place
        while let byte = next, byte >= 0x30, byte <= 0x39, place - start < 9 {
            value = value * 10 + Int(byte - 0x30)
            place += 1
        }
        return place > start ? value : nil
    }

    /// Reads the end of a text's tag.
    private mutating func textStart() -> Bool { take(">") || take(" xml:space=\"preserve\">") }

    /// Reads a number, up to the next tag.
    @inline(__always)
    private mutating func value(isShared: Bool) -> UnsafeBufferPointer<UInt8>? {
        let start = place
        while let byte = next {
            let isDigit = byte >= 0x30 && byte <= 0x39
            guard isDigit || !isShared && (byte == 0x2E || byte == 0x2D || byte == 0x2B || byte | 0x20 == 0x65) else {
                break
            }
            place += 1
        }
        return place > start ? UnsafeBufferPointer(rebasing: bytes[start..<place]) : nil
    }

    /// Reads a text that is not empty, up to the next tag.
    private mutating func text() -> UnsafeBufferPointer<UInt8>? {
        let rest = UnsafeBufferPointer(rebasing: bytes[place...])
        guard let count = XMLText.plainCount(rest), count > 0 else { return nil }
        place += count
        return UnsafeBufferPointer(rebasing: rest[..<count])
    }
}
