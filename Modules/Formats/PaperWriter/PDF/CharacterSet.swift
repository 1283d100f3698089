/// Which character of its collection each glyph of a CFF font is: a PDF names glyphs by that.
///
/// The bytes come from a font that is installed on this machine; what is not understood gives no table.
struct CharacterSet {
    /// For each glyph its character; nil for a font whose glyphs are named otherwise, or one that is not understood.
    let characters: [UInt16]?

    /// - Parameter bytes: the table; it is read and not kept.
    init(cff bytes: UnsafeRawBufferPointer) { characters = Reading(bytes: bytes).table() }
}

/// Reads the parts of a CFF table; what lies outside it is not there.
private struct Reading {
    let bytes: UnsafeRawBufferPointer

    private func number(_ place: Int, _ size: Int) -> Int? {
        guard place >= 0, size >= 1, size <= 4, place + size <= bytes.count else { return nil }
        return bytes[place..<place + size].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The place behind an index, how many objects it holds, and where its first one lies.
    private func index(_ place: Int) -> (end: Int, count: Int, first: Range<Int>)? {
        guard let count = number(place, 2) else { return nil }
        if count == 0 { return (place + 2, 0, place + 2..<place + 2) }
        guard let size = number(place + 2, 1), let start = number(place + 3, size),
            let next = number(place + 3 + size, size), let last = number(place + 3 + count * size, size)
        else { return nil }
        let data = place + 2 + (count + 1) * size
        guard start >= 1, next >= start, last >= next, data + last <= bytes.count else { return nil }
        return (data + last, count, data + start..<data + next)
    }

    func table() -> [UInt16]? {
        guard let header = number(2, 1), let names = index(header), let top = index(names.end),
            let entries = entries(of: top.first), entries[0x0C1E] != nil, let charset = entries[15],
            let strings = entries[17], let glyphs = index(strings)
        else { return nil }
        return charsets(at: charset, count: glyphs.count)
    }

    /// The last operand of each operator of a dictionary; operators of two bytes are `0x0C..`.
    private func entries(of range: Range<Int>) -> [Int: Int]? {
        var entries: [Int: Int] = [:]
        var place = range.lowerBound
        var last = 0
        while place < range.upperBound {
            let byte = Int(bytes[place])
            switch byte {
            case 0...21:
                var key = byte
                if byte == 12 {
                    guard let second = number(place + 1, 1) else { return nil }
                    key = 0x0C00 | second
                    place += 1
                }
                entries[key] = last
                place += 1
            case 28:
                last = number(place + 1, 2) ?? 0
                place += 3
            case 29:
                last = number(place + 1, 4) ?? 0
                place += 5
            case 30:
                place += 1
                while place < range.upperBound, bytes[place] & 0x0F != 0x0F, bytes[place] >> 4 != 0x0F { place += 1 }
                place += 1
            case 32...246:
                last = byte - 139
                place += 1
            case 247...254:
                guard let second = number(place + 1, 1) else { return nil }
                last = byte <= 250 ? (byte - 247) * 256 + second + 108 : -(byte - 251) * 256 - second - 108
                place += 2
            default: place += 1
            }
        }
        return entries
    }

    private func charsets(at place: Int, count: Int) -> [UInt16]? {
        // The first three are sets of names, which no font of a character collection uses.
        guard place > 2, let format = number(place, 1) else { return nil }
        var characters: [UInt16] = [0]
        characters.reserveCapacity(count)
        var place = place + 1
        while characters.count < count {
            guard let first = number(place, 2) else { return nil }
            place += 2
            var left = 0
            if format > 0 {
                guard let more = number(place, format == 1 ? 1 : 2) else { return nil }
                left = more
                place += format == 1 ? 1 : 2
            }
            for step in 0...left where characters.count < count {
                characters.append(UInt16(truncatingIfNeeded: first + step))
            }
        }
        return characters
    }
}
