import Sheets
import Testing

@Suite struct TextCodeTests {
    private static func text(_ bytes: [UInt8], page: Int) throws -> String {
        let code = try #require(TextCode(page: page))
        let buffer = ByteBuffer(capacity: 16)
        bytes.withUnsafeBufferPointer { code.convert($0, to: buffer) }
        return String(decoding: buffer[0..<buffer.count], as: UTF8.self)
    }

    @Test("Characters that GBK held before Unicode had them are those of a text file", arguments: [1, 1_000, 5_000])
    func privateCharacters(_ count: Int) throws {
        let bytes = Array(repeatElement([0xA3, 0xA0, 0xFE, 0x51, 0xA6, 0xD9, 0x41] as [UInt8], count: count).joined())
        let text = String(repeating: "\u{3000}\u{20087}\u{FE10}A", count: count)
        #expect(try Self.text(bytes, page: 936).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test("The private area of UTF-8 is left alone")
    func utf8() throws {
        #expect(try Self.text(Array("\u{E5E5}甲".utf8), page: 65_001) == "\u{E5E5}甲")
    }
}
