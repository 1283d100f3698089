import AssessmentKernel
import Sheets
import Testing

/// What a handler takes by itself goes past the parser, and nothing else does.
@Suite struct XMLStreamTests {
    /// Takes `<a/>` and, begun here and ended by the parser where something else is in it, `<b>`.
    private final class Taker: XMLHandler {
        var taken = 0
        var parsed: [String: Int] = [:]
        var ended = 0
        private var isOpen = false

        override var takesPlainXML: Bool { true }

        override func mayTakePlainXML(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
            place + 1 < bytes.count && (bytes[place + 1] == 0x61 || bytes[place + 1] == 0x62)
        }

        override func takePlainXML(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
            var place = 0
            func take(_ word: String) -> Bool {
                guard bytes[place...].starts(with: word.utf8) else { return false }
                place += word.utf8.count
                return true
            }
            while true {
                if take("<a/>") {
                    taken += 1
                } else if !isOpen, take("<b>") {
                    isOpen = true
                } else if isOpen, take("</b>") {
                    isOpen = false
                } else {
                    return place
                }
            }
        }

        override func leavePlainXML() -> StaticString? {
            guard isOpen else { return nil }
            isOpen = false
            return "<b>"
        }

        override func start(_ name: XMLName, _ attributes: XMLAttributes) {
            for known: StaticString in ["a", "b", "c"] where name == known { parsed["\(known)", default: 0] += 1 }
        }

        override func end(_ name: XMLName) { ended += 1 }
    }

    /// Reads a text that arrives in pieces of some bytes.
    private static func read(_ text: String, piece: Int = .max) throws -> Taker {
        var bytes = Array(text.utf8)[...]
        let taker = Taker()
        try XMLStream(part: "x", taker) { (room) throws(WorkbookFault) in
            let next = bytes.prefix(min(piece, room.count))
            room.copyBytes(from: next)
            bytes = bytes.dropFirst(next.count)
            return next.count
        }.finish()
        return taker
    }

    @Test("Elements are taken up to what is not plain, and again behind it")
    func taking() throws {
        let all = try Self.read("<x>" + String(repeating: "<a/>", count: 50_000) + "</x>")
        #expect(all.taken == 50_000 && all.parsed.isEmpty && all.ended == 1)
        let some = try Self.read("<x><a/><a /><a/><a/><c><a/></c></x>")
        #expect(some.taken + (some.parsed["a"] ?? 0) == 5)
        #expect(some.taken >= 1 && some.parsed["c"] == 1)
    }

    @Test("A tag that was taken and whose end was not is the parser's too")
    func leaving() throws {
        let some = try Self.read("<x>" + String(repeating: "<b><a/></b><b><a/><c/></b>", count: 3_000) + "</x>")
        #expect(some.taken + (some.parsed["a"] ?? 0) == 6_000 && some.taken > 3_000)
        #expect(some.parsed["c"] == 3_000 && (3_000...6_000).contains(some.parsed["b"] ?? 0))
        #expect(throws: WorkbookFault.self) { try Self.read("<x><b><a/></x>") }
        #expect(throws: WorkbookFault.self) { try Self.read("<x><b><a/><c/></b></b></x>") }
        #expect(throws: WorkbookFault.self) { try Self.read("<x><a/>") }
    }

    @Test("However its bytes arrive", arguments: [1, 2, 3, 5, 63, 64, 1_023, 1_024, 1_025])
    func pieces(_ piece: Int) throws {
        let text = "<x>" + String(repeating: "<b><a/><a/></b><c>甲</c>\n", count: 400) + "</x>"
        let some = try Self.read(text, piece: piece)
        #expect(some.taken + (some.parsed["a"] ?? 0) == 800 && some.parsed["c"] == 400 && some.taken > 0)
    }

    @Test("What came before bytes fail to come is taken and parsed before that is said")
    func failing() throws {
        let taker = Taker()
        var left = ["<x>" + String(repeating: "<a/>", count: 100), String(repeating: "<a/>", count: 10) + "<c/>"]
        let stream = try XMLStream(part: "x", taker) { (room) throws(WorkbookFault) in
            guard !left.isEmpty else { throw WorkbookFault("gone", LocalText("", "")) }
            let next = Array(left.removeFirst().utf8)
            room.copyBytes(from: next)
            return next.count
        }
        var code: String?
        do throws(WorkbookFault) { try stream.finish() } catch { code = error.code }
        // What cannot be decoded at the very end is no end.
        for text in [
            "<?xml version='1.0' encoding='GBK'?><x><a/></x>",
            "<?xml version='1.0' encoding='GBK'?><x>" + String(repeating: "<a/>", count: 9_000) + "</x>",
        ] {
            var bytes = Array(text.utf8) + [0x81]
            #expect(throws: WorkbookFault.self) {
                try XMLStream(part: "x", Taker()) { (room) throws(WorkbookFault) in
                    let next = bytes.prefix(room.count)
                    room.copyBytes(from: next)
                    bytes.removeFirst(next.count)
                    return next.count
                }.finish()
            }
        }
        #expect(code == "gone" && taker.taken + (taker.parsed["a"] ?? 0) == 110 && taker.parsed["c"] == 1)
    }

    @Test("Nothing is taken from comments, quotations, instructions, attributes, or outside the outermost element")
    func markup() throws {
        let sound = ["<!--<a/>-->", "<![CDATA[<a/>]]>", "<?p <a/>?>", "<c y='&lt;a/>'/>"]
        for markup in sound {
            let some = try Self.read("<x>\(markup)</x>")
            #expect(some.taken == 0 && some.parsed["a"] == nil, "\(markup)")
            let behind = try Self.read("<x>\(markup)\(String(repeating: "<a/>", count: 100))</x>")
            #expect(behind.taken + (behind.parsed["a"] ?? 0) == 100 && behind.taken > 0, "\(markup)")
        }
        #expect(try Self.read("<a/>").parsed == ["a": 1])
        for text in ["<a/><a/>", "<x/><a/>", "<c y='<a/>'/>", "<x><!--<a/></x>"] {
            #expect(throws: WorkbookFault.self, "\(text)") { try Self.read(text) }
        }
    }

    @Test("Only UTF-8 is taken")
    func encodings() throws {
        for declaration in ["", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-8'?>", "\u{FEFF}"] {
            #expect(try Self.read(declaration + "<x><a/></x>").taken == 1)
        }
        #expect(try Self.read("<?xml version='1.0' encoding='ISO-8859-1'?><x><a/></x>").parsed == ["a": 1])
        let wide: [UInt8] = Array("<x><a/></x>".utf8).reduce(into: []) { $0 += [$1, 0] }
        for piece in [1, 2, 100] {
            let some = try Self.read(String(decoding: wide, as: UTF8.self), piece: piece)
            #expect(some.taken == 0 && some.parsed == ["a": 1])
        }
    }
}
