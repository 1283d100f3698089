/// A text in which `*` stands for any part.
struct Glob: Sendable {
    /// The literal parts between the stars; one alone is the whole text.
    private let parts: [[UInt8]]

    init(_ text: String) {
        parts = text.utf8.split(separator: 0x2A, omittingEmptySubsequences: false).map { Array($0) }
    }

    /// Whether the whole text fits.
    func matches(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = parts.first, let last = parts.last, parts.count > 1 else {
            return text.elementsEqual(parts.first ?? [])
        }
        guard let start = Glob.after(first, text), text.endIndex - start >= last.count,
            text.suffix(last.count).elementsEqual(last)
        else { return false }
        // The leftmost place of each part leaves the most for the next.
        return Glob.place(parts.dropFirst().dropLast(), text[start..<(text.endIndex - last.count)]) != nil
    }

    /// The place behind a beginning.
    private static func after(_ part: [UInt8], _ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        text.starts(with: part) ? text.startIndex + part.count : nil
    }

    /// The place behind the last of some parts, each at its leftmost place behind the one before.
    private static func place(_ parts: ArraySlice<[UInt8]>, _ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var start = text.startIndex
        for part in parts {
            guard let found = Glob.find(part, text[start...]) else { return nil }
            start = found + part.count
        }
        return start
    }

    /// The leftmost place of a part.
    fileprivate static func find(_ part: [UInt8], _ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let first = part.first else { return text.startIndex }
        var place = text.startIndex
        while place + part.count <= text.endIndex {
            if text[place] == first, text[place..<(place + part.count)].elementsEqual(part) { return place }
            place += 1
        }
        return nil
    }

    /// The place behind the shortest beginning that fits, where the text continues with anything.
    fileprivate func end(in text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let first = parts.first, let start = Glob.after(first, text) else { return nil }
        return Glob.place(parts.dropFirst(), text[start...])
    }

    /// Where a part that this follows ends: what is behind it fits to the text's end.
    fileprivate func start(in text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let first = parts.first else { return nil }
        guard parts.count > 1 else {
            let start = text.endIndex - first.count
            return start >= text.startIndex && text[start...].elementsEqual(first) ? start : nil
        }
        guard let start = Glob.find(first, text) else { return nil }
        return matches(text[start...]) ? start : nil
    }
}

/// A glob with `{}` for the part of a text that counts, as `*({})` for the code in `甲一(FM0001)`.
package struct Extraction: Sendable {
    private let before: Glob
    private let behind: Glob

    /// Nil without exactly one `{}`.
    package init?(_ text: String) {
        let parts = text.split(separator: "{}", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        before = Glob(String(parts[0]))
        behind = Glob(String(parts[1]))
    }

    /// The part of a text that counts; nil for a text that does not fit.
    package func part(of text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard let start = before.end(in: text[...]), let end = behind.start(in: text[start...]) else { return nil }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }
}
