import Foundation
import TestValues
import Testing
import WorkbookMaking
import XLSX

/// Workbooks that no spreadsheet program writes are refused, each with a code for the reason.
@Suite struct HostileWorkbookTests {
    private static let sheet = "xl/worksheets/s0.xml"
    private static let list = "xl/workbook.xml"
    private static let links = "xl/_rels/workbook.xml.rels"

    @Test("No archive, or a broken one")
    func noArchive() throws {
        #expect(try TestWorkbook(bytes: []).refusal() == "bad-archive")
        #expect(try TestWorkbook(bytes: Array("工号,姓名\n".utf8)).refusal() == "bad-archive")
        let workbook = try TestWorkbook()
        let sound = try Data(contentsOf: URL(fileURLWithPath: workbook.path))
        #expect(try TestWorkbook(bytes: Array(sound)).refusal() == nil)
        for count in stride(from: 0, to: sound.count, by: 97) {
            #expect(try TestWorkbook(bytes: Array(sound.prefix(count))).refusal() == "bad-archive", "\(count)")
        }
    }

    @Test("A part that another names is missing", arguments: [sheet, list])
    func missing(_ part: String) throws {
        #expect(try TestWorkbook([part: String?.none]).refusal() == "missing-part")
    }

    @Test("Shared texts that are named and missing, or counted beyond their end")
    func sharedTexts() throws {
        let data = [("a", #"<row><c t="s"><v>1</v></c></row>"#)]
        #expect(try TestWorkbook([Self.links: TestWorkbook.withTexts], sheets: data).refusal() == "missing-part")
        #expect(try TestWorkbook(sheets: data).refusal() == "damaged-part")
        let one = ["xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>", Self.links: TestWorkbook.withTexts]
        #expect(try TestWorkbook(one, sheets: data).refusal() == "damaged-part")
        for index in ["-1", "x", "99999999999999999999", "1.0"] {
            let data = [("a", "<row><c t=\"s\"><v>\(index)</v></c></row>")]
            #expect(try TestWorkbook(one, sheets: data).refusal() == "damaged-part", "\(index)")
        }
    }

    @Test("Entities, inside and outside, are refused with the declaration that would bring them")
    func entities() throws {
        let laughs = (1...9).map { "<!ENTITY l\($0) \"" + String(repeating: "&l\($0 - 1);", count: 10) + "\">" }
            .joined()
        let attacks = [
            "<!DOCTYPE x [<!ENTITY l0 \"ha\">\(laughs)]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&l9;</t></is></c></row></sheetData></worksheet>",
            "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>",
            "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://localhost/\">%p;]><worksheet/>",
        ]
        for attack in attacks {
            for part in [Self.sheet, "xl/styles.xml", Self.list, Self.links, "_rels/.rels"] {
                #expect(try TestWorkbook([part: attack]).refusal() == "forbidden-doctype", "\(part)")
            }
        }
        let undeclared = "<worksheet><sheetData><row><c t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>"
        #expect(try TestWorkbook([Self.sheet: undeclared]).refusal() == "damaged-part")
    }

    @Test("Relations that lead outside, nowhere, back or twice to one part")
    func relations() throws {
        func links(_ target: String, more: String = "") -> [String: String?] {
            [
                Self.links:
                    "<Relationships><Relationship Id=\"r0\" Type=\"/worksheet\" Target=\"\(target)\" \(more)/></Relationships>"
            ]
        }
        #expect(try TestWorkbook(links("worksheets/s0.xml")).refusal() == nil)
        #expect(
            try TestWorkbook(links("worksheets/s0.xml", more: "TargetMode=\"External\"")).refusal() == "bad-relation")
        #expect(try TestWorkbook(links("../../../etc/passwd")).refusal() == "bad-relation")
        #expect(try TestWorkbook(links("file:///etc/passwd")).refusal() == "missing-part")
        #expect(try TestWorkbook(links("")).refusal() == "missing-part")
        #expect(try TestWorkbook(links("workbook.xml")).refusal() == "bad-relation")
        #expect(try TestWorkbook([Self.links: "<Relationships/>"]).refusal() == "bad-relation")
        let twice =
            "<workbook xmlns:r=\"x\"><sheets><sheet name=\"a\" r:id=\"r0\"/><sheet name=\"b\" r:id=\"r0\"/></sheets></workbook>"
        #expect(try TestWorkbook([Self.list: twice]).refusal() == "bad-relation")
        let many = String(repeating: "<Relationship Id=\"a\" Type=\"b\" Target=\"c\"/>", count: 5_000)
        #expect(try TestWorkbook([Self.links: "<Relationships>\(many)</Relationships>"]).refusal() == "too-large")
        let sheets = String(repeating: "<sheet name=\"a\" r:id=\"r0\"/>", count: 2_000)
        #expect(
            try TestWorkbook([Self.list: "<workbook xmlns:r=\"x\"><sheets>\(sheets)</sheets></workbook>"]).refusal()
                == "too-large")
    }

    @Test("One name for two parts")
    func doubledPart() throws {
        var parts = TestWorkbook.sound([("a", "")]).map { ($0.key, Array($0.value.utf8)) }
        parts.append(("XL/Workbook.xml", []))
        #expect(try TestWorkbook(parts: parts).refusal() == "bad-relation")
    }

    @Test(
        "Cells and rows with impossible references",
        arguments: [
            #"<row r="0"><c><v>1</v></c></row>"#, #"<row r="1048577"><c><v>1</v></c></row>"#,
            #"<row r="99999999999999999999"/>"#, #"<row r="-1"/>"#, #"<row r="x"/>"#, #"<row r=""/>"#,
            #"<row r="5"/><row r="5"/>"#, #"<row r="5"/><row r="4"/>"#, #"<row r="1048576"/><row/>"#,
            #"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, #"<row r="1"><c r="ZZZZZZZZZZZZZZZ1"><v>1</v></c></row>"#,
            #"<row r="1"><c r="A2"/></row>"#, #"<row r="1"><c r="A"/></row>"#, #"<row r="1"><c r="1"/></row>"#,
            #"<row r="1"><c r=""/></row>"#, #"<row r="1"><c r="B1"/><c r="A1"/></row>"#,
            #"<row r="1"><c r="A1"/><c r="A1"/></row>"#,
            #"<row r="1"><c r="A1 "/></row>"#, #"<row r="1"><c r="XFD1"/><c/></row>"#,
            #"<row r="1"><c r="A99999999999999999999999"/></row>"#,
        ])
    func references(_ data: String) throws {
        #expect(try TestWorkbook(sheets: [("a", data)]).refusal() == "bad-reference")
    }

    @Test("The last possible cell can be used")
    func lastCell() throws {
        let data = #"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#
        #expect(try TestWorkbook(sheets: [("a", data)]).cells() == ["XFD1048576=1"])
    }

    @Test(
        "Invalid XML",
        arguments: [
            "", "<", "<a></b>", "<worksheet><sheetData><row><c><v>1</v></c>", "<worksheet>\u{1}</worksheet>",
            "<?xml version=\"1.0\" encoding=\"EBCDIC\"?><worksheet/>", "text", "<a/><b/>",
        ])
    func xml(_ text: String) throws {
        for part in [Self.sheet, Self.list, "xl/styles.xml"] {
            #expect(try TestWorkbook([part: text]).refusal() == "damaged-part", "\(part)")
        }
    }

    @Test("Bytes of no encoding, and UTF-16, which XML may be")
    func encodings() throws {
        var parts = TestWorkbook.sound([("a", "")])
        let sheet = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>字</t></is></c></row></sheetData></worksheet>"
        parts["xl/worksheets/s0.xml"] = nil
        let rest = parts.map { ($0.key, Array($0.value.utf8)) }
        let wide: [UInt8] =
            [0xFF, 0xFE] + sheet.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try TestWorkbook(parts: rest + [(Self.sheet, wide)]).cells() == ["A1=字"])
        let broken = Array(sheet.utf8).map { $0 == 0xE5 ? 0xFF : $0 }
        #expect(try TestWorkbook(parts: rest + [(Self.sheet, broken)]).refusal() == "damaged-part")
    }

    @Test("Elements nested without end, and a tag or comment without end")
    func nesting() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(try TestWorkbook([Self.sheet: "<worksheet>" + deep]).refusal() == "too-deep")
        let long = String(repeating: "x", count: 4 << 20)
        #expect(try TestWorkbook([Self.sheet: "<worksheet a=\"\(long)\"/>"]).refusal() != nil)
        #expect(try TestWorkbook([Self.sheet: "<worksheet><!-- \(long) --></worksheet>"]).refusal() != nil)
        var noise = SeededNumbers(state: 1)
        let random = String(decoding: (0..<(3 << 20)).map { _ in UInt8(0x61 + noise.next() % 26) }, as: UTF8.self)
        #expect(try TestWorkbook([Self.sheet: "<worksheet><!-- \(random) --></worksheet>"]).refusal() == "damaged-part")
    }

    @Test("A ZIP bomb is not unpacked")
    func bombs() throws {
        let zeros =
            "<worksheet><sheetData>" + String(repeating: "<row/>", count: 2_000_000) + "</sheetData></worksheet>"
        #expect(try TestWorkbook([Self.sheet: zeros]).refusal() == "bad-archive")
    }

    @Test("A row of long texts, and one long text that many cells share, are not spread out")
    func longTexts() throws {
        let long = String(repeating: "x", count: 16_000_000)
        let cell = "<c t=\"inlineStr\"><is><t>\(long)</t></is></c>"
        let four = "<row>" + String(repeating: cell, count: 4) + "</row>"
        #expect(try TestWorkbook(sheets: [("a", four)], isStored: true).refusal() == nil)
        let five = "<row>" + String(repeating: cell, count: 5) + "</row>"
        #expect(
            try TestWorkbook(sheets: [("a", "<row><c><v>1</v></c></row>" + five)], isStored: true).refusal()
                == "too-large")
        let shared = [
            "xl/sharedStrings.xml": "<sst><si><t>\(long)</t></si></sst>", Self.links: TestWorkbook.withTexts,
        ]
        let small = "<c t=\"s\"><v>0</v></c>"
        func refusal(cells: Int, rows: Int) throws -> String? {
            let row = "<row>" + String(repeating: small, count: cells) + "</row>"
            return try TestWorkbook(shared, sheets: [("a", String(repeating: row, count: rows))], isStored: true)
                .refusal()
        }
        #expect(try refusal(cells: 2, rows: 1) == nil)
        #expect(try refusal(cells: 3, rows: 1) == "too-large")
        #expect(try refusal(cells: 1, rows: 100) == nil)
        #expect(try refusal(cells: 1, rows: 200) == "too-large")
    }

    @Test("A million empty styles, and texts without end")
    func styles() throws {
        var numbers = SeededNumbers(state: 7)
        var xfs = ""
        for _ in 0..<140_000 { xfs += "<xf numFmtId=\"\(numbers.next() % 50)\" fontId=\"\(numbers.next() % 97)\"/>" }
        #expect(
            try TestWorkbook(["xl/styles.xml": "<styleSheet><cellXfs>\(xfs)</cellXfs></styleSheet>"]).refusal()
                == "too-large")
        var formats = ""
        for number in 0..<11_000 { formats += "<numFmt numFmtId=\"\(number)\" formatCode=\"0\(numbers.next())\"/>" }
        #expect(
            try TestWorkbook(["xl/styles.xml": "<styleSheet><numFmts>\(formats)</numFmts></styleSheet>"]).refusal()
                == "too-large")
    }

    @Test("An unknown style and invalid numbers leave the text unchanged")
    func oddities() throws {
        let data =
            #"<row><c s="99999999999999"><v>1</v></c><c s="-1"><v>2</v></c><c t="zzz"><v>x</v></c><c t=""><v>3</v></c><c t="b"><v>yes</v></c></row>"#
        #expect(try TestWorkbook(sheets: [("a", data)]).cells() == ["A1=1", "B1=2", "C1=x", "D1=3", "E1=FALSE"])
    }
}
