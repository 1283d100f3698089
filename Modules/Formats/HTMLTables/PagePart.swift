import AssessmentKernel
import Foundation
import Sheets

/// A page in a file: the whole of it, or a part of a web archive (MHTML).
struct PagePart {
    /// How an archive encodes a part.
    enum Transfer { case plain, quoted, base64 }

    private static let mostParts = 1_024
    private static let longestLine = 1 << 16

    let range: Range<Int>
    let transfer: Transfer
    /// The encoding that the archive names.
    let charset: String?

    /// The pages of a file.
    static func pages(of file: SheetFile) throws(WorkbookFault) -> [PagePart] {
        let head = String(decoding: try file.head(1 << 12).map { $0 & 0x7F }, as: UTF8.self).lowercased()
        let start = head.drop { $0.isWhitespace }
        guard !start.hasPrefix("<"), head.contains("mime-version:") else {
            return [PagePart(range: 0..<file.count, transfer: .plain, charset: nil)]
        }
        var lines = Lines(file)
        let headers = try lines.headers()
        guard let type = headers["content-type"], type.lowercased().contains("multipart/") else {
            return [part(headers, lines.place..<file.count)].compactMap { $0 }
        }
        guard let boundary = parameter("boundary", of: type), !boundary.isEmpty else {
            throw WorkbookFault("damaged-page", LocalText("网页档案（MHTML）已损坏", "the web archive (MHTML) is damaged"))
        }
        var pages: [PagePart] = []
        var open: (headers: [String: String], start: Int)?
        let mark = Array("--\(boundary)".utf8)
        var isEnded = false
        while let (line, place) = try lines.next() {
            guard line.starts(with: mark) else { continue }
            if let open, let part = part(open.headers, open.start..<place) { pages.append(part) }
            guard pages.count <= mostParts else { throw .tooMuch(LocalText("网页过多", "too many pages")) }
            if line.dropFirst(mark.count).starts(with: [0x2D, 0x2D]) {
                isEnded = true
                open = nil
                break
            }
            open = (try lines.headers(), lines.place)
        }
        if !isEnded {
            guard !pages.isEmpty || open != nil else {
                throw WorkbookFault(
                    "page-without-table",
                    LocalText("是单一文件网页（MHTML），里面没有内容", "a web archive (MHTML) with nothing in it"),
                    next: LocalText("请从平台重新导出为 Excel 或 CSV", "export it again from the platform as Excel or CSV"))
            }
            throw .cut()
        }
        return pages
    }

    /// A part that is a page; nil for pictures and styles.
    private static func part(_ headers: [String: String], _ range: Range<Int>) -> PagePart? {
        let type = headers["content-type"] ?? "text/html"
        guard type.lowercased().hasPrefix("text/html") else { return nil }
        let transfer: Transfer
        switch (headers["content-transfer-encoding"] ?? "").lowercased().filter({ !$0.isWhitespace }) {
        case "base64": transfer = .base64
        case "quoted-printable": transfer = .quoted
        default: transfer = .plain
        }
        return PagePart(range: range, transfer: transfer, charset: parameter("charset", of: type))
    }

    private static func parameter(_ name: String, of value: String) -> String? {
        guard let place = value.range(of: name + "=", options: .caseInsensitive) else { return nil }
        let rest = value[place.upperBound...]
        if rest.hasPrefix("\"") { return String(rest.dropFirst().prefix { $0 != "\"" }) }
        return String(rest.prefix { $0 != ";" && !$0.isWhitespace })
    }

    /// Reads the page, as it was before it was put into the archive.
    func reading(_ file: SheetFile) -> XMLStream.Reading {
        let read = file.reading(range)
        if transfer == .plain { return read }
        let decoder = TransferDecoder(transfer == .base64)
        return { (room) throws(WorkbookFault) in
            while true {
                let count = try read(room)
                if count == 0 { return 0 }
                // What is decoded is never longer than what it is decoded from.
                let decoded = decoder.decode(room, count)
                if decoded > 0 { return decoded }
            }
        }
    }

    /// The lines of a file.
    private struct Lines {
        private let file: SheetFile
        private var window: [UInt8] = []
        private var start = 0
        private(set) var place = 0

        init(_ file: SheetFile) { self.file = file }

        /// The next line without its end, cut at a length, and where it begins.
        mutating func next() throws(WorkbookFault) -> (line: [UInt8], place: Int)? {
            var line: [UInt8] = []
            let begin = place
            while true {
                if place >= start + window.count {
                    start = place
                    var room = [UInt8](repeating: 0, count: 1 << 16)
                    let count = try file.read(into: &room, at: place)
                    window = Array(room.prefix(count))
                    if window.isEmpty { return place == begin ? nil : (line, begin) }
                }
                let rest = window[(place - start)...]
                let end = rest.firstIndex(of: 0x0A)
                let piece = rest[..<(end ?? rest.endIndex)]
                line += piece.prefix(max(0, longestLine - line.count))
                place += piece.count
                if end != nil {
                    place += 1
                    if line.last == 0x0D { line.removeLast() }
                    return (line, begin)
                }
            }
        }

        /// Header fields up to a blank line, by their names in lower case.
        mutating func headers() throws(WorkbookFault) -> [String: String] {
            var headers: [String: String] = [:]
            var latest = ""
            var count = 0
            while let (line, _) = try next(), count < 1_000 {
                if line.isEmpty { if headers.isEmpty { continue } else { break } }
                count += 1
                let text = String(decoding: line, as: UTF8.self)
                if text.first == " " || text.first == "\t" {
                    headers[latest, default: ""] += " " + text.trimmingCharacters(in: .whitespaces)
                } else if let colon = text.firstIndex(of: ":") {
                    latest = text[..<colon].lowercased()
                    headers[latest] = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                }
            }
            return headers
        }
    }
}

extension SheetFile {
    /// Fills an array with the bytes from a place on.
    fileprivate func read(into room: inout [UInt8], at place: Int) throws(WorkbookFault) -> Int {
        var fault: WorkbookFault?
        let count = room.withUnsafeMutableBytes { (bytes) -> Int in
            do throws(WorkbookFault) { return try read(at: place, into: bytes) } catch {
                fault = error
                return 0
            }
        }
        if let fault { throw fault }
        return count
    }
}

/// Undoes base64 or quoted-printable, piece by piece and in place.
private final class TransferDecoder {
    private let isBase64: Bool
    private var bits: UInt32 = 0
    private var bitCount = 0
    /// What was read of `=E4`.
    private var pending: [UInt8] = []
    private var isEnded = false

    init(_ isBase64: Bool) { self.isBase64 = isBase64 }

    func decode(_ room: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
        var written = 0
        for place in 0..<count {
            let byte = room[place]
            if isBase64 { base64(byte, room, &written) } else { quoted(byte, room, &written) }
        }
        return written
    }

    private func base64(_ byte: UInt8, _ room: UnsafeMutableRawBufferPointer, _ written: inout Int) {
        let value: UInt32
        switch byte {
        case 0x41...0x5A: value = UInt32(byte - 0x41)
        case 0x61...0x7A: value = UInt32(byte - 0x61) + 26
        case 0x30...0x39: value = UInt32(byte - 0x30) + 52
        case 0x2B: value = 62
        case 0x2F: value = 63
        case 0x3D:
            isEnded = true
            return
        default: return
        }
        if isEnded { return }
        bits = bits << 6 | value
        bitCount += 6
        guard bitCount >= 8 else { return }
        bitCount -= 8
        room[written] = UInt8(truncatingIfNeeded: bits >> UInt32(bitCount))
        written += 1
    }

    private func quoted(_ byte: UInt8, _ room: UnsafeMutableRawBufferPointer, _ written: inout Int) {
        if pending.isEmpty {
            if byte == 0x3D {
                pending = [byte]
            } else {
                room[written] = byte
                written += 1
            }
            return
        }
        if pending.count == 1, byte == 0x0A {
            // The line goes on.
            pending = []
            return
        }
        pending.append(byte)
        guard pending.count == 3 else { return }
        if pending[1] == 0x0D, byte == 0x0A {
            pending = []
            return
        }
        if let high = digit(pending[1]), let low = digit(byte) {
            room[written] = high << 4 | low
            written += 1
            pending = []
            return
        }
        // What stands for no byte is damage, and no encoding has this byte.
        pending = []
        room[written] = 0xFF
        written += 1
    }

    private func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
