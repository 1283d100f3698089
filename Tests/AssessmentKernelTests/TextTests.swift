import AssessmentKernel
import TestValues
import Testing

@Suite struct TextTests {
    @Test(arguments: 0...26)
    func aDifferenceIsSeenAtAnyPlaceOfAnyLength(count: Int) {
        let text = String(repeating: "a", count: count)
        #expect(Text(text) == Text(String(repeating: "a", count: count)))
        #expect(Text(text) != Text(text + "a"))
        for place in 0..<count {
            let other = String(repeating: "a", count: place) + "b" + String(repeating: "a", count: count - place - 1)
            #expect(Text(text) != Text(other))
        }
    }

    @Test(arguments: 0...26)
    func bytesAreOrderedAtAnyPlaceOfAnyLength(count: Int) {
        let whole = Array("..".utf8) + [UInt8](repeating: 0x80, count: count) + Array("..".utf8)
        let text = whole[2..<2 + count]
        #expect(text.byteOrder(to: Array(text)[...]) == 0)
        for place in 0..<count {
            var (less, more) = (Array(text), Array(text))
            // The byte behind a difference counts for nothing.
            (less[place], more[place]) = (0x7F, 0xFF)
            if place + 1 < count { (less[place + 1], more[place + 1]) = (0xFF, 0) }
            #expect(less[...].byteOrder(to: text) < 0 && text.byteOrder(to: less[...]) > 0)
            #expect(more[...].byteOrder(to: text) > 0 && text.byteOrder(to: more[...]) < 0)
            #expect(text[..<(2 + place)].byteOrder(to: text) < 0 && text.byteOrder(to: text[..<(2 + place)]) > 0)
        }
    }

    @Test(arguments: 0...34)
    func aByteIsFoundAtAnyPlaceOfAnyLength(count: Int) {
        func found(_ bytes: [UInt8], _ marks: (EightBytes) -> UInt64, _ byte: UInt8) -> Bool {
            bytes.withUnsafeBufferPointer { bytes in bytes.hasAny(marks) { bytes[$0] == byte } }
        }
        for filler in [0x20, 0x61, 0x7F, 0x80, 0xBF, 0xEE, 0xF0, 0xFF] as [UInt8] {
            let plain = [UInt8](repeating: filler, count: count)
            #expect(!found(plain, { $0.equal(0xEF) | $0.below(0x20) }, filler), "without a mark nothing is asked")
            for place in 0..<count {
                for byte in [0, 0x1F, 0xEF] as [UInt8] {
                    var bytes = plain
                    bytes[place] = byte
                    #expect(found(bytes, { byte == 0xEF ? $0.equal(0xEF) : $0.below(0x20) }, byte))
                    let other = byte == 0xEF ? 0xCF : byte
                    for byte in [byte, other] {
                        bytes[place] = byte
                        #expect(found(bytes, { $0.equal(UInt64(other) | 0x20, but: 0x20) }, byte))
                    }
                    if byte == 0xEF, place + 1 < count {
                        bytes[place] = byte
                        bytes[place + 1] = 0xBF
                        #expect(found(bytes, { $0.equal(0xEF, before: 0xBF) }, 0xEF))
                    }
                }
            }
        }
    }

    @Test func textsAreEqualWhenTheirBytesAre() {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        #expect(composed == decomposed)
        #expect(Text(composed) != Text(decomposed))
        #expect(Set([Text(composed), Text(decomposed), Text(composed)]).count == 2)
        #expect(Text("a") != Text("ab"))
        #expect(Text("") == Text(utf8: [UInt8]()))
    }

    @Test func aPieceOfAnotherStringIsTheSameText() {
        let whole = "工号FM0001号"
        let piece = Text(String(whole.dropFirst(2).dropLast()))
        #expect(piece == "FM0001")
        #expect(Set([piece, "FM0001"]).count == 1)
    }

    @Test(
        arguments: [
            ("Z", "a"), ("", "a"), ("a", "aa"), ("e\u{301}", "\u{E9}"), ("\u{FFFD}", "\u{10000}"), ("一", "丁"),
            ("9", "A"),
            ("a\u{0}", "a!"), ("~", "\u{80}"),
        ])
    func textsAreOrderedByTheirBytes(left: String, right: String) {
        #expect(Text(left) < Text(right))
        #expect(!(Text(right) < Text(left)))
        #expect(!(Text(left) < Text(left)))
    }

    @Test func orderAgreesWithTheBytesOfRandomTexts() {
        var numbers = SeededNumbers(state: 4)
        let pool: [Character] = ["a", "é", "e\u{301}", "一", "\u{10000}", "\u{FFFD}", "~", " "]
        for _ in 0..<3_000 {
            func text() -> String {
                String(
                    (0..<Int.random(in: 0...4, using: &numbers)).compactMap { _ in pool.randomElement(using: &numbers) }
                )
            }
            let (left, right) = (text(), text())
            #expect((Text(left) < Text(right)) == Array(left.utf8).lexicographicallyPrecedes(Array(right.utf8)))
            #expect((Text(left) == Text(right)) == (Array(left.utf8) == Array(right.utf8)))
        }
    }

    @Test func bytesThatAreNoTextBecomeReplacements() { #expect(Text(utf8: [0x61, 0xFF]) == "a\u{FFFD}") }

    @Test func whiteSpaceIsUnicodesAndNothingElse() throws {
        let spaces = Set(whiteSpace)
        #expect(spaces.count == 25)
        for value in UInt32(0)...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isSpace = spaces.contains(value)
            #expect(Text(String(scalar)).isBlank == isSpace, "\(value)")
            let around = "a\(scalar)b"
            #expect(Text(around).withoutWhiteSpace == Text(isSpace ? "ab" : around), "\(value)")
        }
    }

    @Test func allWhiteSpaceIsTakenOut() throws {
        var text = String.UnicodeScalarView()
        for value in whiteSpace {
            text.append(try scalar(value))
            text.append(contentsOf: "村".unicodeScalars)
        }
        #expect(Text(String(text)).withoutWhiteSpace == Text(String(repeating: "村", count: 25)))
        #expect(Text("a\r\nb").withoutWhiteSpace == "ab")
        #expect(Text(" \u{301}a").withoutWhiteSpace == "\u{301}a")
        #expect(Text("").withoutWhiteSpace == "")
        #expect(Text("abc").withoutWhiteSpace == "abc")
    }

    @Test func nothingIsBlank() {
        #expect(Text("").isBlank)
        #expect(Text(" \u{3000}\r\n").isBlank)
        #expect(!Text(" \u{301}").isBlank)
        #expect(!Text("\u{200B}").isBlank)
    }
}

@Suite struct RecordReferenceTests {
    @Test(arguments: whiteSpace)
    func whiteSpaceInAKeyIsEncoded(value: UInt32) throws {
        let key = "a\(try scalar(value))b"
        let hex = String(try scalar(value)).utf8.map {
            "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)
        }
        let reference = RecordReference(table: "event", parts: [key])
        #expect(reference.text == Text("event:a" + hex.joined() + "b"))
        #expect(reference.parts.map { Text($0) } == [Text(key)])
    }

    @Test(
        arguments: [
            (["E-17"], "event:E-17"), (["FM0001", "2021-07-05"], "event:FM0001/2021-07-05"),
            (["a/b", "c"], "event:a%2Fb/c"),
            (["50%"], "event:50%25"), (["a:b"], "event:a%3Ab"),
            (["2021-07-01 08:30:00"], "event:2021-07-01%2008%3A30%3A00"),
            (["%2F"], "event:%252F"), (["会议（一）"], "event:会议（一）"), (["\u{301}a"], "event:\u{301}a"),
            (["a", "\u{301}b"], "event:a/\u{301}b"), (["\u{1F}"], "event:\u{1F}"), (["a\r\nb"], "event:a%0D%0Ab"),
            (["/\u{301}"], "event:%2F\u{301}"), ([" \u{20D2}"], "event:%20\u{20D2}"),
        ])
    func aReferenceIsWrittenAsOutputsPrintIt(parts: [String], written: String) throws {
        let reference = RecordReference(table: "event", parts: parts)
        #expect(reference.text == Text(written))
        #expect(reference.table == "event")
        #expect(reference.parts.map { Text($0) } == parts.map { Text($0) })
        #expect(RecordReference(written) == reference)
    }

    @Test(
        arguments: [
            "event:a%2fb", "event:a b", "event:%41", "event:100%", "event:%2", "event:a:b", ":a", "", "event:%E3%80",
            "event:%3a", "event:\u{3000}",
        ])
    func whatIsNotWrittenThatWayIsNoReference(written: String) { #expect(RecordReference(written) == nil) }

    @Test func randomKeysLeadBackToThemselves() throws {
        var numbers = SeededNumbers(state: 5)
        let pool: [Unicode.Scalar] =
            [
                "%", "/", ":", "2", "F", "f", "a", " ", "\u{3000}", "\u{301}", "\u{20D2}", "\u{200D}", "村", "\r", "\n",
                "\u{1F600}", "\u{0}",
            ]
        for _ in 0..<3_000 {
            let parts = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                var part = String.UnicodeScalarView()
                for _ in 0..<Int.random(in: 0...6, using: &numbers) {
                    part.append(pool.randomElement(using: &numbers) ?? "a")
                }
                return String(part)
            }
            let reference = RecordReference(table: "t", parts: parts)
            #expect(reference.parts.map { Text($0) } == parts.map { Text($0) })
            #expect(RecordReference(reference.description)?.text == reference.text)
            #expect(!reference.text.string.unicodeScalars.contains { $0.properties.isWhitespace })
        }
    }

    @Test func referencesAreOrderedByTheirBytes() {
        let written = ["event:Z", "event:a", "event:e\u{301}", "event:\u{E9}", "patrol:A"]
        let references = written.compactMap { RecordReference($0) }
        #expect(references.reversed().sorted().map(\.text) == written.map { Text($0) })
    }
}

@Suite struct SameTextTests {
    private func saysSame(_ left: String, _ right: String) -> Bool {
        Text(left).withBytes { left in Text(right).withBytes { Text.saysSame(left, $0) } }
    }

    @Test(
        arguments: [
            ("", ""), ("一\n二", "一\r\n二"), ("一\n二", "一\r二"), ("一\r\n二\r\n", "一\r二\n"), ("\r\n\n", "\n\r"), ("\r", "\n"),
            ("a\r\r\nb", "a\n\nb"),
        ])
    func kindsOfLineBreaksDoNotCount(left: String, right: String) {
        #expect(saysSame(left, right))
        #expect(saysSame(right, left))
    }

    @Test(
        arguments: [
            ("一\n二", "一 二"), ("一\n", "一"), ("\n\n", "\n"), ("\r\n", "\n\n"), ("a", "b"), ("", "\n"),
            ("\u{E9}", "e\u{301}"),
            ("a\u{2028}b", "a\nb"), ("a\u{85}b", "a\nb"),
        ])
    func everythingElseDoes(left: String, right: String) {
        #expect(!saysSame(left, right))
        #expect(!saysSame(right, left))
    }
}
