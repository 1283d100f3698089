import Testing
import WorkbookMaking
import XLSX

/// The contents of a sound workbook, whoever wrote it.
@Suite struct WorkbookReaderTests {
    @Test("Every type of cell is read")
    func types() throws {
        let data = """
            <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>行内</t></is></c>\
            <c r="D2" t="str"><f>A1&amp;"x"</f><v>算出</v></c><c r="E2"><v>12</v></c><c r="F2" t="b"><v>1</v></c>\
            <c r="G2" t="b"><v>0</v></c><c r="H2" t="e"><v>#N/A</v></c><c r="I2" t="d"><v>2021-07-01T08:30:00</v></c>\
            <c r="J2"><f>SUM(E2)</f></c><c r="K2" s="0"/><c r="L2" t="n"><v>0.1</v></c></row>
            """
        let texts =
            "<sst><si><t>零</t></si><si><r><t>一</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 二</t></r><rPh sb=\"0\"><t>注音</t></rPh></si></sst>"
        let workbook = try TestWorkbook(
            ["xl/sharedStrings.xml": texts, "xl/_rels/workbook.xml.rels": TestWorkbook.withTexts],
            sheets: [("Sheet1", data)])
        #expect(
            try workbook.cells() == [
                "A2=一 二", "C2=行内", "D2=算出", "E2=12", "F2=TRUE", "G2=FALSE", "H2!error", "I2=2021-07-01 08:30:00",
                "J2!uncalculated", "L2=0.1",
            ])
    }

    @Test("Cells with a style alone are left out, wherever a chunk of the file ends, and move nothing")
    func styledCells() throws {
        func blanks(_ row: Int, _ columns: Range<Int>) -> String {
            columns.map { #"<c r="\#(TestWorkbook.letters($0))\#(row)" s="0"/>"# }.joined()
        }
        var data = ""
        var wanted: [String] = []
        for row in 1...60 {
            // Rows of many lengths, so that chunks end at every byte of a cell.
            data += #"<row r="\#(row)">"# + blanks(row, 0..<(row * 7 % 13))
            data += #"<c r="P\#(row)"><v>\#(row)</v></c>"# + blanks(row, 16..<(900 + row)) + "</row>"
            wanted.append("P\(row)=\(row)")
        }
        #expect(try TestWorkbook(sheets: [("S", data)]).cells() == wanted)
        // A cell without its place follows: nothing may be left out before it.
        let counted =
            #"<row r="1"><c r="C1" s="0"/><c><v>4</v></c></row><row><c r="A2" s="0"/><c r="B2"/><c r="D2" t="b"/><c/><c><v>6</v></c></row>"#
        #expect(try TestWorkbook(sheets: [("S", counted)]).cells() == ["D1=4", "F2=6"])
        let quoted =
            #"<row r="1"><!-- <c r="A1"/><c r="B1"/></row> --><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="A1"/><c r="]]></t></is></c></row>"#
        #expect(try TestWorkbook(sheets: [("S", quoted)]).cells() == [#"A1=<c r="A1"/><c r=""#])
    }

    @Test("A zero that only holds the place of a formula's result is no zero")
    func placeholders() throws {
        let data =
            #"<row r="1"><c r="A1"><f>1+1</f><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><v>0</v></c><c r="D1"><f>A1</f><v> 0 </v></c></row>"#
        func workbook(_ calculation: String) throws -> [String] {
            var parts = TestWorkbook.sound([("S", data)])
            parts["xl/workbook.xml"] = parts["xl/workbook.xml"]?.replacing(
                "</workbook>", with: calculation + "</workbook>")
            return try TestWorkbook(parts).cells()
        }
        #expect(try workbook("") == ["A1=0", "B1=2", "C1=0", "D1=0"])
        #expect(try workbook(#"<calcPr calcId="1"/>"#) == ["A1=0", "B1=2", "C1=0", "D1=0"])
        #expect(
            try workbook(#"<calcPr calcId="124519" fullCalcOnLoad="1"/>"#) == [
                "A1!uncalculated", "B1=2", "C1=0", "D1!uncalculated",
            ])
    }

    @Test("Cells and rows without references follow one another; prefixes and unknown attributes are ignored")
    func withoutReferences() throws {
        let sheet = """
            <x:worksheet xmlns:x="\(TestWorkbook.main)"><x:cols><x:c r="Z9"/></x:cols><x:sheetData><x:row><x:c><x:v>1</x:v>\
            </x:c><x:c/><x:c t="inlineStr"><x:is><x:t>三</x:t></x:is></x:c></x:row><x:row/><x:row spans="1:1"><x:c><x:v>\
            4</x:v></x:c></x:row></x:sheetData><x:extLst><x:row><x:c><x:v>9</x:v></x:c></x:row></x:extLst></x:worksheet>
            """
        let workbook = try TestWorkbook(["xl/worksheets/s0.xml": sheet])
        #expect(try workbook.cells() == ["A1=1", "C1=三", "A3=4"])
    }

    @Test("Sheets keep their order, their names and whether they are hidden; charts are not sheets")
    func sheets() throws {
        let list = """
            <workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="甲&amp;乙" sheetId="9" r:id="r1"/>\
            <sheet name="图" r:id="r2"/><sheet name="藏" state="hidden" r:id="r0"/><sheet name="深藏" state="veryHidden" r:id="r3"/>\
            </sheets></workbook>
            """
        let relations = """
            <Relationships><Relationship Id="r1" Type="a/worksheet" Target="/xl/worksheets/S1.XML"/>\
            <Relationship Id="r0" Type="a/worksheet" Target="../xl/./worksheets/s0.xml"/><Relationship Id="r2" \
            Type="a/chartsheet" Target="nowhere.xml"/><Relationship Id="r3" Type="a/worksheet" Target="worksheets\\s2.xml"/>\
            </Relationships>
            """
        let workbook = try TestWorkbook(
            ["xl/workbook.xml": list, "xl/_rels/workbook.xml.rels": relations],
            sheets: [("", ""), ("", #"<row><c><v>7</v></c></row>"#), ("", "")])
        let reader = try WorkbookReader(path: workbook.path)
        #expect(reader.sheets.map(\.name) == ["甲&乙", "藏", "深藏"])
        #expect(reader.sheets.map(\.isHidden) == [false, true, true])
        #expect(reader.countsFrom1904)
        #expect(try workbook.cells(0) == ["A1=7"])
    }

    @Test(
        "Characters that XML cannot hold are unescaped",
        arguments: [
            ("a_x000D_b", "a\rb"), ("_x5B57_", "字"), ("_xD83D__xDE00_", "😀"), ("_x005F_x0041_", "_x0041_"),
            ("_x0000_", "_x0000_"), ("_xD83D_", "_xD83D_"), ("_x12_", "_x12_"), ("_xZZZZ_", "_xZZZZ_"), ("a_x", "a_x"),
        ])
    func escapes(_ written: String, _ meant: String) throws {
        let data = #"<row><c t="inlineStr"><is><t>\#(written)</t></is></c><c t="inlineStr"><is><t>x</t></is></c></row>"#
        #expect(try TestWorkbook(sheets: [("", data)]).cells() == ["A1=" + meant, "B1=x"])
    }

    @Test("A sheet of many chunks is read as one of few, also where a chunk ends inside a cell")
    func chunks() throws {
        var data = ""
        var expected: [String] = []
        for row in 1...9_000 {
            data +=
                #"<row r="\#(row)"><c r="A\#(row)" t="inlineStr"><is><t>文字 \#(row)</t></is></c><c r="C\#(row)"><v>\#(row)</v></c></row>"#
            expected += ["A\(row)=文字 \(row)", "C\(row)=\(row)"]
        }
        #expect(try TestWorkbook(sheets: [("", data)]).cells() == expected)
        // One cell across many chunks.
        let long = String(repeating: "长", count: 200_000)
        let wide = #"<row><c><v>1</v></c><c t="inlineStr"><is><t>\#(long)</t></is></c><c><v>2</v></c></row>"#
        #expect(try TestWorkbook(sheets: [("", wide)]).cells() == ["A1=1", "B1=" + long, "C1=2"])
    }
}
