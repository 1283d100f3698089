/// Checks whether bytes that arrive in pieces are valid UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing
/// above U+10FFFF).
///
/// ```swift
/// var validator = UTF8Validator()
/// while let chunk = try nextChunk() { validator.feed(chunk) }
/// let encoding: TextEncoding = validator.finish() ? .utf8 : .gb18030
/// ```
public struct UTF8Validator: Sendable {
    /// Whether everything so far may be the start of valid UTF-8.
    public private(set) var isValidSoFar = true
    /// The character that the last piece cut off: its bytes, the first one highest, and their number.
    private var pending: UInt32 = 0
    private var pendingCount = 0

    /// Makes a validator that has read nothing.
    public init() {}

    /// Whether bytes that come in one piece are valid UTF-8.
    public static func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var validator = UTF8Validator()
        validator.feed(bytes)
        return validator.finish()
    }

    /// Takes the next bytes.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer) { feed(bytes.assumingMemoryBound(to: UInt8.self)) }

    /// Takes the next bytes.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isValidSoFar, let base = bytes.baseAddress else { return }
        var place = 0
        while pendingCount > 0 && place < bytes.count && isValidSoFar {
            take(base[place])
            place += 1
        }
        guard isValidSoFar else { return }
        place = UTF8Validator.firstUnsettled(base, from: place, to: bytes.count)
        // What is left is a truncated character or invalid bytes.
        while place < bytes.count && isValidSoFar {
            take(base[place])
            place += 1
        }
    }

    /// Whether all bytes together are valid UTF-8.
    public func finish() -> Bool { isValidSoFar && pendingCount == 0 }

    /// Checks one byte together with the pending ones.
    private mutating func take(_ byte: UInt8) {
        pending = pending << 8 | UInt32(byte)
        pendingCount += 1
        let first = UInt8(truncatingIfNeeded: pending >> (8 * (pendingCount - 1)))
        let length = UTF8Validator.length(first)
        if length == 0 || (pendingCount > 1 && byte & 0xC0 != 0x80) {
            isValidSoFar = false
        } else if pendingCount == 2 && !UTF8Validator.isSecond(byte, after: first) {
            isValidSoFar = false
        } else if pendingCount == length {
            pending = 0
            pendingCount = 0
        }
    }

    /// The length of a character by its first byte; 0 for an invalid first byte.
    @inline(__always)
    private static func length(_ first: UInt8) -> Int {
        switch first {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    /// Whether a byte may be the second of a character: it excludes overlong forms, surrogates and values above
    /// U+10FFFF.
    @inline(__always)
    private static func isSecond(_ second: UInt8, after first: UInt8) -> Bool {
        switch first {
        case 0xE0: second >= 0xA0 && second <= 0xBF
        case 0xED: second >= 0x80 && second <= 0x9F
        case 0xF0: second >= 0x90 && second <= 0xBF
        case 0xF4: second >= 0x80 && second <= 0x8F
        default: second & 0xC0 == 0x80
        }
    }

    /// Skips whole valid characters and returns the place of the first byte that is not part of one.
    private static func firstUnsettled(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        let raw = UnsafeRawPointer(base)
        let highest: UInt64 = 0x8080_8080_8080_8080
        var place = start
        while place < end {
            let first = base[place]
            if first < 0x80 {
                while place + 16 <= end {
                    let low = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                    let high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
                    let others: (UInt64, UInt64) = (low & highest, high & highest)
                    if others.0 | others.1 == 0 {
                        place += 16
                        continue
                    }
                    let distance = others.0 != 0 ? others.0.trailingZeroBitCount : 64 + others.1.trailingZeroBitCount
                    place += distance >> 3
                    break
                }
                while place < end && base[place] < 0x80 { place += 1 }
                continue
            }
            // Nearly all Chinese text: three bytes with an unrestricted second byte, two characters at a time.
            while place + 8 <= end {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                let (one, other) = (word & 0xFF, word >> 24 & 0xFF)
                guard word & 0xC0_C0F0_C0C0_F0 == 0x80_80E0_8080_E0, one != 0xE0, one != 0xED, other != 0xE0,
                    other != 0xED
                else { break }
                place += 6
            }
            while place + 4 <= end {
                let word = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                let lead = word & 0xFF
                guard word & 0xC0_C0F0 == 0x80_80E0, lead != 0xE0, lead != 0xED else { break }
                place += 3
            }
            if place == end || base[place] < 0x80 { continue }
            let length = length(base[place])
            guard length > 1, place + length <= end, isSecond(base[place + 1], after: base[place]) else { return place }
            for next in 2..<max(2, length) where base[place + next] & 0xC0 != 0x80 { return place }
            place += length
        }
        return place
    }
}
