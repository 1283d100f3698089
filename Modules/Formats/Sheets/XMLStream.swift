import AssessmentKernel
public import CExpat
public import Foundation

/// Receives the events of an XML part, in document order.
///
/// Names come without their prefix: some exporters write `x:row` for `row`.
open class XMLHandler {
    /// The fault that stops reading; set by a handler.
    public final var fault: WorkbookFault? { didSet { isStopped = fault != nil } }
    /// Whether there is a fault; checked after each event, so it must be cheap.
    @exclusivity(unchecked) fileprivate final var isStopped = false
    @exclusivity(unchecked) fileprivate final var parser: XML_Parser?
    @exclusivity(unchecked) fileprivate final var depth = 0

    /// Creates a handler.
    public init() {}

    /// An element begins.
    open func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    /// An element ends.
    open func end(_ name: XMLName) {}
    /// A piece of text; one text may arrive in several pieces.
    open func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The name of an element or attribute, without its prefix; valid while its handler runs.
public struct XMLName {
    @usableFromInline let base: UnsafePointer<UInt8>

    @inlinable
    init(_ name: UnsafePointer<XML_Char>) {
        var start = UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self)
        var place = start
        while place.pointee != 0 {
            if place.pointee == 0x3A { start = place + 1 }
            place += 1
        }
        base = start
    }

    /// The letter of a one-letter name; 0 for a longer name.
    @inlinable
    public var letter: UInt8 { base[0] != 0 && base[1] == 0 ? base[0] : 0 }

    /// Whether the name is a given one.
    @inlinable
    public static func == (left: XMLName, right: StaticString) -> Bool {
        strcmp(
            UnsafeRawPointer(left.base).assumingMemoryBound(to: CChar.self),
            UnsafeRawPointer(right.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }
}

/// The attributes of an element; valid while its handler runs.
public struct XMLAttributes {
    @inlinable
    init(base: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) { self.base = base }

    @usableFromInline let base: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

    /// Calls a body with each name and its NUL-terminated value.
    @inlinable
    public func forEach(_ body: (XMLName, UnsafePointer<UInt8>) -> Void) {
        guard var place = base else { return }
        while let name = place[0], let value = place[1] {
            body(XMLName(name), UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self))
            place += 2
        }
    }

    /// The value of an attribute; nil when it is missing.
    public func value(_ name: StaticString) -> String? {
        var found: String?
        forEach { if found == nil, $0 == name { found = String(cString: $1) } }
        return found
    }
}

/// Parses a part with expat, one chunk at a time.
///
/// Memory is bounded: an element deeper than ``deepest`` or a tag or comment longer than ``longestToken`` is refused.
/// So is any document type declaration, before it can declare an entity.
package final class XMLStream {
    private static let chunk = 1 << 16
    private static let deepest = 128
    private static let longestToken = 1 << 20

    private let read: Reading
    private let handler: XMLHandler
    private let part: String
    private let parser: XML_Parser
    private var taken = 0
    private var isAtEnd = false
    private var hasBegun = false
    private var decoder: XMLDecoder?

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
        XML_SetUserData(parser, Unmanaged.passUnretained(handler).toOpaque())
        XML_SetElementHandler(parser, XMLStream.startElement, XMLStream.endElement)
        XML_SetCharacterDataHandler(parser, XMLStream.characters)
        XML_SetStartDoctypeDeclHandler(parser, XMLStream.doctype)
    }

    deinit { XML_ParserFree(parser) }

    /// Parses a chunk.
    ///
    /// - Returns: false at the end of the part.
    package func advance() throws(WorkbookFault) -> Bool {
        if isAtEnd { return false }
        guard let room = XML_GetBuffer(parser, Int32(XMLStream.chunk)) else { throw .damaged(part: part, "expat") }
        let count = try fill(UnsafeMutableRawBufferPointer(start: room, count: XMLStream.chunk))
        taken += count
        let status = XML_ParseBuffer(parser, Int32(count), isAtEnd ? 1 : 0)
        if let fault = handler.fault {
            throw fault.code == Self.doctypeCode ? .doctype(part: part) : fault
        }
        guard status == XML_STATUS_OK else {
            let detail = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
            throw .damaged(part: part, detail)
        }
        // The bytes that expat keeps back are a tag or comment that has not ended.
        if !isAtEnd, taken - Int(XML_GetCurrentByteIndex(parser)) > XMLStream.longestToken {
            throw .damaged(part: part, "token too long")
        }
        return !isAtEnd
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
        let count = try read(raw)
        isAtEnd = count == 0
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
        case .asDeclared: if hasMark { XML_SetEncoding(parser, "UTF-8") }
        case .known(let name): XML_SetEncoding(parser, name)
        case .converted(let name):
            decoder = XMLDecoder(name)
            if decoder == nil { throw .damaged(part: part, name) }
            XML_SetEncoding(parser, "UTF-8")
        }
        return rest
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

    private static let doctype: XML_StartDoctypeDeclHandler = { data, _, _, _, _ in
        guard let data else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { handler in
            handler.fault = WorkbookFault(XMLStream.doctypeCode, LocalText("", ""))
            XML_StopParser(handler.parser, 0)
        }
    }
}
