import Sheets
import Testing
import WorkbookMaking

/// Rows and texts that go past the parser mean what the parser makes of them: the same parts in UTF-16 are all its own.
@Suite struct PlainXMLTests {
    private static let plain = #"<row r="1" spans="1:2"><c r="A1" t="inlineStr"><is><t>工号</t></is></c></row>"#
    private static let named = #"<c r="B2" t="inlineStr"><is><t xml:space="preserve"> 王 </t></is></c>"#

    /// The cells, or why they are refused.
    private static func outcome(_ book: TestWorkbook) throws -> [String] {
        do { return try book.cells() } catch let fault as WorkbookFault { return [fault.code] }
    }

    /// What is read of a sheet and of shared texts, in UTF-8 and in UTF-16.
    private static func read(_ data: String, texts: String = "") throws -> (plain: [String], parsed: [String]) {
        var parts = TestWorkbook.sound([("a", data)])
        if !texts.isEmpty {
            parts["xl/_rels/workbook.xml.rels"] = TestWorkbook.withTexts
            parts["xl/sharedStrings.xml"] = TestWorkbook.head + "<sst>\(texts)</sst>"
        }
        let plain = try outcome(TestWorkbook(parts: parts.map { ($0.key, Array($0.value.utf8)) }))
        let parsed = try outcome(
            TestWorkbook(
                parts: parts.map { name, text in
                    let isRead = name == "xl/worksheets/s0.xml" || name == "xl/sharedStrings.xml"
                    return (name, isRead ? utf16(text) : Array(text.utf8))
                }))
        return (plain, parsed)
    }

    private static func utf16(_ text: String) -> [UInt8] {
        let declared = text.replacing(#"encoding="UTF-8""#, with: #"encoding="UTF-16""#)
        return [0xFF, 0xFE] + declared.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }

    @Test(
        "A sheet, plain up to something that is not",
        arguments: [
            #"<row r="2"><c r="A2"><v>1</v></c>\#(named)<c r="C2" s="1"/><c r="D2" s="0" t="n"><v>-1.5E-7</v></c></row>"#,
            #"<row r="2" ht="14" hidden="1"><c r="A2"><v>1</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>"#,
            #"<row r="2"><c r="A2"><f>B2</f><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3"><c r="C3"><v>3</v></c></row>"#,
            #"<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>B2</f></c></row><row r="3"><c r="C3"><v>3</v></c></row>"#,
            #"<row r="2"><c r="A2"><v>1</v></c><c><v>2</v></c><c r="C2"><v>3</v></c></row>"#,
            #"<row r="2"><c r="A2" s="1"/><c><v>2</v></c></row>"#,
            #"<row r="2"><c r="B2"><v>1</v></c><c r="A2"/></row>"#,
            #"<row r="2"><c r="A3"><v>1</v></c></row>"#, #"<row r="1"><c r="A1"><v>1</v></c></row>"#,
            #"<row><c r="A7"><v>1</v></c></row><row><c r="A8"><v>1</v></c></row>"#,
            #"<row r="2"><c r="XFD2"><v>1</v></c></row>"#, #"<row r="2"><c r="XFE2"><v>1</v></c></row>"#,
            #"<row r="1048576"><c r="A1048576"><v>1</v></c></row>"#,
            #"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#,
            #"<row r="2"/><row r="3"></row><row r="4"><c r="A4"></c><c r="B4"><v></v></c><c r="C4"><v/></c></row>"#,
            #"<row r="2"><c r="A2" t="inlineStr"><is><t>甲&amp;乙&#10;]]</t></is></c><c r="B2"><v>1</v></c></row>"#,
            #"<row r="2"><c r="A2" t="inlineStr"><is><t>]]></t></is></c></row>"#,
            #"<row r="2"><c r="A2" t="inlineStr"><is><t>\#u{FFFF}</t></is></c></row>"#,
            #"<row r="2"><c r="A2" t="inlineStr"><is><t>_x0041_，😀\#u{7F}\#u{1}</t></is></c></row>"#,
            #"<row r="2"><c r="A2" t="inlineStr"><is><t>_x0041_，😀\#u{7F}ﾷ\#r\#n\#t</t></is></c></row>"#,
            #"<row r="2"><c r="A2" t="inlineStr"><is><t>a</t><rPh><t>b</t></rPh></is></c></row>"#,
            #"<row r="2"><rPh><c r="A2" t="inlineStr"><is><t>a</t></is></c></rPh></row>"#,
            #"<row r="2"><c r="A2" t="str"><v> x </v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c></row>"#,
            #"<row r="2"><c r="A2"><v> 1 </v></c><c r="B2"><v>1e</v></c><c r="C2"><v>一</v></c><c r="D2" t="x"><v>1</v></c></row>"#,
            #"<row r="2"><c r="A2" r="A2"><v>1</v></c></row>"#, #"<row r="2"><c r="A2" s="1" s="1"><v>1</v></c></row>"#,
            #"<row r="2"><c t="n" r="A2"><v>1</v></c></row>"#, #"<row r="2" r="3"><c r="A2"><v>1</v></c></row>"#,
            #"<row r="2"><c r="A2"><v>1</v></c></row><!-- <row r="3"><c r="A3"><v>1</v></c></row> --><row r="4"></row>"#,
            #"<![CDATA[<row r="3"><c r="A3"><v>1</v></c></row>]]><row r="4"><c r="A4"><v>1</v></c></row>"#,
            #"<?row <row r="3"><c r="A3"><v>1</v></c></row>?><row r="4"><c r="A4"><v>1</v></c></row>"#,
            #"<row r="2"><c r="A2"><c r="B2"><v>1</v></c></c></row>"#,
            #"<row r="2"><row r="3"><c r="A3"><v>1</v></c></row></row>"#,
            #"</sheetData><row r="2"><c r="A2"><v>1</v></c></row><sheetData><row r="3"><c r="A3"><v>1</v></c></row>"#,
            #"<row r="2"><c r="A2"><v>1</v></c>"#, #"<row r="2"><c r="A2"><v>1</v></c></c></row>"#,
            #"<row r="2"><c r="A2"><v>1"#,
            #"<x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>"#, #"<row r="2"><c r="A2"><v>1</v></c></x:row>"#,
            "\r\n <row r=\"2\">\r\n  <c r=\"A2\"><v>1</v></c>\n</row>\r\n\t<row r=\"3\"><c r=\"A3\"><v>2</v></c></row>",
            #"<row r="2"><c r="A2" t="s"><v>0</v></c></row>"#,
        ])
    func sheets(_ data: String) throws {
        let found = try Self.read(Self.plain + data)
        #expect(found.plain == found.parsed)
        let alone = try Self.read(data)
        #expect(alone.plain == alone.parsed)
    }

    @Test(
        "Shared texts, plain up to something that is not",
        arguments: [
            #"<si><t xml:space="preserve"> 乙 </t></si><si><t>丙</t></si>"#,
            #"<si><t>乙</t><phoneticPr fontId="1" type="noConversion"/></si><si><t>丙</t><phoneticPr fontId="1"/></si>"#,
            #"<si><t>乙</t><rPh sb="0" eb="1"><t>yi</t></rPh></si><si><r><t>丙</t></r><r><t>丁</t></r></si>"#,
            #"<si><t>乙&#xA;_x000D_</t></si><si><t>_x0041_</t></si>"#,
            #"<si/><si><t/></si><si><t></t></si><si></si><si><t>丁</t></si>"#,
            #"<si><t>乙</t><si><t>丙</t></si></si><si><t>丁</t></si>"#,
            #"<x><si><t>乙</t></si></x><rPh><si><t>丙</t></si></rPh>"#,
            #"<!-- <si><t>乙</t></si> --><si><t>丙</t></si>"#, #"<si><t>乙<t>丙</t></t></si>"#, #"<si><t>乙</t>"#,
            #"<si><t>乙</si>"#,
        ])
    func texts(_ texts: String) throws {
        let cells = (0..<6).map { #"<row r="\#($0 + 1)"><c r="A\#($0 + 1)" t="s"><v>\#($0)</v></c></row>"# }
        for count in [1, 3, 6] {
            let found = try Self.read(cells.prefix(count).joined(), texts: "<si><t>甲</t></si>" + texts)
            #expect(found.plain == found.parsed)
        }
    }

    @Test(
        "Texts that are no UTF-8 are refused wherever they stand",
        arguments: [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xE5], [0x80], [0xFF],
        ] as [[UInt8]])
    func encodings(_ bytes: [UInt8]) throws {
        var parts = TestWorkbook.sound([("a", Self.plain)])
        parts["xl/_rels/workbook.xml.rels"] = TestWorkbook.withTexts
        parts["xl/sharedStrings.xml"] = TestWorkbook.head + "<sst><si><t>工号</t></si></sst>"
        for place in ["xl/worksheets/s0.xml", "xl/sharedStrings.xml"] {
            let book = try TestWorkbook(
                parts: parts.map { name, text in
                    let sound = Array(text.utf8)
                    guard name == place, let word = sound.firstRange(of: Array("号".utf8)) else { return (name, sound) }
                    return (name, sound[..<word.lowerBound] + bytes + sound[word.upperBound...])
                })
            // Shared texts are read when a sheet is opened, whether it has any or not.
            #expect(book.refusal() == "damaged-part", "\(place)")
        }
    }

    @Test("In another encoding, bytes that read like a row are none")
    func latin() throws {
        let data = #"<row r="1"><c r="A1" t="inlineStr"><is><t>é</t></is></c></row>"#
        var parts = TestWorkbook.sound([("a", data)])
        let sheet = parts["xl/worksheets/s0.xml"]?.replacing("UTF-8", with: "ISO-8859-1") ?? ""
        parts["xl/worksheets/s0.xml"] = nil
        let latin = sheet.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let book = try TestWorkbook(
            parts: parts.map { ($0.key, Array($0.value.utf8)) } + [("xl/worksheets/s0.xml", latin)])
        #expect(try book.cells() == ["A1=é"])
        // In UTF-16 these letters have the bytes of a row.
        let letters = #"<row r="2"><c r="A2"><v>7</v></c></row> "#
        let units = stride(from: 0, to: letters.utf8.count - 1, by: 2).map { place in
            let pair = Array(letters.utf8)[place..<(place + 2)]
            return UInt16(pair[pair.startIndex]) | UInt16(pair[pair.startIndex + 1]) << 8
        }
        let found = try Self.read(Self.plain + String(decoding: units, as: UTF16.self))
        #expect(found.parsed == ["A1=工号"] && found.plain == found.parsed)
    }

    @Test("Rows and texts across the chunks that are parsed at once, some of them plain", arguments: [0, 1, 7, 40])
    func chunks(_ every: Int) throws {
        var data = ""
        var texts = ""
        for row in 1...3_000 {
            let isOdd = every > 0 && row % every == 0
            let length = row * 7 % 61 + 1
            data += isOdd ? "<row r=\"\(row)\" ht=\"14\">" : "<row r=\"\(row)\">"
            data += "<c r=\"A\(row)\" t=\"s\"><v>\(row - 1)</v></c>"
            if isOdd { data += "<c r=\"B\(row)\"><f>A1</f><v>1</v></c>" }
            let name = String(repeating: "事", count: length)
            data += "<c r=\"C\(row)\" t=\"inlineStr\"><is><t>\(name)\(isOdd ? "&lt;" : "")</t></is></c></row>"
            texts += "<si><t>\(name)\(row)</t></si>" + (isOdd ? "\n" : "")
        }
        // A text that is longer than a chunk, and than what waits for the next one.
        data +=
            "<row r=\"9000\"><c r=\"A9000\" t=\"inlineStr\"><is><t>\(String(repeating: "长", count: 30_000))</t></is></c>"
        data += "<c r=\"B9000\"><v>1</v></c></row>"
        let found = try Self.read(data, texts: texts)
        #expect(found.plain.count == 6_002 + (every > 0 ? 3_000 / every : 0))
        #expect(found.plain == found.parsed)
    }

    @Test("A mark of UTF-8 before UTF-16 makes no cells of what is no row in it")
    func falseMark() throws {
        func utf16(_ text: String) -> [UInt8] {
            text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        }
        let row = Array(#"<row r="1"><c r="A1"><v>77</v></c></row>"#.utf8)
        let sheet =
            [0xEF, 0xBB, 0xBF, 0x20] + utf16("<worksheet><sheetData>") + row + utf16("</sheetData></worksheet>")
        var parts = TestWorkbook.sound([("a", "")]).mapValues { Array($0.utf8) }
        parts["xl/worksheets/s0.xml"] = sheet
        #expect(try TestWorkbook(parts: parts.map { ($0.key, $0.value) }).cells() == [])
    }

    @Test("Comments and quotations as long as they may be take no longer for the tags in them", .timeLimit(.minutes(1)))
    func tagsInComments() throws {
        let tags = String(repeating: "<row r=\"1\"><c r=\"A1\">", count: 40_000)
        let comments = String(repeating: "<!--\(tags)-->", count: 20)
        let sheet = "\(comments)<worksheet><sheetData>\(Self.plain)</sheetData></worksheet>\(comments)"
        let around = try TestWorkbook(["xl/worksheets/s0.xml": sheet], isStored: true)
        #expect(try around.cells() == ["A1=工号"])
        let found = try TestWorkbook(sheets: [("a", comments + Self.plain)], isStored: true)
        #expect(try found.cells() == ["A1=工号"])
        let quoted = try TestWorkbook(sheets: [("a", "<![CDATA[\(comments)]]>" + Self.plain)], isStored: true)
        #expect(try quoted.cells() == ["A1=工号"])
    }
}
