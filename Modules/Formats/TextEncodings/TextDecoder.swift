import AssessmentKernel

/// Converts a stream of bytes in any encoding to UTF-8.
package protocol TextDecoder: AnyObject {
    /// Puts the next UTF-8 bytes at the front of the buffer; returns 0 only at the end.
    ///
    /// - Throws: ``TextDamage`` once all text before the damage was returned, so that the reader knows the row.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Why a stream of text ends early.
package enum TextDamage: Error {
    /// The bytes are no characters of the encoding.
    case noSuchCharacter(TextEncoding)
    /// The C library has no such converter.
    case noConverter
}

extension TextEncoding {
    /// A decoder of this encoding; nil for valid UTF-8, whose bytes are what is read.
    package func decoder(of bytes: any ByteSource) -> (any TextDecoder)? {
        switch self {
        case .utf8: nil
        case .gb18030: GB18030Decoder(bytes)
        case .damagedUTF8: CheckedUTF8(bytes)
        case .utf16LittleEndian: UTF16Decoder(bytes, isBigEndian: false)
        case .utf16BigEndian: UTF16Decoder(bytes, isBigEndian: true)
        }
    }
}

/// UTF-8 that ends with an error at its first damaged byte.
final class CheckedUTF8: TextDecoder {
    private let source: any ByteSource
    private var validator = UTF8Validator()
    private var isBroken = false

    init(_ source: any ByteSource) { self.source = source }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if isBroken { throw TextDamage.noSuchCharacter(.utf8) }
        let count = try source.read(into: buffer)
        if count == 0 {
            if validator.finish() { return 0 }
            isBroken = true
            throw TextDamage.noSuchCharacter(.utf8)
        }
        let before = validator
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        validator.feed(bytes)
        if validator.isValidSoFar { return count }
        isBroken = true
        let sound = CheckedUTF8.soundCount(bytes, after: before)
        if sound == 0 { throw TextDamage.noSuchCharacter(.utf8) }
        return sound
    }

    /// How many bytes are before the damage, which is searched by halves.
    private static func soundCount(_ bytes: UnsafeRawBufferPointer, after before: UTF8Validator) -> Int {
        var (sound, broken) = (0, bytes.count)
        while broken - sound > 1 {
            let middle = (sound + broken) / 2
            var validator = before
            validator.feed(UnsafeRawBufferPointer(rebasing: bytes[..<middle]))
            if validator.isValidSoFar { sound = middle } else { broken = middle }
        }
        return sound
    }
}

/// UTF-16 with a mark, which becomes a byte-order mark of UTF-8.
final class UTF16Decoder: TextDecoder {
    private let source: any ByteSource
    private let isBigEndian: Bool
    private var input = [UInt8](repeating: 0, count: 1 << 16)
    private var output: [UInt8] = []
    private var taken = 0
    /// A byte or a first surrogate that waits for the rest of its character.
    private var firstByte: UInt8?
    private var high: UInt16?
    private var isExhausted = false
    private var isBroken = false

    init(_ source: any ByteSource, isBigEndian: Bool) {
        self.source = source
        self.isBigEndian = isBigEndian
        output.reserveCapacity(input.count * 2)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while taken == output.count {
            if isBroken { throw TextDamage.noSuchCharacter(isBigEndian ? .utf16BigEndian : .utf16LittleEndian) }
            if isExhausted { return 0 }
            output.removeAll(keepingCapacity: true)
            taken = 0
            var count = 0
            var problem: Problem?
            input.withUnsafeMutableBytes { room in
                do throws(Problem) { count = try source.read(into: room) } catch { problem = error }
            }
            if let problem { throw problem }
            if count == 0 {
                isExhausted = true
                isBroken = high != nil || firstByte != nil
            } else {
                convert(count)
            }
        }
        let count = min(buffer.count, output.count - taken)
        output.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<(taken + count)]))
        }
        taken += count
        return count
    }

    private func convert(_ count: Int) {
        for place in 0..<count {
            guard let first = firstByte else {
                firstByte = input[place]
                continue
            }
            firstByte = nil
            let second = input[place]
            take(isBigEndian ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first))
            if isBroken { return }
        }
    }

    private func take(_ unit: UInt16) {
        if let first = high {
            high = nil
            guard unit & 0xFC00 == 0xDC00 else {
                isBroken = true
                return
            }
            append(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit & 0x3FF)))
        } else if unit & 0xFC00 == 0xD800 {
            high = unit
        } else if let scalar = Unicode.Scalar(unit) {
            append(scalar.value)
        } else {
            isBroken = true
        }
    }

    private func append(_ value: UInt32) {
        if value < 0x80 {
            output.append(UInt8(value))
        } else if value < 0x800 {
            output.append(UInt8(0xC0 | value >> 6))
            output.append(UInt8(0x80 | value & 0x3F))
        } else if value < 0x10000 {
            output.append(UInt8(0xE0 | value >> 12))
            output.append(UInt8(0x80 | value >> 6 & 0x3F))
            output.append(UInt8(0x80 | value & 0x3F))
        } else {
            output.append(UInt8(0xF0 | value >> 18))
            output.append(UInt8(0x80 | value >> 12 & 0x3F))
            output.append(UInt8(0x80 | value >> 6 & 0x3F))
            output.append(UInt8(0x80 | value & 0x3F))
        }
    }
}
