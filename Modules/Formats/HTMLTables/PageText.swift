import AssessmentKernel
import Foundation
import Sheets

/// The text of a page in UTF-8, piece by piece, whatever its encoding.
final class PageText {
    private static let chunk = 1 << 16
    private static let searched = 1 << 14

    private let read: XMLStream.Reading
    private let code: TextCode
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: PageText.chunk, alignment: 16)
    /// Bytes that were read but not converted.
    private var pending: [UInt8] = []
    private var isFirst = true
    private var isAtEnd = false

    /// Whether the page has bytes that its encoding does not know.
    var isDamaged: Bool { code.damages > 0 }

    /// Begins to read.
    ///
    /// - Parameter named: the encoding that a page's envelope names.
    init(_ read: @escaping XMLStream.Reading, named: String? = nil) throws(WorkbookFault) {
        self.read = read
        while pending.count < PageText.searched {
            let count = try read(room)
            if count == 0 { break }
            pending += Array(room[..<count])
        }
        code = try PageText.code(of: Array(pending.prefix(PageText.searched)), named)
    }

    deinit { room.deallocate() }

    /// Appends the next piece; false at the end.
    func next(to buffer: ByteBuffer) throws(WorkbookFault) -> Bool {
        if isAtEnd { return false }
        if !isFirst {
            let count = try read(room)
            isAtEnd = count == 0
            pending += Array(room[..<count])
        }
        isFirst = false
        let left = pending.withUnsafeBufferPointer { code.convert(piece: $0, isLast: isAtEnd, to: buffer) }
        pending = Array(pending.suffix(left))
        return !isAtEnd
    }

    /// The encoding of a page by its mark, its bytes and what it says of itself.
    ///
    /// Pages often name another encoding than they have: the bytes decide whether they are UTF-8.
    private static func code(of head: [UInt8], _ named: String?) throws(WorkbookFault) -> TextCode {
        let name: String
        if head.starts(with: [0xFF, 0xFE]) {
            name = "UTF-16LE"
        } else if head.starts(with: [0xFE, 0xFF]) {
            name = "UTF-16BE"
        } else if head.count > 3, head[1] == 0, head[0] != 0 {
            name = "UTF-16LE"
        } else if head.count > 3, head[0] == 0, head[1] != 0 {
            name = "UTF-16BE"
        } else {
            let wanted = (named ?? charset(in: head))?.uppercased()
            let isUTF8 = isUTF8(head)
            switch wanted {
            case "GB2312", "GBK", "GB18030", "GB_2312-80", "X-GBK", "CN-GB", "CP936", nil:
                name = isUTF8 ? "UTF-8" : "GB18030"
            case "UTF-8", "UTF8", "UNICODE", "UTF-16": name = isUTF8 || isNearlyUTF8(head) ? "UTF-8" : "GB18030"
            case "BIG5", "BIG5-HKSCS", "X-X-BIG5": name = "BIG5"
            case "ISO-8859-1", "WINDOWS-1252", "US-ASCII", "ASCII": name = isUTF8 ? "UTF-8" : "GB18030"
            default: name = isUTF8 ? "UTF-8" : "GB18030"
            }
        }
        guard let code = TextCode(name) else {
            throw WorkbookFault(
                "encoding",
                LocalText("系统缺少 \(name) 编码支持", "this system's C library does not know \(name)"),
                next: LocalText(
                    "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后重试", "save it as an Excel workbook and try again"))
        }
        return code
    }

    /// What stands behind `charset=`.
    private static func charset(in head: [UInt8]) -> String? {
        let text = String(
            decoding: head.prefix(4_096).map { $0 < 0x80 ? $0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0) : 0x3F },
            as: UTF8.self)
        guard let place = text.range(of: "charset") ?? text.range(of: "encoding=") else { return nil }
        let rest = text[place.upperBound...].drop { " =\"'".contains($0) }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return name.isEmpty ? nil : String(name)
    }

    private static func isUTF8(_ head: [UInt8]) -> Bool {
        // The end may be within a character.
        (0...3).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
    }

    /// Whether most of the characters above ASCII are UTF-8.
    private static func isNearlyUTF8(_ head: [UInt8]) -> Bool {
        var good = 0
        var bad = 0
        for scalar in String(decoding: head, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
            if scalar.value == 0xFFFD { bad += 1 } else { good += 1 }
        }
        return good > 4 * bad
    }
}
