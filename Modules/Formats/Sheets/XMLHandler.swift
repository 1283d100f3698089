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
    @exclusivity(unchecked) final var isStopped = false
    @exclusivity(unchecked) final var parser: XML_Parser?
    @exclusivity(unchecked) final var depth = 0
    /// Whether the parser reads UTF-8.
    @exclusivity(unchecked) final var isUTF8 = false
    /// Whether it is inside a text in which tags are none: CDATA.
    @exclusivity(unchecked) final var isQuoted = false

    /// Creates a handler.
    public init() {}

    /// An element begins.
    open func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    /// An element ends.
    open func end(_ name: XMLName) {}
    /// A piece of text; one text may arrive in several pieces.
    open func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// Whether the handler takes some of the XML by itself, where that is written plainly.
    open var takesPlainXML: Bool { false }
    /// Takes whole elements from the beginning of some UTF-8, as if their events had come; called between two tokens, inside
    /// the outermost element.
    ///
    /// What it takes must be well formed and mean nothing that a parser would see differently.
    ///
    /// - Returns: the number of bytes; 0 leaves the next token to the parser.
    open func takePlainXML(_ bytes: UnsafeBufferPointer<UInt8>) -> Int { 0 }
    /// Whether something that the handler takes may begin at a place where a tag begins.
    open func mayTakePlainXML(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool { false }
    /// The tags that the handler took and whose ends it did not: the parser sees these before it goes on.
    open func leavePlainXML() -> StaticString? { nil }
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
