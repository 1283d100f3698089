import Foundation
import TextEncodings

/// Turns text of an older encoding, or of UTF-16, into UTF-8.
///
/// Bytes that the encoding does not have become U+FFFD, so that the damage shows where it is. Not thread-safe.
package final class TextCode {
    /// GBK and what grew out of it.
    package static var chinese: TextCode? { TextCode("GB18030") }

    private let converter: iconv_t
    /// Whether the C library may give characters of the private area: see ``PrivateCharacters``.
    private let isChinese: Bool
    /// How many bytes the encoding does not have.
    package private(set) var damages = 0

    /// Finds a converter by the name of an encoding, such as `GB18030`; nil when this system has none.
    package init?(_ name: String) {
        // The call reports failure as the pointer −1.
        guard let converter = iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else { return nil }
        self.converter = converter
        isChinese = name == "GB18030"
    }

    /// Finds a converter by the number of a Windows code page; nil when this system has none.
    package convenience init?(page: Int) {
        switch page {
        case 936, 20_936, 52_936, 54_936: self.init("GB18030")
        case 950: self.init("BIG5")
        case 932: self.init("CP932")
        case 949: self.init("CP949")
        case 1_200: self.init("UTF-16LE")
        case 65_001: self.init("UTF-8")
        case 10_000, 32_768: self.init("MACINTOSH")
        case 32_769: self.init("CP1252")
        case 10_008: self.init("GB2312")
        case 1...65_535: self.init("CP\(page)")
        default: return nil
        }
    }

    deinit { iconv_close(converter) }

    /// Appends a whole text.
    package func convert(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) {
        _ = iconv(converter, nil, nil, nil, nil)
        _ = convert(bytes, isWhole: true, to: buffer)
    }

    /// Appends the next piece of a longer text.
    ///
    /// - Parameter isLast: whether nothing follows.
    /// - Returns: how many bytes at the end of the piece are the beginning of a character; they belong before the next.
    package func convert(piece: UnsafeBufferPointer<UInt8>, isLast: Bool, to buffer: ByteBuffer) -> Int {
        convert(piece, isWhole: isLast, to: buffer)
    }

    private func convert(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, to buffer: ByteBuffer) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var from: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
            mutating: UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self))
        var left = bytes.count
        return withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 1) { room in
            while left > 0 {
                var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
                // A quarter is left free for characters that grow below.
                let most = room.count / 4 * 3
                var free = most
                let result = iconv(converter, &from, &left, &to, &free)
                let code = errno
                let count = isChinese ? PrivateCharacters.replace(in: room, count: most - free) : most - free
                buffer.append(UnsafeBufferPointer(rebasing: room.bindMemory(to: UInt8.self)[..<count]))
                if result != -1 || code == E2BIG { continue }
                if code == EINVAL, !isWhole { return left }
                damages += 1
                for byte in UTF8.encodedReplacementCharacter { buffer.append(byte) }
                from = from?.advanced(by: 1)
                left -= 1
            }
            return 0
        }
    }
}

extension ByteBuffer {
    /// Appends a character of a code below U+0100 for each byte.
    package func append(latin bytes: UnsafeBufferPointer<UInt8>) {
        var isASCII = true
        for byte in bytes where byte >= 0x80 || byte == 0 { isASCII = false }
        if isASCII { return append(bytes) }
        for byte in bytes { append(scalar: UInt32(byte)) }
    }

    /// Appends a character; one that cannot stand in a text becomes U+FFFD.
    package func append(scalar value: UInt32) {
        if value < 0x80, value > 0 { return append(UInt8(value)) }
        let scalar = value == 0 ? nil : Unicode.Scalar(value)
        for byte in scalar.flatMap({ UTF8.encode($0) }) ?? UTF8.encodedReplacementCharacter { append(byte) }
    }
}
