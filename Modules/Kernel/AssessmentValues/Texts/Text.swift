/// A text whose identity is its UTF-8 bytes.
///
/// Swift compares strings by canonical equivalence; the records do not: `é` written in one scalar and in two are
/// different keys, and every order in an output is the order of bytes. Wherever a text is compared, sorted or looked up
/// it is a `Text`, so that the difference cannot be forgotten.
public struct Text: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The text itself.
    public let string: String

    /// Wraps a string as it is.
    @inlinable
    public init(_ string: String) { self.string = string }

    /// Decodes UTF-8 bytes; invalid bytes become U+FFFD (intake refuses them earlier).
    @inlinable
    public init(utf8 bytes: some Collection<UInt8>) { self.string = String(decoding: bytes, as: UTF8.self) }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.string = value }

    /// The text itself.
    public var description: String { string }

    /// The UTF-8 bytes that decide equality and order.
    @inlinable
    public var utf8: String.UTF8View { string.utf8 }

    /// Whether it is empty or only white space (Unicode's `White_Space`).
    public var isBlank: Bool { string.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

    /// The text with all white space (Unicode's `White_Space`) removed.
    public var withoutWhiteSpace: Text {
        if string.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x80 }) { return self }
        var kept = String.UnicodeScalarView()
        for scalar in string.unicodeScalars where !scalar.properties.isWhitespace { kept.append(scalar) }
        return Text(String(kept))
    }

    /// Equal when the bytes are.
    public static func == (left: Text, right: Text) -> Bool {
        let count = left.string.utf8.count
        guard count == right.string.utf8.count else { return false }
        return left.withBytes { left in right.withBytes { right in left.hasBytes(of: right) } }
    }

    /// Ordered by bytes.
    @inlinable
    public static func < (left: Text, right: Text) -> Bool {
        left.withBytes { left in right.withBytes { right in left.lexicographicallyPrecedes(right) } }
    }

    /// Calls `body` with the UTF-8 bytes; a native Swift string is contiguous, so nothing is copied.
    @inlinable
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        if let result = try string.utf8.withContiguousStorageIfAvailable(body) { return result }
        return try Array(string.utf8).withUnsafeBufferPointer(body)
    }

    /// Feeds the bytes, and a mark of their end, to the hasher.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }

    /// Whether two free texts in UTF-8 are the same but for the kinds of their line breaks (CRLF, LF, CR).
    public static func saysSame(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        func unified(_ bytes: UnsafeBufferPointer<UInt8>) -> some Sequence<UInt8> {
            bytes.indices.lazy.filter { bytes[$0] != 0x0A || $0 == 0 || bytes[$0 - 1] != 0x0D }
                .map { bytes[$0] == 0x0D ? 0x0A : bytes[$0] }
        }
        return unified(left).elementsEqual(unified(right))
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are those of another buffer; eight are compared at once.
    package func hasBytes(of other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        let (ours, theirs) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
        func areEqual(_ place: Int) -> Bool {
            ours.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                == theirs.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        }
        var place = 0
        while place + 8 <= count {
            guard areEqual(place) else { return false }
            place += 8
        }
        if place > 0 { return place == count || areEqual(count - 8) }
        while place < count, self[place] == other[place] { place += 1 }
        return place == count
    }
}

extension ArraySlice<UInt8> {
    /// Whether the bytes sort before (negative), with (0) or behind those of another text; eight are compared at once.
    package func byteOrder(to other: ArraySlice<UInt8>) -> Int {
        withUnsafeBytes { ours in
            other.withUnsafeBytes { theirs in
                func eight(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                }
                let common = Swift.min(ours.count, theirs.count)
                var place = 0
                while place + 8 <= common, eight(ours, place) == eight(theirs, place) { place += 8 }
                while place < common, ours[place] == theirs[place] { place += 1 }
                return place < common ? Int(ours[place]) - Int(theirs[place]) : ours.count - theirs.count
            }
        }
    }
}

/// Eight neighbouring bytes of a text, of which a question is asked at once.
///
/// An answer is a word that has the bit of ``highest`` of each byte that is meant. Behind the first of them, and nowhere else,
/// other bytes may have it too.
@usableFromInline
package struct EightBytes {
    /// The highest bit of each byte.
    @inlinable package static var highest: UInt64 { 0x8080_8080_8080_8080 }

    /// The bytes, the first one lowest.
    @usableFromInline let word: UInt64

    /// Reads the bytes from a place on, of which there are eight.
    @inlinable
    package init(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) {
        word = UInt64(
            littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// Reads the bytes from a place on, of which there are one to seven, and letters behind them.
    @inlinable
    package init(rest bytes: UnsafeBufferPointer<UInt8>, _ place: Int) {
        let count = bytes.count - place
        var word: UInt64 = 0
        if count >= 4 {
            // The first four and the last four, of which some may be the same.
            func four(_ place: Int) -> UInt64 {
                let four = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt32.self)
                return UInt64(UInt32(littleEndian: four))
            }
            word = four(place) | four(bytes.count - 4) &<< UInt64(8 * (count - 4))
        } else {
            for here in place..<bytes.count { word |= UInt64(bytes[here]) &<< UInt64(8 * (here - place)) }
        }
        self.word = word | 0x6161_6161_6161_6161 &<< UInt64(8 * count)
    }

    /// Whether a byte is less than a number below 128.
    @inlinable
    package func below(_ byte: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101 &* byte) & ~word }

    /// Whether a byte is equal to another.
    @inlinable
    package func equal(_ byte: UInt64) -> UInt64 {
        let other = word ^ 0x0101_0101_0101_0101 &* byte
        return (other &- 0x0101_0101_0101_0101) & ~other
    }

    /// Whether a byte is equal to another, whatever it has for a bit that this one has.
    @inlinable
    package func equal(_ byte: UInt64, but bit: UInt64) -> UInt64 {
        let other = (word | 0x0101_0101_0101_0101 &* bit) ^ 0x0101_0101_0101_0101 &* byte
        return (other &- 0x0101_0101_0101_0101) & ~other
    }

    /// Whether a byte is equal to one and what follows it to another; of the last byte it is not known what follows.
    @inlinable
    package func equal(_ byte: UInt64, before next: UInt64) -> UInt64 {
        let other = (word ^ 0x0101_0101_0101_0101 &* byte) | ((word >> 8 | next << 56) ^ 0x0101_0101_0101_0101 &* next)
        return (other &- 0x0101_0101_0101_0101) & ~other
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a byte is found, as ``firstPlace(from:_:_:)`` looks for it.
    @inlinable @inline(__always)
    package func hasAny(_ marks: (EightBytes) -> UInt64, _ isFound: (Int) -> Bool) -> Bool {
        firstPlace(from: 0, marks, isFound) != nil
    }

    /// The first place from one on that is found, which is asked only of those that stand in eight for which there is a mark.
    @inlinable @inline(__always)
    package func firstPlace(
        from first: Int, _ marks: (EightBytes) -> UInt64, _ isFound: (Int) -> Bool
    ) -> Int? {
        var start = first
        func marksOf(_ place: Int) -> UInt64 { marks(EightBytes(self, place)) }
        while start < count {
            // Most of a long text has no mark.
            if start + 32 <= count {
                let any = marksOf(start) | marksOf(start + 8) | marksOf(start + 16) | marksOf(start + 24)
                if any & EightBytes.highest == 0 {
                    start += 32
                    continue
                }
            }
            let end = Swift.min(start + 8, count)
            let eight = end - start == 8 ? EightBytes(self, start) : EightBytes(rest: self, start)
            if marks(eight) & EightBytes.highest != 0 {
                for place in start..<end where isFound(place) { return place }
            }
            start = end
        }
        return nil
    }
}
