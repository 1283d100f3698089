import Foundation
import TextEncodings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How the bytes of an XML part become text, by its first bytes and its declaration.
///
/// expat knows UTF-8, UTF-16, Latin-1 and ASCII. Exporters also declare the encoding of their system, write `utf8`, or
/// declare UTF-16 above a text that is UTF-8.
enum XMLEncoding: Equatable {
    /// As expat finds it.
    case asDeclared
    /// In an encoding that expat knows, whatever is declared.
    case known(String)
    /// In another one, by its name in the C library.
    case converted(String)

    /// Detects the encoding from the first bytes of a part, without the white space before its declaration.
    static func detect(_ head: UnsafeBufferPointer<UInt8>) -> XMLEncoding {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .known("UTF-8") }
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) { return .known("UTF-16") }
        // UTF-16 without a mark has a zero byte in its first character.
        if head.prefix(2).contains(0) { return .asDeclared }
        guard let declared = declaration(head) else { return .asDeclared }
        switch declared {
        case "utf-8", "us-ascii", "iso-8859-1", "": return .asDeclared
        case "utf8", "utf-16", "utf-16le", "utf-16be", "utf16", "unicode", "ucs-2", "ascii", "ansi":
            return .known("UTF-8")
        default: return converted[declared].map { .converted($0) } ?? .asDeclared
        }
    }

    private static let converted: [String: String] = [
        "gb2312": "GB18030", "gbk": "GB18030", "gb18030": "GB18030", "gb_2312-80": "GB18030", "cp936": "GB18030",
        "ms936": "GB18030", "windows-936": "GB18030", "x-gbk": "GB18030", "euc-cn": "GB18030", "hz-gb-2312": "HZ",
        "big5": "BIG5", "big5-hkscs": "BIG5-HKSCS", "cp950": "CP950", "windows-1252": "CP1252", "cp1252": "CP1252",
        "windows-1251": "CP1251", "windows-1250": "CP1250", "iso-8859-15": "ISO-8859-15", "latin1": "ISO-8859-1",
        "shift_jis": "SHIFT_JIS", "windows-31j": "CP932", "euc-jp": "EUC-JP", "euc-kr": "EUC-KR",
        "ks_c_5601-1987": "CP949",
    ]

    /// The declared encoding in lower case; nil without a declaration.
    private static func declaration(_ head: UnsafeBufferPointer<UInt8>) -> String? {
        guard head.starts(with: Array("<?xml".utf8)) else { return nil }
        let text = String(decoding: head.prefix(256).prefix { $0 != 0x3E }, as: UTF8.self)
        guard let name = text.range(of: "encoding") else { return "" }
        var rest = text[name.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        guard let quote = rest.popFirst(), quote == "\"" || quote == "'" else { return "" }
        return rest.prefix { $0 != quote }.lowercased()
    }
}

/// Converts a stream to UTF-8 with the C library's converter.
final class XMLDecoder {
    /// How many bytes one byte becomes at most.
    static let growth = 4
    private let converter: iconv_t
    /// Whether the C library may give characters of the private area: see ``PrivateCharacters``.
    private let isChinese: Bool
    /// The bytes of a character that has not ended.
    private var left: [UInt8] = []

    /// Nil when the C library does not know the encoding.
    init?(_ encoding: String) {
        // The call reports failure as the pointer −1.
        guard let converter = iconv_open("UTF-8", encoding) as iconv_t?, Int(bitPattern: converter) != -1 else {
            return nil
        }
        self.converter = converter
        isChinese = encoding == "GB18030"
    }

    deinit { iconv_close(converter) }

    /// Converts the next bytes into a buffer that is ``growth`` times as long.
    ///
    /// - Returns: the number of bytes; nil for bytes that are no text in this encoding.
    func convert(_ bytes: UnsafeRawBufferPointer, isLast: Bool, into room: UnsafeMutableRawBufferPointer) -> Int? {
        var input = left + bytes
        let count = input.count
        return input.withUnsafeMutableBytes { input -> Int? in
            var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var fromCount = count
            var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
            var toCount = room.count
            let result = iconv(converter, &from, &fromCount, &to, &toCount)
            if result == -1, errno != EINVAL || isLast || fromCount > 8 { return nil }
            left = Array(input[(count - fromCount)...])
            let count = room.count - toCount
            return isChinese ? PrivateCharacters.replace(in: room, count: count) : count
        }
    }
}
