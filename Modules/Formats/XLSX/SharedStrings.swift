import AssessmentKernel
import Foundation
import Sheets

/// The shared texts of a workbook, as one run of bytes and the places where they end.
///
/// Limits: ``mostBytes`` of text, ``mostTexts`` texts.
final class SharedStrings: XMLHandler {
    private static let mostBytes = 256 << 20
    private static let mostTexts = 8 << 20

    private let bytes = ByteBuffer(capacity: 1 << 12)
    private var ends: [UInt32] = []
    private var isInItem = false
    private var isInText = false
    private var isInPhonetics = false
    private var start = 0

    /// The number of texts.
    var count: Int { ends.count }
    /// Whether one of the texts is empty, so that a cell may be there and blank.
    private(set) var hasEmpty = false

    /// The text with a number below ``count``.
    func text(_ number: Int) -> UnsafeBufferPointer<UInt8> {
        let start = number == 0 ? 0 : Int(ends[number - 1])
        return bytes[start..<Int(ends[number])]
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name.letter {
        case 0x74: isInText = !isInPhonetics
        case 0:
            if name == "si" {
                isInItem = true
                start = bytes.count
            } else if name == "rPh" {
                isInPhonetics = true
            }
        default: break
        }
    }

    override func end(_ name: XMLName) {
        switch name.letter {
        case 0x74: isInText = false
        case 0:
            if name == "rPh" {
                isInPhonetics = false
            } else if name == "si" {
                endItem()
            }
        default: break
        }
    }

    override func text(_ piece: UnsafeBufferPointer<UInt8>) {
        if isInText { collect(piece) }
    }

    override var takesPlainXML: Bool { true }

    override func mayTakePlainXML(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        place + 3 < bytes.count && bytes[place + 1] == 0x73 && bytes[place + 2] == 0x69
    }

    /// Takes texts that are written plainly, one after another.
    override func takePlainXML(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard !isInItem, !isInText, !isInPhonetics else { return 0 }
        var xml = PlainXML(bytes)
        var taken = 0
        while fault == nil, let text = xml.sharedText() {
            start = self.bytes.count
            collect(text)
            if fault == nil { endItem() }
            taken = xml.place
        }
        return taken
    }

    private func endItem() {
        isInItem = false
        EscapedText.decode(bytes, from: start)
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
        if bytes.count == start { hasEmpty = true }
        if ends.count > SharedStrings.mostTexts {
            fault = .tooMuch(
                LocalText("共享文本超过 \(SharedStrings.mostTexts) 条", "more than \(SharedStrings.mostTexts) texts"))
        }
    }

    private func collect(_ piece: UnsafeBufferPointer<UInt8>) {
        bytes.append(piece)
        if bytes.count > SharedStrings.mostBytes {
            fault = .tooMuch(LocalText("共享文本超过 256 MiB", "more than 256 MiB of shared texts"))
        }
    }
}

/// Decodes `_x000D_` and the like, which stand for characters that XML cannot hold.
enum EscapedText {
    /// Decodes the escapes in a buffer from a place on.
    ///
    /// An escape for NUL, which no text file may contain, or for half of a surrogate pair stays unchanged.
    static func decode(_ buffer: ByteBuffer, from start: Int) {
        let base = buffer.base
        let end = buffer.count
        guard end - start >= 7, memchr(base + start, 0x5F, end - start) != nil else { return }
        var read = start
        var write = start
        while read < end {
            if base[read] == 0x5F, let unit = unit(base, read, end) {
                var scalar = Unicode.Scalar(unit)
                var length = 7
                if unit >= 0xD800 && unit < 0xDC00, let low = self.unit(base, read + 7, end), low >= 0xDC00,
                    low < 0xE000
                {
                    scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
                    length = 14
                }
                if let scalar, scalar.value > 0 {
                    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                        base[write] = byte
                        write += 1
                    }
                    read += length
                    continue
                }
            }
            base[write] = base[read]
            write += 1
            read += 1
        }
        buffer.cut(to: write)
    }

    /// The value of the escape at a place; nil when there is none.
    private static func unit(_ base: UnsafeMutablePointer<UInt8>, _ place: Int, _ end: Int) -> UInt32? {
        guard place + 7 <= end, base[place] == 0x5F, base[place + 1] == 0x78, base[place + 6] == 0x5F else {
            return nil
        }
        var value: UInt32 = 0
        for byte in UnsafeBufferPointer(start: base + place + 2, count: 4) {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
