import Foundation
import Sheets
import Testing
import WorkbookMaking
import XLSX

/// Workbooks as exporters write them and spreadsheet programs open them, although a standard says otherwise.
@Suite struct GentleWorkbookTests {
    private static let sheet = "xl/worksheets/s0.xml"
    private static let links = "xl/_rels/workbook.xml.rels"
    private static let data =
        #"<row r="1"><c r="A1" t="inlineStr"><is><t>工号</t></is></c><c r="B1"><v>8.5</v></c></row>"#

    @Test(
        "Headers that contradict the directory, and sizes before or after the bytes",
        arguments: RawArchive.Layout.allCases)
    func layouts(_ layout: RawArchive.Layout) throws {
        let archive = RawArchive(TestWorkbook.sound([("a", Self.data)]), layout)
        #expect(try TestWorkbook(bytes: archive.bytes).cells() == ["A1=工号", "B1=8.5"])
    }

    @Test("Bytes after the end, names in another encoding, and doubled parts that nobody reads")
    func archives() throws {
        var archive = RawArchive(TestWorkbook.sound([("a", Self.data)]))
        archive.tail = Array("\r\n\0".utf8)
        archive.parts.append((name: "xl/media/图.png", bytes: [1, 2, 3]))
        archive.rawNames["xl/media/图.png"] = Array("xl/media/".utf8) + [0xCD, 0xBC, 0x2E]
        archive.parts.append((name: "docProps/app.xml", bytes: [1]))
        archive.parts.append((name: "docProps/app.xml", bytes: [2]))
        #expect(try TestWorkbook(bytes: archive.bytes).cells() == ["A1=工号", "B1=8.5"])
    }

    @Test("A wrong checksum is found all the same")
    func checksum() throws {
        var bytes = RawArchive(TestWorkbook.sound([("a", Self.data)]), .java).bytes
        let place = try #require(bytes.firstRange(of: Array("8.5".utf8)))
        bytes[place.lowerBound] = 0x39
        #expect(try TestWorkbook(bytes: bytes).refusal() == "bad-archive")
    }

    @Test(
        "Targets as exporters write them",
        arguments: [
            "/xl/worksheets/s0.xml", "\\xl\\worksheets\\s0.xml", "worksheets\\s0.xml", "xl/worksheets/s0.xml",
            "WORKSHEETS/S0.XML", "./worksheets/s0.xml", "../xl/worksheets/s0.xml", " worksheets/s0.xml ",
            "worksheets/s%30.xml",
            "//xl//worksheets/s0.xml",
        ])
    func targets(_ target: String) throws {
        let links = "<Relationships><Relationship Id=\"r0\" Type=\"x/worksheet\" Target=\"\(target)\"/></Relationships>"
        #expect(try TestWorkbook([Self.links: links], sheets: [("a", Self.data)]).cells() == ["A1=工号", "B1=8.5"])
    }

    @Test("A part in Chinese, its target in percent signs")
    func percentSigns() throws {
        let links =
            #"<Relationships><Relationship Id="r0" Type="x/worksheet" Target="worksheets/%E8%80%83%E5%8B%A4.xml"/></Relationships>"#
        let sheet = "<worksheet><sheetData>\(Self.data)</sheetData></worksheet>"
        let book = try TestWorkbook([Self.links: links, Self.sheet: nil, "xl/worksheets/考勤.xml": sheet])
        #expect(try book.cells() == ["A1=工号", "B1=8.5"])
    }

    @Test("Parts that are named and missing matter only to cells that need them")
    func missingParts() throws {
        let links = TestWorkbook.withTexts
        #expect(
            try TestWorkbook([Self.links: links, "xl/styles.xml": nil], sheets: [("a", Self.data)]).refusal() == nil)
        let styled = #"<row><c s="1"><v>44378</v></c></row>"#
        #expect(
            try TestWorkbook([Self.links: links, "xl/styles.xml": nil], sheets: [("a", styled)]).refusal()
                == "missing-part")
        let shared = #"<row><c t="s"><v>0</v></c></row>"#
        #expect(try TestWorkbook([Self.links: links], sheets: [("a", shared)]).refusal() == "missing-part")
        let unnamed = ["xl/sharedStrings.xml": "<sst><si><t>甲</t></si></sst>"]
        #expect(try TestWorkbook(unnamed, sheets: [("a", shared)]).cells() == ["A1=甲"])
        let two = try TestWorkbook(["xl/worksheets/s1.xml": nil], sheets: [("a", Self.data), ("b", "")])
        #expect(try two.cells() == ["A1=工号", "B1=8.5"])
        #expect(two.refusal() == "missing-part")
        #expect(try TestWorkbook(["_rels/.rels": nil], sheets: [("a", Self.data)]).refusal() == nil)
    }

    @Test(
        "Cells as exporters write them",
        arguments: [
            (#"<row r="1"><c r="a1"><v>1</v></c><c r="b1"><v>2</v></c></row>"#, ["A1=1", "B1=2"]),
            ("<row><c><v> 12 </v></c><c><v>\n7\t</v></c></row>", ["A1=12", "B1=7"]),
            (#"<row><c t="str"><v> x </v></c><c t="inlineStr"><is><t> y </t></is></c></row>"#, ["A1= x ", "B1= y "]),
            (#"<row><c><is><t>甲</t></is></c><c t="n"><is><t>乙</t></is></c></row>"#, ["A1=甲", "B1=乙"]),
            (#"<row><c t="inlineStr"><v>丙</v></c><c t="inlineStr"><t>丁</t></c></row>"#, ["A1=丙", "B1=丁"]),
            (
                #"<row><c t="b"><v>true</v></c><c t="b"><v> 1 </v></c><c t="b"><v>false</v></c></row>"#,
                ["A1=TRUE", "B1=TRUE", "C1=FALSE"]
            ),
            (
                #"<row><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row><c><v>3</v></c></row>"#,
                ["B3=1", "D3=2", "A4=3"]
            ),
            (#"<row><c t="s"><v></v></c><c t="s"/><c t="str"><v/></c><c><v/></c><c><v>1</v></c></row>"#, ["E1=1"]),
            (#"<row><c t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh><phoneticPr/></is></c></row>"#, ["A1=甲"]),
            (
                #"<row><c t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c><!-- x --><c><v>1</v></c></row>"#,
                ["A1=a<b", "B1=1"]
            ),
        ])
    func cells(_ data: String, _ expected: [String]) throws {
        #expect(try TestWorkbook(sheets: [("a", data)]).cells() == expected)
    }

    @Test(
        "XML in other encodings than UTF-8",
        arguments: [
            ("GB2312", String.Encoding(rawValue: 0x8000_0632)), ("gbk", String.Encoding(rawValue: 0x8000_0632)),
            ("UTF-16", .utf16), ("utf8", .utf8), ("utf-16", .utf8), ("Big5", String.Encoding(rawValue: 0x8000_0A03)),
        ])
    func encodings(_ name: String, _ encoding: String.Encoding) throws {
        let long = String(repeating: "工號工號", count: 20_000)
        let text =
            "<?xml version=\"1.0\" encoding=\"\(name)\"?><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>\(long)</t></is></c></row></sheetData></worksheet>"
        let bytes = try #require(text.data(using: encoding))
        var parts = TestWorkbook.sound([("a", "")]).map { ($0.key, Array($0.value.utf8)) }
        parts.removeAll { $0.0 == Self.sheet }
        parts.append((Self.sheet, [UInt8](bytes)))
        #expect(try TestWorkbook(parts: parts).cells() == ["A1=" + long])
    }

    @Test("Marks and white space before the declaration")
    func beginnings() throws {
        let sheet = TestWorkbook.sound([("a", Self.data)])[Self.sheet] ?? ""
        for before in ["\u{FEFF}", "\u{FEFF}\u{FEFF}", "\r\n", "\u{FEFF}\n ", "\n\n"] {
            #expect(
                try TestWorkbook([Self.sheet: before + sheet]).cells() == ["A1=工号", "B1=8.5"],
                "\(before.debugDescription)")
        }
    }

    @Test("Bytes that are no text in the declared encoding")
    func brokenEncoding() throws {
        var parts = TestWorkbook.sound([("a", "")]).map { ($0.key, Array($0.value.utf8)) }
        parts.removeAll { $0.0 == Self.sheet }
        let head = Array("<?xml version=\"1.0\" encoding=\"GB2312\"?><worksheet>".utf8)
        parts.append((Self.sheet, head + [0xFF, 0xFF] + Array("</worksheet>".utf8)))
        #expect(try TestWorkbook(parts: parts).refusal() == "damaged-part")
    }

    @Test("Other archives are said to be what they are")
    func others() throws {
        func code(_ names: String...) throws -> String? {
            try TestWorkbook(parts: names.map { ($0, Array("x".utf8)) }).refusal()
        }
        #expect(try code("考勤打卡.xlsx") == "packed-files")
        #expect(try code("[Content_Types].xml", "xl/workbook.bin") == "binary-workbook")
        #expect(try code("[Content_Types].xml", "word/document.xml") == "no-workbook")
        #expect(try code("Index/Document.iwa") == "no-workbook")
        #expect(try code("[Content_Types].xml") == "missing-part")
    }

    @Test("Hidden rows are read and counted")
    func hiddenRows() throws {
        let data =
            #"<row><c><v>1</v></c></row><row hidden="1"><c><v>2</v></c></row><row hidden="true"/><row hidden="true"><c><v>3</v></c></row><row hidden="0"><c><v>4</v></c></row>"#
        let book = try TestWorkbook(sheets: [("a", data)])
        let reader = try WorkbookReader(path: book.path)
        let rows = try reader.open(reader.sheets[0])
        var counts: [Int] = []
        while try rows.next() != nil { counts.append(rows.hiddenRows) }
        #expect(counts == [0, 1, 2, 2])
    }

    @Test("A day or moment in ISO 8601, by its column and its format")
    func isoDates() throws {
        let styles = #"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>"#
        let data =
            #"<row><c t="d"><v>2021-07-01T08:30</v></c><c t="d"><v> 2021-07-01T08:30:00.000 </v></c><c t="d" s="1"><v>2021-07-01T00:00:00</v></c><c t="d"><v>2021-07-01T00:30:00Z</v></c><c t="d"><v>2021-07-01T00:30:00+08:00</v></c></row>"#
        let book = try TestWorkbook(["xl/styles.xml": styles], sheets: [("a", data)])
        let zones = ["D1=2021-07-01T00:30:00Z", "E1=2021-07-01T00:30:00+08:00"]
        #expect(
            try book.cells(for: .moment) == ["A1=2021-07-01 08:30", "B1=2021-07-01 08:30:00", "C1=2021-07-01 00:00:00"]
                + zones)
        #expect(
            try book.cells(for: .day) == ["A1=2021-07-01 08:30", "B1=2021-07-01 08:30:00", "C1=2021-07-01"] + zones)
        #expect(
            try book.cells(for: .text) == ["A1=2021-07-01 08:30", "B1=2021-07-01 08:30:00", "C1=2021年7月1日"] + zones)
    }
}
