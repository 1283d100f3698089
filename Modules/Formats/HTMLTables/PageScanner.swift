import AssessmentKernel
import Foundation
import Sheets

/// Receives what a page holds, in its order.
protocol PageHandler: AnyObject {
    /// An element begins or ends.
    func tag(_ tag: Tag) throws(WorkbookFault)
    /// A piece of text, as the page writes it but for its entities.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFault)
    /// A character that an entity stands for.
    func character(_ scalar: UInt32) throws(WorkbookFault)
    /// The contents of a comment, a style sheet or a title, or their first part.
    func aside(_ name: String, _ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFault)
}

/// Splits a page into tags and text as browsers do, without building a tree.
///
/// Nothing is refused but a tag of more than a megabyte; what is no tag is text.
final class PageScanner {
    private static let longestTag = 1 << 20
    private static let longestAside = 1 << 18
    /// Elements whose contents are no markup.
    private static let raw: Set<String> = ["script", "style", "title", "textarea", "xmp", "noscript", "iframe"]

    private let source: PageText
    private let handler: any PageHandler
    private let buffer = ByteBuffer(capacity: 1 << 17)
    private var place = 0
    private var isAtEnd = false
    /// What ends the element or comment whose contents are passed over, and what it is.
    private var passing: (end: [UInt8], name: String)?
    private var aside: [UInt8] = []

    init(_ source: PageText, _ handler: any PageHandler) {
        self.source = source
        self.handler = handler
    }

    /// Reads a piece of the page; false at its end.
    func advance() throws(WorkbookFault) -> Bool {
        if isAtEnd { return false }
        buffer.dropFirst(place)
        place = 0
        isAtEnd = try !source.next(to: buffer)
        while place < buffer.count {
            let before = place
            if passing != nil { try pass() } else { try step() }
            if place == before { break }
        }
        if isAtEnd, place < buffer.count, passing == nil {
            // What remains is a piece of a tag.
            place = buffer.count
        }
        return !isAtEnd
    }

    private var rest: UnsafeBufferPointer<UInt8> { buffer[place..<buffer.count] }

    /// Takes one piece of text or one tag; stays in place when more bytes are needed.
    private func step() throws(WorkbookFault) {
        let rest = rest
        guard let first = rest.first else { return }
        if first == 0x26 { return try entity(rest) }
        guard first == 0x3C else {
            var end = 0
            while end < rest.count, rest[end] != 0x3C, rest[end] != 0x26 { end += 1 }
            try handler.text(UnsafeBufferPointer(rebasing: rest[..<end]))
            place += end
            return
        }
        guard rest.count > 3 || isAtEnd else { return }
        if rest.starts(with: [0x3C, 0x21, 0x2D, 0x2D]) {
            place += 4
            passing = (Array("-->".utf8), "!--")
            return
        }
        let second = rest.count > 1 ? rest[1] : 0
        let letter = second | 0x20
        guard (letter >= 0x61 && letter <= 0x7A) || second == 0x2F || second == 0x21 || second == 0x3F else {
            try handler.character(0x3C)
            place += 1
            return
        }
        guard let end = PageScanner.end(of: rest) else {
            if rest.count > PageScanner.longestTag {
                throw WorkbookFault("damaged-page", LocalText("网页中有没有结束的标签", "a tag of the page never ends"))
            }
            return
        }
        let inside = UnsafeBufferPointer(rebasing: rest[1..<end])
        place += end + 1
        guard let tag = Tag(inside) else { return }
        try handler.tag(tag)
        if !tag.isEnd, PageScanner.raw.contains(tag.name), inside.last != 0x2F {
            passing = (Array("</\(tag.name)".utf8), tag.name)
        }
    }

    private func entity(_ rest: UnsafeBufferPointer<UInt8>) throws(WorkbookFault) {
        guard rest.count >= Entities.longest || isAtEnd else { return }
        if let (scalar, count) = Entities.read(rest) {
            try handler.character(scalar)
            place += count
        } else {
            try handler.character(0x26)
            place += 1
        }
    }

    /// The place of the `>` that ends a tag, outside of quotes; nil when it is not there yet.
    private static func end(of tag: UnsafeBufferPointer<UInt8>) -> Int? {
        var quote: UInt8 = 0
        var isValue = false
        for place in 1..<max(1, tag.count) {
            let byte = tag[place]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x3E {
                return place
            } else if (byte == 0x22 || byte == 0x27) && isValue {
                quote = byte
            }
            // A quote opens a value only right behind its equals sign.
            if !Tag.isSpace(byte) { isValue = byte == 0x3D }
        }
        return nil
    }

    /// Goes on to the end of what is passed over.
    private func pass() throws(WorkbookFault) {
        guard let passing else { return }
        let rest = rest
        let found = PageScanner.find(passing.end, in: rest)
        let end = found ?? max(0, rest.count - passing.end.count)
        if aside.count < PageScanner.longestAside { aside.append(contentsOf: rest.prefix(end)) }
        place += end
        guard found != nil || isAtEnd else { return }
        if found == nil { place = buffer.count }
        try aside.withUnsafeBufferPointer { (bytes) throws(WorkbookFault) in try handler.aside(passing.name, bytes) }
        aside.removeAll(keepingCapacity: true)
        if found != nil, passing.name == "!--" { place += 3 }
        self.passing = nil
    }

    /// Where lower-case bytes are found, whatever the case of letters; nil when they are not there.
    private static func find(_ wanted: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count >= wanted.count, let first = wanted.first, let base = bytes.baseAddress else { return nil }
        var place = 0
        let last = bytes.count - wanted.count
        while place <= last {
            guard let hit = memchr(base + place, Int32(first), last - place + 1) else { return nil }
            place = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
            var matches = true
            for (offset, byte) in wanted.enumerated() {
                let other = bytes[place + offset]
                if (other >= 0x41 && other <= 0x5A ? other | 0x20 : other) != byte { matches = false }
            }
            if matches { return place }
            place += 1
        }
        return nil
    }
}
