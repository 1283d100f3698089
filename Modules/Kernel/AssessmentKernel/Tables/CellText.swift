/// Normalises cell texts for comparison: trims white space and maps full-width forms to ASCII.
///
/// Works on bytes: a cell of a large file is scanned once and copied at most once.
public enum CellText {
    /// Whether a byte is ASCII white space.
    @inlinable
    public static func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    /// The length of the white space character (Unicode's `White_Space`) at a place, in bytes; zero for any other.
    public static func whiteSpaceLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        let first = bytes[place]
        if first < 0x80 { return isASCIISpace(first) ? 1 : 0 }
        guard first == 0xC2 || (first >= 0xE1 && first <= 0xE3), place + 1 < bytes.count else { return 0 }
        let second = bytes[place + 1]
        if first == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
        guard place + 2 < bytes.count else { return 0 }
        let third = bytes[place + 2]
        let isSpace =
            switch (first, second) {
            case (0xE1, 0x9A): third == 0x80
            case (0xE2, 0x80): (third >= 0x80 && third <= 0x8A) || third == 0xA8 || third == 0xA9 || third == 0xAF
            case (0xE2, 0x81): third == 0x9F
            case (0xE3, 0x80): third == 0x80
            default: false
            }
        return isSpace ? 3 : 0
    }

    /// Whether the text is empty or only white space.
    public static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < bytes.count {
            let length = whiteSpaceLength(bytes, at: place)
            if length == 0 { return false }
            place += length
        }
        return true
    }

    /// Whether the text is empty or only white space.
    public static func isBlank(_ bytes: some Collection<UInt8>) -> Bool {
        ContiguousArray(bytes).withUnsafeBufferPointer { isBlank($0) }
    }

    /// The text without white space around it and with ASCII for full-width forms (U+FF01–FF5E, U+3000).
    public static func normalised(_ bytes: some Collection<UInt8>) -> [UInt8] {
        ContiguousArray(bytes).withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                count = normalise(source, into: target)
            }
        }
    }

    /// The text without white space around it and with ASCII for full-width forms (U+FF01–FF5E, U+3000).
    public static func normalised(_ text: String) -> [UInt8] { normalised(text.utf8) }

    /// Writes the normalised text to `target`, which must be as large as `bytes`, and returns its length.
    package static func normalise(
        _ bytes: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var place = 0
        var count = 0
        // Where the text ends if nothing but white space follows.
        var end = 0
        while place < bytes.count {
            let space = whiteSpaceLength(bytes, at: place)
            if space > 0 {
                let next = place + space
                if count == 0 {
                    place = next
                } else if bytes[place] == 0xE3 {
                    target[count] = 0x20
                    count += 1
                    place = next
                } else {
                    while place < next {
                        target[count] = bytes[place]
                        count += 1
                        place += 1
                    }
                }
                continue
            }
            let twin = asciiTwin(bytes, at: place)
            target[count] = twin == 0 ? bytes[place] : twin
            count += 1
            end = count
            place += twin == 0 ? 1 : 3
        }
        return end
    }

    /// The ASCII character for the full-width form at a place; zero for any other.
    private static func asciiTwin(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt8 {
        guard bytes[place] == 0xEF, place + 2 < bytes.count else { return 0 }
        let third = bytes[place + 2]
        return switch bytes[place + 1] {
        case 0xBC where third >= 0x81 && third <= 0xBF: third - 0x60
        case 0xBD where third >= 0x80 && third <= 0x9E: third - 0x20
        default: 0
        }
    }
}
