import AssessmentKernel
import CExpat
import Foundation

/// Parses a part with expat, one chunk at a time.
///
/// Memory is bounded: an element deeper than ``deepest`` or a tag or comment longer than ``longestToken`` is refused.
/// So is any document type declaration, before it can declare an entity. What is written plainly goes past expat, where the
/// handler takes it by itself: a sheet is millions of equal cells.
package final class XMLStream {
    private static let chunk = 1 << 16
    /// How much of a chunk waits for the next one, so that the handler sees whole elements.
    private static let lookahead = 1 << 10
    /// How deep what a handler takes may be.
    private static let deepestPlain = 8
    /// How many bytes tell the encoding.
    private static let head = 256
    private static let deepest = 128
    private static let longestToken = 1 << 20

    private let read: Reading
    private let handler: XMLHandler
    private let part: String
    private let parser: XML_Parser
    private var taken = 0
    /// How many of the bytes the parser is done with, as far as it says: while it waits for more it may say nothing.
    private var settled = 0
    private var isAtEnd = false
    private var hasBegun = false
    private var decoder: XMLDecoder?
    /// The bytes for a handler that takes some by itself; those of the last chunk that wait are in front.
    private let plain: UnsafeMutableRawBufferPointer
    private var waiting = 0
    /// How many times in a row the handler took nothing.
    private var misses = 0
    /// Why no more bytes come, until those before are parsed.
    private var failure: WorkbookFault?

    /// Gives the next bytes of the part, and how many there were; 0 at its end.
    package typealias Reading = (UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int

    /// Begins to read a part; the handler is called during ``advance()``.
    ///
    /// - Parameter part: the part's name in messages.
    package init(part: String, _ handler: XMLHandler, read: @escaping Reading) throws(WorkbookFault) {
        guard let parser = XML_ParserCreate(nil) else { throw .damaged(part: part, "expat") }
        self.read = read
        self.parser = parser
        self.handler = handler
        self.part = part
        handler.parser = parser
        handler.depth = 0
        handler.isQuoted = false
        handler.isUTF8 = false
        plain = .allocate(
            byteCount: handler.takesPlainXML ? XMLStream.chunk + XMLStream.lookahead : 0, alignment: 16)
        XML_SetUserData(parser, Unmanaged.passUnretained(handler).toOpaque())
        XML_SetElementHandler(parser, XMLStream.startElement, XMLStream.endElement)
        XML_SetCharacterDataHandler(parser, XMLStream.characters)
        XML_SetStartDoctypeDeclHandler(parser, XMLStream.doctype)
        XML_SetCdataSectionHandler(parser, { XMLStream.quote($0, true) }, { XMLStream.quote($0, false) })
    }

    deinit {
        XML_ParserFree(parser)
        plain.deallocate()
    }

    /// Parses a chunk.
    ///
    /// - Returns: false at the end of the part.
    package func advance() throws(WorkbookFault) -> Bool {
        if isAtEnd { return false }
        if handler.takesPlainXML {
            try advancePlainly()
        } else {
            guard let room = XML_GetBuffer(parser, Int32(XMLStream.chunk)) else { throw .damaged(part: part, "expat") }
            let count = try fill(UnsafeMutableRawBufferPointer(start: room, count: XMLStream.chunk))
            taken += count
            try check(XML_ParseBuffer(parser, Int32(count), isAtEnd ? 1 : 0))
        }
        // The bytes that expat keeps back are a tag or comment that has not ended.
        if !isAtEnd, taken - settled > XMLStream.longestToken {
            throw .damaged(part: part, "token too long")
        }
        return !isAtEnd
    }

    /// Parses a chunk, but for what the handler takes by itself.
    private func advancePlainly() throws(WorkbookFault) {
        if let failure { throw failure }
        var end = waiting
        do throws(WorkbookFault) { end += try fill(UnsafeMutableRawBufferPointer(rebasing: plain[end...])) } catch {
            failure = error
        }
        let bytes = UnsafeRawBufferPointer(rebasing: plain[..<end]).bindMemory(to: UInt8.self)
        var place = 0
        while place < end {
            if isBetweenTokens {
                let count = handler.takePlainXML(UnsafeBufferPointer(rebasing: bytes[place...]))
                if let fault = handler.fault { throw fault }
                misses = count > 0 ? 0 : misses + 1
                place += count
            } else if handler.depth > 0 || settled < taken {
                misses += 1
            }
            // An element may be cut off by the end of the chunk.
            if !isAtEnd, failure == nil, end - place < XMLStream.lookahead { break }
            let next = nextPlain(in: bytes, from: place)
            if next > place {
                if let tags = handler.leavePlainXML() {
                    try parse(UnsafeBufferPointer(start: tags.utf8Start, count: tags.utf8CodeUnitCount))
                }
                try parse(UnsafeBufferPointer(rebasing: bytes[place..<next]))
            }
            place = next
        }
        waiting = end - place
        UnsafeMutableRawBufferPointer(rebasing: plain[..<waiting])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: plain[place..<end]))
        guard isAtEnd else { return }
        if let failure { throw failure }
        try check(XML_Parse(parser, nil, 0, 1))
    }

    /// Whether the parser waits for nothing, inside an element, and reads UTF-8.
    private var isBetweenTokens: Bool {
        let isWithin = handler.depth > 0 && handler.depth < XMLStream.deepest - XMLStream.deepestPlain
        return handler.isUTF8 && !handler.isQuoted && isWithin && settled == taken
    }

    /// The next place from which the handler may take something; the further away, the more often it did not: each look makes
    /// the parser begin again with a token that has not ended.
    private func nextPlain(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return bytes.count }
        var place = start + 1 + (misses == 0 ? 0 : 32 << min(misses, 11))
        while place < bytes.count, let found = memchr(base + place, 0x3C, bytes.count - place) {
            place = UnsafeRawPointer(found) - base
            if handler.mayTakePlainXML(bytes, at: place) { return place }
            place += 1
        }
        return bytes.count
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFault) {
        taken += bytes.count
        let status = bytes.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32($0.count), 0) }
        try check(status)
    }

    /// Throws what the handler or the parser found.
    private func check(_ status: XML_Status) throws(WorkbookFault) {
        if let fault = handler.fault {
            throw fault.code == Self.doctypeCode ? .doctype(part: part) : fault
        }
        let index = Int(XML_GetCurrentByteIndex(parser))
        if index >= 0 { settled = index }
        guard status == XML_STATUS_OK else {
            let detail = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
            throw .damaged(part: part, detail)
        }
    }

    /// Puts the next bytes, as the parser takes them, into its buffer; notes the end.
    private func fill(_ room: UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int {
        if hasBegun && decoder == nil {
            let count = try read(room)
            isAtEnd = count == 0
            return count
        }
        let raw = UnsafeMutableRawBufferPointer.allocate(
            byteCount: XMLStream.chunk / XMLDecoder.growth - 8, alignment: 1)
        defer { raw.deallocate() }
        var count = try read(raw)
        isAtEnd = count == 0
        while !hasBegun, !isAtEnd, count < XMLStream.head {
            let more = try read(UnsafeMutableRawBufferPointer(rebasing: raw[count...]))
            count += more
            isAtEnd = more == 0
        }
        var bytes = UnsafeRawBufferPointer(rebasing: raw[..<count])
        if !hasBegun {
            hasBegun = true
            bytes = try begin(bytes)
        }
        guard let decoder else {
            room.copyMemory(from: bytes)
            return bytes.count
        }
        guard let converted = decoder.convert(bytes, isLast: isAtEnd, into: room) else {
            throw .damaged(part: part, "encoding")
        }
        return converted
    }

    /// Chooses the encoding by the first bytes, and passes over what may not stand before the declaration.
    private func begin(_ bytes: UnsafeRawBufferPointer) throws(WorkbookFault) -> UnsafeRawBufferPointer {
        var start = 0
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        while bytes[start...].starts(with: mark), bytes[(start + 3)...].starts(with: mark) { start += 3 }
        let hasMark = bytes[start...].starts(with: mark)
        let space = bytes[(start + (hasMark ? 3 : 0))...].prefix { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        if !space.isEmpty { start = space.endIndex }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        switch XMLEncoding.detect(rest.bindMemory(to: UInt8.self)) {
        case .asDeclared:
            handler.isUTF8 = true
            if hasMark { setEncoding("UTF-8") } else { XML_SetXmlDeclHandler(parser, XMLStream.declaration) }
        case .known(let name): setEncoding(name)
        case .converted(let name):
            decoder = XMLDecoder(name)
            if decoder == nil { throw .damaged(part: part, name) }
            setEncoding("UTF-8")
        }
        // Whatever it is told, the parser takes this for UTF-16.
        if rest.prefix(2).contains(0) { handler.isUTF8 = false }
        return rest
    }

    private func setEncoding(_ name: String) {
        XML_SetEncoding(parser, name)
        handler.isUTF8 = name == "UTF-8"
    }

    /// Parses the whole part.
    package func finish() throws(WorkbookFault) { while try advance() {} }

    private static let doctypeCode = "doctype"

    private static let startElement: XML_StartElementHandler = { data, name, attributes in
        guard let data, let name else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { handler in
            handler.depth += 1
            if handler.depth > XMLStream.deepest, !handler.isStopped {
                handler.fault = WorkbookFault(
                    "too-deep", LocalText("工作簿的 XML 嵌套过深", "the XML of the workbook is nested too deeply"))
            }
            if !handler.isStopped { handler.start(XMLName(name), XMLAttributes(base: attributes)) }
            if handler.isStopped { XML_StopParser(handler.parser, 0) }
        }
    }

    private static let endElement: XML_EndElementHandler = { data, name in
        guard let data, let name else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { handler in
            handler.depth -= 1
            if !handler.isStopped { handler.end(XMLName(name)) }
            if handler.isStopped { XML_StopParser(handler.parser, 0) }
        }
    }

    private static let characters: XML_CharacterDataHandler = { data, text, count in
        guard let data, let text else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { handler in
            let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
            if !handler.isStopped { handler.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
            if handler.isStopped { XML_StopParser(handler.parser, 0) }
        }
    }

    private static let declaration: XML_XmlDeclHandler = { data, _, encoding, _ in
        guard let data, let encoding, strcasecmp(encoding, "UTF-8") != 0 else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { $0.isUTF8 = false }
    }

    /// Notes that a text without markup begins or ends.
    private static func quote(_ data: UnsafeMutableRawPointer?, _ begins: Bool) {
        guard let data else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { $0.isQuoted = begins }
    }

    private static let doctype: XML_StartDoctypeDeclHandler = { data, _, _, _, _ in
        guard let data else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { handler in
            handler.fault = WorkbookFault(XMLStream.doctypeCode, LocalText("", ""))
            XML_StopParser(handler.parser, 0)
        }
    }
}
