import AssessmentKernel

/// Compares texts by some of their UTF-8 bytes, without copying them.
enum Wording {
    /// All bytes except white space (Unicode's `White_Space`).
    case solid
    /// All bytes except white space and decimal digits of any script.
    case words

    /// The digest of no bytes.
    static let emptyDigest: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Adds the bytes of a text that count to a digest, eight at a time, and that the text ends there.
    ///
    /// Equal digests only suggest equal texts.
    func digest(_ text: ArraySlice<UInt8>, into digest: inout UInt64) {
        text.withUnsafeBufferPointer { bytes in
            var (place, first) = (0, digest)
            // Nothing has to be shifted before the first white space.
            if self == .solid {
                while let eight = Wording.eight(bytes, from: place) {
                    first = Wording.mixed(first, eight)
                    place += 8
                }
            }
            var words = DigestedWords(digest: first)
            while true {
                // Eight at once while all of them count, and the last ones likewise if all of the last eight do.
                if self == .solid {
                    while let eight = Wording.eight(bytes, from: place) {
                        words.take(eight, 8)
                        place += 8
                    }
                    let rest = bytes.count - place
                    if rest > 0, rest < 8, let last = Wording.eight(bytes, from: bytes.count - 8) {
                        words.take(last & (1 << UInt64(8 * rest) - 1), rest)
                        break
                    }
                }
                guard let next = nextByte(bytes, from: place) else { break }
                words.take(UInt64(bytes[next]), 1)
                place = next + 1
            }
            digest = Wording.mixed(words.digest, words.word)
        }
    }

    /// Bytes that are mixed into a digest as words of eight, wherever they come from.
    private struct DigestedWords {
        var digest: UInt64
        /// The bytes that do not fill a word yet, below a bit that says how many they are.
        private(set) var word: UInt64 = 1
        private var held = 0

        init(digest: UInt64) { self.digest = digest }

        /// Takes bytes, the first one highest.
        @inline(__always)
        mutating func take(_ bytes: UInt64, _ count: Int) {
            let more = held + count - 8
            guard more >= 0 else {
                (word, held) = (word << UInt64(8 * count) | bytes, held + count)
                return
            }
            digest = Wording.mixed(digest, word << UInt64(8 * (8 - held)) | bytes >> UInt64(8 * more))
            (word, held) = (1 << UInt64(8 * more) | bytes & (1 << UInt64(8 * more) - 1), more)
        }
    }

    /// The next eight bytes, the first one highest; nil if one of them may be part of white space.
    @inline(__always)
    private static func eight(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int) -> UInt64? {
        guard place >= 0, place + 8 <= bytes.count, let base = bytes.baseAddress else { return nil }
        func load(_ place: Int) -> UInt64 {
            UInt64(bigEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
        }
        let word = load(place)
        let ones: UInt64 = 0x0101_0101_0101_0101
        // Marks bytes that are zero here: those up to 20, C2, and E0 to E3, which nearly no eight letters have.
        let (controls, latin) = (~word & (word &- ones &* 0x21), word ^ ones &* 0xC2)
        let (others, marks) = (controls | ~latin & (latin &- ones), word & (ones &* 0xFC) ^ ones &* 0xE0)
        if (others | ~marks & (marks &- ones)) & (ones << 7) == 0 { return word }
        // The same one byte and two bytes further on; what follows a text may be the rest of a space.
        let third = place + 10 <= bytes.count ? load(place + 2) : word << 16 | 0x8080
        let second = word << 8 | third >> 8 & 0xFF
        // E0 to E2, and E3 where 80 80 follow, which U+3000 alone has and no mark of Chinese.
        let spaces = marks | (word & word >> 1 & ones)
        let wide = (word ^ ones &* 0xE3) | (second ^ ones &* 0x80) | (third ^ ones &* 0x80)
        let found = others | ~spaces & (spaces &- ones) | ~wide & (wide &- ones)
        return found & (ones << 7) == 0 ? word : nil
    }

    /// A number in which every bit of both depends on many of the others.
    @inline(__always)
    static func mixed(_ digest: UInt64, _ word: UInt64) -> UInt64 {
        let product = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 32
    }

    /// Whether the bytes that count are the same in two texts.
    func areEqual(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        one.withUnsafeBufferPointer { one in
            other.withUnsafeBufferPointer { other in
                var (place, otherPlace) = (0, 0)
                while true {
                    let next = nextByte(one, from: place)
                    let otherNext = nextByte(other, from: otherPlace)
                    guard let next, let otherNext else { return next == nil && otherNext == nil }
                    if one[next] != other[otherNext] { return false }
                    (place, otherPlace) = (next + 1, otherNext + 1)
                }
            }
        }
    }

    /// Whether nothing in a text counts.
    func isBlank(_ text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { nextByte($0, from: 0) == nil }
    }

    /// The place of the first byte that counts.
    @inline(__always)
    private func nextByte(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            var length = 0
            switch bytes[place] {
            // Most bytes of most texts: ASCII letters and marks, what follows in a character, common ideographs.
            case 0x21...0x2F, 0x3A...0xC1, 0xE4...0xE9: return place
            case 0x00...0x20, 0xC2, 0xE1...0xE3: length = CellText.whiteSpaceLength(bytes, at: place)
            default: break
            }
            if length == 0, self == .words { length = Wording.digitLength(bytes, at: place) }
            if length == 0 { return place }
            place += length
        }
        return nil
    }

    /// The length of the decimal digit at a place, in bytes; zero for any other character.
    private static func digitLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        let length =
            switch bytes[place] {
            case 0x30...0x39: 1
            // The full-width digits U+FF10 to U+FF19 are the only ones of this byte, which also starts a comma.
            case 0xEF: isFullWidthDigit(bytes, at: place) ? 3 : 0
            // No digit is between U+2000 and U+9FFF.
            case 0xE2...0xE9: 0
            // The digits of other scripts; only these bytes start a multi-byte character.
            case 0xC2...0xDF: 2
            case 0xE0...0xEE: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        guard length > 1, bytes[place] != 0xEF else { return length }
        guard place + length <= bytes.count else { return 0 }
        let scalar = String(decoding: bytes[place..<place + length], as: UTF8.self).unicodeScalars.first
        return scalar?.properties.numericType == .decimal ? length : 0
    }

    private static func isFullWidthDigit(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        place + 2 < bytes.count && bytes[place + 1] == 0xBC && (0x90...0x99).contains(bytes[place + 2])
    }
}
